# make run: the dashboard on the shipped public record.  make test: everything that can be checked.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501
INTAKE_PORT ?= 8502

UV := $(shell command -v uv 2>/dev/null)
# every package with the hashes of its files, ready-made ones only; by uv where it is there, else by pip
PIP := $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
LOCKED := $(PIP) --require-hashes --only-binary :all: -r

.PHONY: run intake install test lint bench check lock audit clean
.DEFAULT_GOAL := run

$(VENV)/.runtime: requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version)'
	$(PYTHON) -m venv $(VENV)
	$(LOCKED) requirements.lock
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(LOCKED) requirements-dev.lock
	touch $@

install: $(VENV)/.runtime

run: install
	$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT)

# the intake desk, which writes to the library of versions that OCOP_DATA names
intake: install
	$(BIN)/python -m ocop intake --port $(INTAKE_PORT)

check: install
	$(BIN)/python -m ocop check

test: $(VENV)/.dev
	$(BIN)/python -m tests.browser.provide
	$(BIN)/python -m pytest -q -n 3 --dist loadscope --no-loadscope-reorder

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy

# are all locked packages free of known flaws? 1: no, 3: not audited, the database could not be asked
audit: $(VENV)/.dev
	$(BIN)/python .ci/audit.py requirements-dev.lock

# after a change of requirements.txt or requirements-dev.txt; `make lock UPGRADE=--upgrade` also moves what they pull in
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --generate-hashes $(UPGRADE)
lock: $(VENV)/.dev
	: > constraints.txt
	$(COMPILE) requirements-dev.txt -o requirements-dev.lock
	sed -n 's/^\([a-z0-9][^ ]*==.*[^ ]\) *\\$$/\1/p' requirements-dev.lock > constraints.txt
	$(COMPILE) requirements.txt -o requirements.lock

bench: $(VENV)/.dev
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis
