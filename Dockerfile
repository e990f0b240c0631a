# avggraph as a server: build a wheel, install it, run it as nobody.
#   docker build -t avggraph .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     -v "$PWD/out:/data/out:ro" -p 127.0.0.1:8000:8000 avggraph --public-url https://data.voorbeeld.nl/
# docs/serve.md tells what to put before it.

FROM python:3.13-slim AS wheel
WORKDIR /source
RUN python -m pip install --no-cache-dir --disable-pip-version-check build
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY ontology ontology
COPY data data
COPY queries queries
RUN python -m build --wheel --outdir /wheel

FROM python:3.13-slim AS install
COPY --from=wheel /wheel /wheel
RUN python -m venv /opt/avggraph \
    && /opt/avggraph/bin/python -m pip install --no-cache-dir --disable-pip-version-check /wheel/*.whl \
    # Compiled here: the file system of a running server may be read-only.
    && /opt/avggraph/bin/python -m compileall -q /opt/avggraph/lib

FROM python:3.13-slim
COPY --from=install /opt/avggraph /opt/avggraph
ENV PATH=/opt/avggraph/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 65534:65534
WORKDIR /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
# A container has a network of its own: what of it is open to others is said by `docker run -p`.
ENTRYPOINT ["avggraph", "serve", "/data/out", "--host", "0.0.0.0", "--port", "8000"]
