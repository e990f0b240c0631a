# Two commands do everything on a fresh machine: `make demo` and `make test`. Python 3.11 or newer is all they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types check browser servers vendor clean

# The package and what it needs; again only when pyproject.toml changed.
$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

# Build the graph of the examples, ask it three questions and draw one record.
demo: $(VENV)/installed
	$(BIN)/avggraph build data/examples -o demo
	$(BIN)/avggraph query shared-recipients -g demo
	$(BIN)/avggraph query processors -g demo
	$(BIN)/avggraph query cross-ministry-flows -g demo
	$(BIN)/avggraph diagram M9001 -g demo -o demo/m9001.html
	@echo
	@echo "Open demo/m9001.html in een browser voor het diagram van M9001; de graaf staat in demo/graph.ttl."

# The W3C SHACL test suite, as pySHACL's source distribution carries it.
$(VENV)/shacl-test-suite: $(VENV)/installed-dev
	@rm -rf $@ $@.part
	$(BIN)/python -m pip download --quiet --no-deps --no-binary pyshacl --dest $@.part \
		pyshacl==$$($(BIN)/python -c "import importlib.metadata as m; print(m.version('pyshacl'))")
	for archive in $@.part/*.tar.gz; do $(BIN)/python -m tarfile -e "$$archive" $@.part; done
	@mv $@.part $@

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

# What the tests of pages and diagrams need: Chromium with its driver (here Debian's); axe-core, which checks a page against
# WCAG; and the tools that diagrams are written for, Mermaid and mxGraph (the library that draw.io is built on).
# Without them those tests are skipped, but not in CI. netlify-redirector is for the tests of web servers, below.
SCRIPTS := axe-core@4.14.1 mermaid@11.17.2 mxgraph@4.2.2 netlify-redirector@0.5.0

browser: $(VENV)/installed-scripts
	@command -v chromedriver > /dev/null || { apt-get update -qq && apt-get install -y -qq chromium chromium-driver; }

$(VENV)/installed-scripts: $(VENV)/installed-dev
	npm install --silent --no-save --no-package-lock --ignore-scripts --prefix $(VENV) $(SCRIPTS)
	@touch $@

# What the tests of endpoints need beside the oxigraph server of the dev group: Virtuoso, a second server to be right about.
# And those of web servers: nginx, Apache, Caddy, and the matcher with which Netlify reads redirects.
# They start an instance of their own; Debian's needs not run. Without them those tests are skipped, but not in CI.
servers: $(VENV)/installed-scripts
	@(for each in virtuoso-t nginx apache2 caddy; do command -v $$each > /dev/null || exit 1; done) || { apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin nginx-light apache2-bin caddy; }

# The editor of the query page, as its makers publish it, with the licences of all that is in it. Change the version here
# and in the folder's README; the test of checksums then says what changed.
VENDORED := src/avggraph/publish/assets/vendor/yasgui
YASQE := @zazuko/yasqe@4.6.2
# The same text as upstream's; this package leaves it out.
YASQE_LICENCE := @triply/yasqe@4.2.28
PARTS := codemirror decode-uri-component dompurify events filter-obj lodash-es query-string split-on-first store strict-uri-encode

vendor:
	rm -rf build/vendor
	npm install --silent --no-save --no-package-lock --ignore-scripts --prefix build/vendor $(YASQE) yasqe-licence@npm:$(YASQE_LICENCE) events@3
	cp build/vendor/node_modules/@zazuko/yasqe/build/yasqe.min.js build/vendor/node_modules/@zazuko/yasqe/build/yasqe.min.css $(VENDORED)/
	cp build/vendor/node_modules/yasqe-licence/LICENSE.txt $(VENDORED)/LICENSE.txt
	for part in $(PARTS); do printf '%s\n\n' "==== $$part"; cat build/vendor/node_modules/$$part/[Ll][Ii][Cc][Ee][Nn][Ss][Ee]; echo; done > $(VENDORED)/LICENSES-OF-PARTS.txt
	cd $(VENDORED) && sha256sum LICENSE.txt LICENSES-OF-PARTS.txt yasqe.min.css yasqe.min.js > SHA256SUMS

test: lint types $(VENV)/shacl-test-suite
	$(BIN)/pytest -n auto --dist worksteal

clean:
	rm -rf $(VENV) demo out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
