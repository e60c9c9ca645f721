# The two commands: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
DATA ?= var
VENV := .venv
BIN := $(VENV)/bin
TESTS ?= tests

.DEFAULT_GOAL := help
.PHONY: help run test fast check lint types contracts templates migrations catalogues messages house bench bench-search thorough torture test-opensearch shots lock wheel

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Desireline needs Python 3.11 or newer; set PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/.run ## Start it: environment, database, demo, web server and worker
	@DESIRELINE_DEMO=yes DESIRELINE_DATA=$(DATA) exec $(BIN)/desireline up

test: $(VENV)/.dev ## All tests, also those with servers and a browser
	$(BIN)/pytest -n 2 --dist worksteal $(TESTS)

fast: $(VENV)/.dev ## The tests that need neither server nor browser
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow" $(TESTS)

check: lint types contracts templates migrations catalogues house ## Everything that can be checked without running the product

lint: $(VENV)/.dev ## Ruff: faults and form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy, strict
	$(BIN)/mypy

contracts: $(VENV)/.dev ## The rooms import one way
	$(BIN)/lint-imports --no-cache

templates: $(VENV)/.dev ## djlint
	$(BIN)/djlint --lint --quiet src/desireline

migrations: $(VENV)/.dev ## No model without its migration
	@DESIRELINE_DATA=$$(mktemp -d) $(BIN)/desireline makemigrations --check --dry-run

catalogues: $(VENV)/.dev ## Translations are complete and compiled
	$(BIN)/python tools/messages.py --check

messages: $(VENV)/.dev ## Renew the translations: find texts, merge, compile
	$(BIN)/python tools/messages.py

house: $(VENV)/.dev ## The rules of the house
	$(BIN)/pytest -m "not slow" tests/house

bench: $(VENV)/.dev ## Figures of docs/benchmarks.md
	$(BIN)/python -m bench

bench-search: $(VENV)/.dev ## What search costs at 100,000 and 1,000,000 cards, beside others
	$(BIN)/python bench/search.py --sizes 100000,1000000 $(if $(POSTGRES_URL),--postgres $(POSTGRES_URL))

thorough: $(VENV)/.dev ## What an everyday run takes a share of, all of it: every page in every width, every odd value
	THOROUGH=yes $(BIN)/pytest -n 2 --dist worksteal tests/journeys/test_every_page.py tests/safety/test_nonsense.py

torture: $(VENV)/.dev ## kill -9, 200 times
	$(BIN)/python tools/torture.py --cycles 200

test-opensearch: $(VENV)/.dev ## The contract of search on an OpenSearch of three nodes, one killed: needs JDK 21 and Maven
	TEST_NODES=3 $(BIN)/pytest -p no:randomly -rs -s tests/engines/search/open/test_nodes.py

shots: $(VENV)/.dev ## Screenshots of every page
	$(BIN)/python tools/shots.py

lock: $(VENV)/.dev ## Renew requirements*.txt
	$(BIN)/python tools/lock.py

wheel: $(VENV)/.dev ## dist/*.whl
	$(BIN)/python -m build --wheel --no-isolation
