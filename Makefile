# Two commands matter: `make run` and `make test`. Both set up .venv first, where that is needed.

PYTHON ?= python3
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null)
OLD := $(filter 2.% 3.0.% 3.1.% 3.2.% 3.3.% 3.4.% 3.5.% 3.6.% 3.7.% 3.8.% 3.9.% 3.10.%,$(VERSION))

# A .venv made by another Python, or copied here from another folder, is built anew.
KEY := Python $(VERSION) in $(CURDIR)
ifneq ($(shell cat $(VENV)/made-by 2>/dev/null),$(KEY))
STALE := stale
endif

export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Packages that are built on the way in are built with the pinned tools too. Older and newer
# versions of pip read the one or the other name.
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt

.PHONY: help run test lint bench bench-sweeps first-minutes check-crash check-report examples clean stale

help:
	@echo "make run     set up .venv and run the main job: faultlines sweep"
	@echo "make test    set up .venv and run every check: ruff, mypy, pytest"
	@echo "make lint    the quick checks only: ruff, mypy"
	@echo "make bench   measure speed and memory; writes docs/speed (QUICK=1: a minute, writes nothing)"
	@echo "make bench-sweeps  measure sweeps beside Mesa's, EMA's and Hydra's runners; writes docs/speed"
	@echo "make first-minutes  play a newcomer's first minutes on a fresh clone; writes docs/first_minutes.md"
	@echo "make check-crash  kill sweeps and fill their disk at random, 60 times (minutes; SEED=1)"
	@echo "make check-report  drive reports in a headless Chromium or Chrome (CHROME=/path/to/it)"
	@echo "make examples  install SALib, Optuna, EMA Workbench, pyABC; run one example of each"
	@echo "make clean   remove .venv and what tools leave behind; results stay"
	@echo
	@echo "Another Python (3.11 or newer): make test PYTHON=python3.12"

run: $(VENV)/ready
	@$(BIN)/faultlines sweep

test: lint
	@echo "Testing ..."
	@$(BIN)/python -m pytest --numprocesses logical --dist loadfile

lint: $(VENV)/ready-dev
	@echo "Checking style and types ..."
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary

bench: $(VENV)/ready-dev
	@$(BIN)/python -m benchmarks $(if $(QUICK),quick)

examples: $(VENV)/ready
	@$(BIN)/python -m pip install --quiet --editable '.[drivers]' --constraint constraints.txt
	@for file in examples/*.py; do echo "$$file"; $(BIN)/python "$$file" || exit 1; done

bench-sweeps: $(VENV)/ready-dev
	@$(BIN)/python -m pip install --quiet --editable '.[drivers]' --constraint constraints.txt
	@$(BIN)/python -m benchmarks.runners

first-minutes: $(VENV)/ready-dev
	@$(BIN)/python -m benchmarks.newcomer

check-crash: $(VENV)/ready-dev
	@$(BIN)/python -m tests.crash $(SEED)

check-report: $(VENV)/ready-dev
	@$(BIN)/python -m pip install --quiet --editable '.[browser]' --constraint constraints.txt
	@$(BIN)/python -m tests.browser

$(VENV)/made-by: $(STALE)
	$(if $(VERSION),,$(error $(PYTHON) was not found; name a Python of 3.11 or newer, such as PYTHON=python3.12))
	$(if $(OLD),$(error Faultlines needs Python 3.11 or newer and $(PYTHON) is $(VERSION); name another, such as PYTHON=python3.12))
	@echo "Setting up $(VENV) with Python $(VERSION) (about a minute, once) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@echo "$(KEY)" > $@

$(VENV)/ready: $(VENV)/made-by pyproject.toml constraints.txt
	@echo "Installing Faultlines and what it needs ..."
	@$(BIN)/python -m pip install --quiet --editable . --constraint constraints.txt
	@$(BIN)/python -m sim.warm
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	@echo "Installing the tools that check it ..."
	@$(BIN)/python -m pip install --quiet --editable '.[dev]' --constraint constraints.txt
	@touch $@

clean:
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
