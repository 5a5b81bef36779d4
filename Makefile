# The commands of the repository. Each works on a fresh machine that has python3 (3.11 or later, with venv) and make.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo test core browser check format bench

help: ## Say what each command does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Signpost needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "python3 cannot make a virtual environment here. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check,model]'
	@touch $(STAMP)

demo: $(STAMP) ## Ingest the bundled providers and serve the site on http://127.0.0.1:8000 (PORT=... for another port)
	$(BIN)/signpost ingest
	$(BIN)/signpost serve --host $(HOST) --port $(PORT)

test: $(STAMP) ## Run every test, the browser tests included
	@scripts/need-chromium
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --cov --cov-report=term:skip-covered

core: $(STAMP) ## Run the tests that need no browser and are not long (whole bundled files, killed processes)
	$(BIN)/python -m pytest -n $(JOBS) -m 'not browser and not long'

browser: $(STAMP) ## Run the browser tests
	@scripts/need-chromium
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m browser

check: $(STAMP) ## Check format, lint, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## Format the code and mend what lint can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## Run the benchmarks and write benchmarks/RESULTS.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,check,bench,model]'
	$(BIN)/python -m benchmarks
