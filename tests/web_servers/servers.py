"""Real web servers with the rendered rules: an instance of their own on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from endpoint.servers import free_port

NAMES = ("nginx", "apache", "caddy")
NGINX = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {rules}/nginx/http.conf;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {rules}/nginx/site.conf;
    }}
}}
"""
APACHE = """\
ServerRoot {folder}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
DefaultRuntimeDir {folder}
Listen 127.0.0.1:{port}
ServerName 127.0.0.1
{modules}
TypesConfig /dev/null
<VirtualHost 127.0.0.1:{port}>
    DocumentRoot {root}
    <Directory {root}>
        Require all granted
    </Directory>
    Include {rules}/apache/site.conf
</VirtualHost>
"""
APACHE_MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "setenvif", "rewrite", "filter", "deflate")
CADDY = """\
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    bind 127.0.0.1
    root * {root}
    import {rules}/caddy/site.caddy
}}
"""


def program(name: str) -> str | None:
    """Give the path of a server's program; Debian keeps them out of a user's path."""
    return shutil.which({"apache": "apache2"}.get(name, name), path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin")


@contextmanager
def running(name: str, rules: Mapping[str, str], root: Path, folder: Path) -> Iterator[int]:
    """Run a server with these rules and this root; gives its port."""
    port = free_port()
    for file, text in rules.items():
        path = folder / "rules" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = _command(name, port, root, folder)
    with (folder / "server.log").open("wb") as log:
        # Caddy keeps what it was configured with in the user's folders.
        own = {**os.environ, "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder), "HOME": str(folder)}
        process = subprocess.Popen(command, cwd=folder, env=own, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            _await(process, port, folder)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _command(name: str, port: int, root: Path, folder: Path) -> list[str]:
    executable = program(name)
    assert executable, name
    file = folder / "server.conf"
    fill = {"port": port, "root": root, "folder": folder, "rules": folder / "rules"}
    if name == "nginx":
        file.write_text(NGINX.format(**fill))
        return [executable, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file)]
    if name == "apache":
        modules = "\n".join(
            f"LoadModule {each}_module /usr/lib/apache2/modules/mod_{each}.so" for each in APACHE_MODULES
        )
        file.write_text(APACHE.format(modules=modules, **fill))
        return [executable, "-f", str(file), "-DFOREGROUND"]
    file.write_text(CADDY.format(**fill))
    return [executable, "run", "--adapter", "caddyfile", "--config", str(file)]


def _await(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        said = b"".join(path.read_bytes() for path in (folder / "server.log", folder / "error.log") if path.exists())
        assert process.poll() is None, said.decode(errors="replace")
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise AssertionError("no server within a minute")
