# What one does with Qunpu. `make run` is all that a visitor needs; `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

VENV ?= .venv
PY := $(VENV)/bin/python
# Requirements are installed again when they change, and only then: the stamp carries their hash.
RUN_STAMP := $(VENV)/.run-$(shell cat requirements.txt | sha256sum | cut -c1-16)
DEV_STAMP := $(VENV)/.dev-$(shell cat requirements.txt requirements-dev.txt | sha256sum | cut -c1-16)

export HOST PORT VAR_DIR

.PHONY: help run test check format services services-stop screens bench bench-trust messages lock clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 24

run: $(RUN_STAMP) ## start the site on http://127.0.0.1:8000 (PORT=, HOST=); Ctrl-C stops it
	@exec "$(PY)" -m config.runner

test: check ## run all tests on SQLite; DB=postgres: on a throwaway PostgreSQL and Redis
	@exec "$(PY)" -m tests $(if $(DB),--db $(DB)) $(ARGS)

check: $(DEV_STAMP) ## lint, format, types, imports, migrations, deployment settings, translations
	@exec "$(PY)" -m tests.checks

format: $(DEV_STAMP) ## put the code into its form
	@"$(PY)" -m ruff check --fix-only --quiet .
	@"$(PY)" -m ruff format .

services: $(RUN_STAMP) ## start a local PostgreSQL and Redis under var/services
	@exec "$(PY)" -m config.runner.services start

services-stop: $(RUN_STAMP) ## stop them
	@exec "$(PY)" -m config.runner.services stop

screens: $(DEV_STAMP) ## write a picture of every page to screens/
	@exec "$(PY)" -m tests.screens $(ARGS)

bench: $(DEV_STAMP) ## measure (DB=postgres: the feeds there)
	@exec "$(PY)" -m tests.bench $(if $(DB),--db $(DB)) $(ARGS)

bench-trust: $(DEV_STAMP) ## attack the trust score in a market of its own; QUICK=1: one seed, few viewers
	@exec "$(PY)" -m tests.trust_market $(if $(QUICK),--quick) $(ARGS)

messages: $(DEV_STAMP) ## collect what is to be translated and compile the catalogues (needs gettext)
	@exec "$(PY)" -m tests.messages

lock: $(RUN_STAMP) ## pin the newest releases that go together, in requirements.txt and requirements-dev.txt
	@exec "$(PY)" -m config.runner.lock $(ARGS)

clean: ## remove what can be made again; var/ with its data stays
	@rm -rf -- "$(VENV)" .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache screens
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf -- {} +

$(RUN_STAMP): requirements.txt
	@exec sh config/runner/venv.sh "$(VENV)" requirements.txt "$@"

$(DEV_STAMP): requirements.txt requirements-dev.txt
	@exec sh config/runner/venv.sh "$(VENV)" requirements-dev.txt "$@"
