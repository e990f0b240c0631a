"""A browser under test: the few commands of WebDriver (W3C Recommendation) that the tests need, over plain HTTP."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_STARTS = 3

# The machine that runs tests may be root without a sandbox of its own; the browser is to ask nothing of the network.
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--force-prefers-reduced-motion",
)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's name of an element reference (section 11)
TAB, ENTER, SPACE = "\ue004", "\ue007", " "


class Browser:
    """One window of a running browser."""

    def __init__(self, address: str, session: str) -> None:
        self._session = f"{address}/session/{session}"

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        return _call(method, f"{self._session}{path}", body)

    def open(self, url: str) -> None:
        # A hash alone would not load the page anew.
        self.call("POST", "/url", {"url": "about:blank"})
        self.call("POST", "/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script's body in the page; it may return a promise."""
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def cdp(self, command: str, **parameters: Any) -> Any:
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def keys(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def size(self, width: int, height: int = 900) -> None:
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, kind: str = "", **features: str) -> None:
        """Emulate a medium ("print") and features (prefers_color_scheme="dark")."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.cdp("Emulation.setEmulatedMedia", media=kind, features=named)

    def pdf(self) -> bytes:
        return base64.b64decode(self.call("POST", "/print", {"page": {"width": 21.0, "height": 29.7}}))

    def screenshot(self) -> bytes:
        shot = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def requests(self) -> list[str]:
        """Give the addresses asked for since the last call."""
        entries = [json.loads(entry["message"])["message"] for entry in self._log("performance")]
        return [
            entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"
        ]

    def console(self) -> list[str]:
        """Give what the browser complained of since the last call."""
        return [entry["message"] for entry in self._log("browser")]

    def _log(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.call("POST", "/se/log", {"type": kind})
        return entries


@contextmanager
def running(chromium: str, driver: str, *arguments: str) -> Iterator[Browser]:
    """Start a browser and its driver; both end with the block."""
    process, port = _listening(driver)
    try:
        address = f"http://127.0.0.1:{port}"
        capabilities = {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": chromium, "args": [*ARGUMENTS, *arguments]},
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        }
        session = _call("POST", f"{address}/session", {"capabilities": {"alwaysMatch": capabilities}})
        browser = Browser(address, session["sessionId"])
        yield browser
        browser.call("DELETE", "")
    finally:
        process.terminate()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _listening(driver: str) -> tuple[subprocess.Popen[str], str]:
    """Start a driver; one whose port another program took between its choice and its use ends, and is started again."""
    for _ in range(_STARTS):
        process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout
        for line in process.stdout:
            if match := re.search(r"started successfully on port (\d+)", line):
                return process, match[1]
        process.stdout.close()
        process.wait()
    raise RuntimeError("the driver ended before it listened")


def _call(method: str, url: str, body: dict[str, Any] | None) -> Any:
    data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    # Not through a proxy: the driver is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise RuntimeError(error.read().decode()) from error
