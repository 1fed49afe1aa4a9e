# make demo and make test do all the set-up they need, whichever comes first; both may be run again at any time.
SHELL := /bin/bash
PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3))
VENV := .venv
RETOLD := $(VENV)/bin/retold
READY := $(VENV)/.ready
SAMPLE ?=
APT ?= 1
APERTIUM := apertium apertium-eng-spa apertium-eng-cat apertium-fr-es apertium-spa-ita apertium-es-pt apertium-es-ro \
	apertium-en-gl
CHROMIUM := chromium fonts-noto-core fonts-noto-cjk
# What may be installed here: only as root, on Debian and its kin, and only when nobody said APT=0.
MAY_APT = [ "$(APT)" != 0 ] && [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null

APT_INSTALL = apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

# A worker a core; the tests of one file stay together, for they share what they set up.
QUICK_TESTS = $(VENV)/bin/pytest -m "not slow" -n auto --maxprocesses 4 --dist loadfile

.PHONY: demo test test-all check check-sql lock clean bench-reading bench-scraping bench-copies bench-scale bench-translating \
	bench-dataset bench-orchestration bench-whole-run

demo: $(READY) apertium
	@$(RETOLD) demo $(if $(SAMPLE),--sample "$(SAMPLE)")

test: $(READY) apertium check
	@$(QUICK_TESTS)

test-all: $(READY) apertium chromium check check-sql
	@$(QUICK_TESTS)
	@REQUIRE_BROWSER=1 $(VENV)/bin/pytest -m slow -n auto --maxprocesses 2 --dist loadfile

check-sql: $(READY)
	@$(VENV)/bin/sqlfluff lint --processes 0 sql tests > $(VENV)/sql.log || { cat $(VENV)/sql.log; exit 1; }

# Style, types and the architecture.
check: $(READY)
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports > $(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }

bench-reading: $(READY)
	@$(VENV)/bin/python -m tests.bench.reading "$(DATA)"

bench-scraping: $(READY)
	@$(VENV)/bin/python -m tests.bench.scraping

$(READY): requirements.lock pyproject.toml
	@echo "setting up $(VENV) with $$($(PYTHON) --version) …" >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Retold needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) > /dev/null 2>&1 || { \
		if $(MAY_APT); then \
			echo "installing python3-venv with apt-get (APT=0 refuses) …" >&2; \
			$(APT_INSTALL) python3-venv > /dev/null 2>&1; \
		else \
			echo "this Python cannot make a virtual environment: install python3-venv" >&2; exit 1; \
		fi && $(PYTHON) -m venv $(VENV); }
	@$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(VENV)/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(VENV)/bin/python -m flows.embedded
	@touch $@

# The offline engine. Without it everything runs, and what only it could translate stays marked untranslated.
.PHONY: apertium
apertium:
	@if command -v apertium > /dev/null; then :; \
	elif $(MAY_APT); then \
		echo "installing Apertium's packages with apt-get, the offline translator (APT=0 refuses) …" >&2; \
		$(APT_INSTALL) $(APERTIUM) > /dev/null 2>&1 \
			|| echo "Apertium could not be installed: articles stay untranslated" >&2; \
	else echo "no Apertium here: articles in other languages stay marked untranslated" >&2; fi

# For the tests of the pages that people look at.
.PHONY: chromium
chromium:
	@if command -v chromium > /dev/null; then :; \
	elif $(MAY_APT); then \
		echo "installing Chromium with apt-get, for the tests of the pages (APT=0 refuses) …" >&2; \
		$(APT_INSTALL) $(CHROMIUM) > /dev/null 2>&1 || echo "Chromium could not be installed" >&2; \
	else echo "no Chromium here: install $(CHROMIUM)" >&2; fi

# Versions and hashes of everything, without addresses. Needs uv.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --upgrade -q -o requirements.lock

clean:
	rm -rf $(VENV) output .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info

# Retellings on your own articles against what is known of them; and made articles, by thousands.
bench-copies: $(READY)
	@$(VENV)/bin/python -m tests.bench.copies "$(DATA)"

bench-scale: $(READY)
	@$(VENV)/bin/python -m tests.bench.scale

# Apertium through Retold beside Apertium alone, on documents whose English original is there.
bench-translating: $(READY) apertium
	@$(VENV)/bin/python -m tests.bench.translating "$(DATA)"

# Loading, publishing, views and search over made articles; what Prefect costs; the whole run beside trafilatura alone.
bench-dataset: $(READY)
	@$(VENV)/bin/python -m tests.bench.dataset

bench-orchestration: $(READY)
	@$(VENV)/bin/python -m tests.bench.orchestration

bench-whole-run: $(READY)
	@$(VENV)/bin/python -m tests.bench.whole_run
