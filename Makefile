# Two commands are enough: `make run` and `make test`. Each sets up what it needs.
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
OUTPUT  ?= output

.DEFAULT_GOAL := help
.PHONY: help setup system run test lint format bench corpus pictures rules-diff lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(VENV)/.ready system ## Create .venv with the locked packages; install system programs where possible

$(VENV)/.ready: pyproject.toml models/pyproject.toml requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --editable . --editable ./models
	@touch $@

system: $(VENV)/.ready
	@$(BIN)/python -m trichluc.system --install

run: setup ## Read the shipped corpus into output/ and say where to look
	@$(BIN)/trichluc run corpus/reports -o $(OUTPUT)
	@echo "Tables: $(OUTPUT)/current/<table>/*.parquet    one report: $(BIN)/trichluc show corpus/reports/<file>"

test: setup lint ## Everything that CI checks: style, types, arrows, tests
	@$(BIN)/python -m pytest -n auto

lint: $(VENV)/.ready ## Style, types and the one-way arrows
	@$(BIN)/ruff check pipeline models tests corpus
	@$(BIN)/ruff format --check --quiet pipeline models tests corpus
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/.ready ## Rewrite the code in the house style
	@$(BIN)/ruff check --fix pipeline models tests corpus
	@$(BIN)/ruff format pipeline models tests corpus

bench: setup ## Speed against other engines, the cost of supervision, commits and re-runs
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.batch

rules-diff: setup ## What the working tree finds otherwise than the last commit, over the shipped reports
	@$(BIN)/python -m tests.rulesdiff

corpus: setup ## Render the shipped reports and their gold files again
	@$(BIN)/python -m corpus.generator

pictures: setup ## Draw the pictures of the README again (needs Chromium)
	@$(BIN)/python -m corpus.screenshots

lock: ## Resolve the development packages anew
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header \
		--extra all --group dev --no-emit-package vi-trichluc pyproject.toml -o requirements.lock

clean: ## Remove everything that was made here
	rm -rf $(VENV) $(OUTPUT) .pytest_cache .mypy_cache .ruff_cache .hypothesis
