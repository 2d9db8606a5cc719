# Every target sets up what it needs; on a bare machine only Python 3.11+, pip and make are there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.synced
JOBS ?= 2

.PHONY: help warehouse test test-slow lint format types sql-lint docs accuracy fuzz ui setup lock clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

warehouse: $(STAMP) ## Build the warehouse from the sample corpus (or SAYSO_CORPUS)
	@$(BIN)/sayso build

test: $(STAMP) ## Run the tests
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m "not slow"

test-slow: $(STAMP) ## Run the slow proofs: kills, daemons, many builds
	@$(BIN)/python -m pytest -m slow

lint: $(STAMP) ## Lint and check the format of Python and SQL
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/sqlfluff lint sql --disable-progress-bar

format: $(STAMP) ## Format Python and SQL
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix sql --disable-progress-bar

types: $(STAMP) ## Check types, strictly
	@$(BIN)/mypy

docs: $(STAMP) ## Write the data dictionary anew from the contracts
	@$(BIN)/python -m pipelines.contracts.dictionary

accuracy: $(STAMP) ## Measure on the labelled sets at EVAL, rewrite docs/accuracy.md, hold the floors
	@$(BIN)/python -m benchmarks.accuracy --eval "$(EVAL)"

fuzz: $(STAMP) ## Ten thousand damaged files of every format through the readers
	@$(BIN)/python -m benchmarks.fuzz

ui: $(STAMP) ## The Dagster UI
	@$(BIN)/sayso ui

setup: $(STAMP) ## Set up the environment only

$(STAMP): requirements.lock pyproject.toml
	@echo "Setting up $(VENV): some 150 packages, once, about half a minute."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

lock: ## Pin the dependencies anew, by hash
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --extra dev --python-version 3.11 \
		--no-header --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.lock

clean: ## Remove what builds and tools leave behind, and the environment
	rm -rf $(VENV) warehouse .pytest_cache .mypy_cache .ruff_cache .hypothesis
