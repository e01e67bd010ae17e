# One door for developers. Needs Python 3.11 or newer and make; everything else is set up here.
# HUBDESK_VENV puts the virtual environment elsewhere; PYTHON names the Python to make it with.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; \
	done || true)
VENV := $(or $(HUBDESK_VENV),.venv)
BIN := $(VENV)/bin
PY := $(BIN)/python
READY := $(VENV)/.ready
ROW ?=
PART ?=
MINUTES ?= 10
SEED ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Or each start of each test would compile every file anew, which no start at a hub does.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check bench soak unplug screenshots installer lock clean libraries screen browser
.DEFAULT_GOAL := help

help:  ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 20

demo: screen $(READY)  ## the app on an invented hub; without a screen, a day at the desk
	$(PY) -m tools.demo_day

test: $(if $(filter-out outbox,$(PART)),libraries,browser) $(READY)  ## every test; PART=front-desk, trust, learning, figures, outbox or house alone
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n 2 --dist loadfile --durations=10 --benchmark-disable \
		$(if $(PART),--part $(PART))

check: libraries $(READY)  ## layout, lint, types, walls and words
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q --benchmark-disable tests/test_walls.py \
		tests/test_words.py tests/test_messages.py tests/test_models_rules.py tests/test_repository.py

bench: libraries $(READY)  ## speed and size on a large hub, beside their floors
	QT_QPA_PLATFORM=offscreen $(PY) -m tools.bench

soak: libraries $(READY)  ## ROW=name MINUTES=10 SEED=1: one long test, its count kept in docs/soak.md
	QT_QPA_PLATFORM=offscreen $(PY) -m tools.soak --row "$(ROW)" --minutes "$(MINUTES)" --seed "$(SEED)"

unplug: screen $(READY)  ## a window lends and is killed 20 times, in 5 minutes; its pictures in docs/ anew
	$(PY) -m tools.unplug

screenshots: libraries $(READY)  ## every screen into docs/
	QT_QPA_PLATFORM=offscreen $(PY) -m tools.screenshots

installer: libraries $(READY)  ## the app as a folder in dist/, which then tests itself
	$(PY) -m installer.build

lock: $(READY)  ## requirements.lock again from pyproject.toml
	$(PY) -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --quiet --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --upgrade \
		--custom-compile-command "make lock" -o requirements.lock
	@echo "Read the difference, then: make check test"

clean:  ## what was made here, but not the virtual environment
	rm -rf build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find hubdesk tests tools installer -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- setting up: once, and again when the lock or pyproject.toml changes ----

libraries:
	@if [ -z "$(PYTHON)" ]; then echo "HubDesk needs Python 3.11 or newer: none was found." >&2; exit 1; fi
	@$(PYTHON) tools/system_libraries.py --venv "$(VENV)"

browser:
	@if [ -z "$(PYTHON)" ]; then echo "HubDesk needs Python 3.11 or newer: none was found." >&2; exit 1; fi
	@$(PYTHON) tools/system_libraries.py --venv "$(VENV)" --browser

screen:
	@if [ -z "$(PYTHON)" ]; then echo "HubDesk needs Python 3.11 or newer: none was found." >&2; exit 1; fi
	@$(PYTHON) tools/system_libraries.py --venv "$(VENV)" --screen

$(READY): requirements.lock pyproject.toml | libraries
	test -x $(PY) || $(PYTHON) -m venv "$(VENV)"
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
