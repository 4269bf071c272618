# Every target begins by making sure that .venv is what the lock files say; that costs a millisecond when it is.
# Pass arguments on with ARGS, as in: make run ARGS='--as Priya'

PYTHON ?= python3
ARGS ?=
# One worker more than processors: many tests wait for sockets, browsers and processes, but each worker reads all tests
# first. What is compiled is kept whatever the machine says, or each would compile the whole bot anew, too.
WORKERS ?= $(shell expr 1 + $$(getconf _NPROCESSORS_ONLN))
MAKEFLAGS += --no-print-directory

installed = test -x .venv/bin/python && cmp -s $(1) .venv/$(1)
run_ready = $(call installed,requirements.lock) || $(PYTHON) scripts/bootstrap.py
fuzz_ready = $(call installed,requirements-fuzz.lock) || $(PYTHON) scripts/bootstrap.py fuzz
test_ready = { $(call installed,requirements.lock) && $(call installed,requirements-test.lock); } \
	|| $(PYTHON) scripts/bootstrap.py test
# A Python that was named is always looked at: it may not be the one .venv was made with.
ifneq ($(origin PYTHON),file)
installed = false
endif

.PHONY: help run web test check bench lab soak fuzz audit lock manifest clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: ## the bot: serves the platforms that have a token, else chats in this terminal
	@$(run_ready)
	@.venv/bin/python -m bot run $(ARGS)

web: ## the chat and the board as a page on this machine
	@$(run_ready)
	@.venv/bin/python -m bot web $(ARGS)

test: ## everything that needs no account
	@$(test_ready)
	@PYTHONDONTWRITEBYTECODE= .venv/bin/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

check: ## style, types, floors: what reads the code without running it
	@$(test_ready)
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench: ## what a start, the whole use case, the store and the laws of play do, beside their goals (five minutes)
	@$(run_ready)
	@.venv/bin/python -m bench.start
	@.venv/bin/python -m bench.answers
	@.venv/bin/python -m bench.where
	@.venv/bin/python -m bench.planning
	@.venv/bin/python -m bench.years
	@.venv/bin/python -m bench.memory
	@.venv/bin/python -m bench.store
	@.venv/bin/python -m bench.postgres
	@.venv/bin/python -m bench.board
	@.venv/bin/python -m bench.laws
	@.venv/bin/python -m bench.recall
	@.venv/bin/python -m bench.discord

lab: ## kill the bot a thousand times on each database, cut the power 200 times, compare what is left (SEED=… KILLS=…)
	@$(test_ready)
	@.venv/bin/python -m tests.lab $(if $(SEED),--seed $(SEED)) $(if $(KILLS),--kills $(KILLS)) $(ARGS)
	@.venv/bin/python -m tests.lab.power $(if $(SEED),--seed $(SEED))

soak: ## a year of 200 rooms and 5,000 members on the virtual clock, ten minutes of it at most, then the check
	@$(run_ready)
	@.venv/bin/python -m bench.soak $(ARGS)

fuzz: ## search the grader, the YAML reader, the importers and request parsing for what breaks them (a minute)
	@$(test_ready)
	@$(fuzz_ready)
	@.venv/bin/python -m tests.fuzz $(ARGS)

audit: ## ask which locked packages have known faults; says so where nobody can be asked
	@$(test_ready)
	@.venv/bin/python -m scripts.audit

lock: ## write all lock files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --python-version 3.11 --custom-compile-command "make lock" --upgrade --all-extras pyproject.toml --output-file requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --python-version 3.11 --custom-compile-command "make lock" --upgrade --group test --constraint requirements.lock --output-file requirements-test.lock
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --python-version 3.11 --custom-compile-command "make lock" --upgrade --group fuzz --output-file requirements-fuzz.lock

manifest: ## write the Slack app's manifest and the README's link anew
	@$(run_ready)
	.venv/bin/python -m scripts.slack_manifest

clean: ## forget .venv and what tools left; the next start installs anew
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
