# What can be done here; `make` alone tells it. All of it happens in the private environment .venv.

VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null && echo $$python && break; done)
# Both names: newer pips take the versions of the build's own environment from the second one.
PIP := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(PY) -m pip --disable-pip-version-check

# Without compiled modules the program takes almost twice as long to start.
unexport PYTHONDONTWRITEBYTECODE PIP_NO_COMPILE
# These would lead pip or Python out of the private environment.
unexport PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX

.DELETE_ON_ERROR:
.PHONY: help run test lint bench torture clean

help: ## tell what can be done
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: $(VENV)/.run ## open the course (ARGS="..." goes to studyapp: make run ARGS="check .")
	@$(VENV)/bin/studyapp $(ARGS)

# Four at a time on any machine: a good part of the tests waits for a screen.
test: $(VENV)/.dev ## run the tests (ARGS="..." goes to pytest)
	$(PY) -m pytest --numprocesses=4 $(ARGS)

lint: $(VENV)/.dev ## check style and types
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

bench: $(VENV)/.dev ## measure the speed against its floors (ARGS="--quick", ARGS="--json FILE")
	@$(PY) -m compileall -q src bench
	$(PY) -m bench $(ARGS)

torture: $(VENV)/.torture ## provoke faults and count what is lost (ARGS="--quick", ARGS="--json FILE")
	$(PY) -m torture $(ARGS)

clean: ## remove all that was made here
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# A new environment has the pip that its Python was released with: too old for `--group`, and the commands that it
# writes import `re` at each start.
$(VENV)/.run: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "studyapp needs Python 3.11.5 or newer. Install it, or name one:" \
		"make run PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module." \
		"On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV); this happens once." >&2
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --quiet --upgrade pip
	@$(PIP) install --quiet --editable '.[author]'
	@$(PY) -m compileall -q src
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(PIP) install --quiet --group test --group lint
	@touch $@

$(VENV)/.torture: $(VENV)/.dev
	@$(PIP) install --quiet --group torture
	@touch $@
