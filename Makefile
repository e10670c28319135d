# Two commands set everything up: `make demo` on any machine with Python 3.11, `make test` on Debian 12.
.DEFAULT_GOAL := help
SHELL := bash
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
export PORT ?= 8000
export PYTHONUNBUFFERED := 1

bin := .venv/bin
catalogues := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.PHONY: help demo run test check format bench lock env env-dev translations

help:           ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## */  make \1\t/p' Makefile | expand -t 16

demo: env translations  ## an invented city, served at 127.0.0.1:$PORT (default 8000)
	@deploy/demo.sh

run: env translations   ## the same city as it was left, without preparing it again
	@deploy/demo.sh --as-it-is

test: env-dev translations  ## every test, on SQLite and PostgreSQL, with a real browser
	@deploy/test.sh

check: env-dev translations  ## style, types, boundaries and missing migrations
	@deploy/check.sh

format: env-dev         ## put code in its usual shape
	@$(bin)/ruff check -q --fix . && $(bin)/ruff format -q .

bench: env-dev translations  ## measure the budgets of docs, on PostgreSQL
	@deploy/postgres.sh --durable $(bin)/python -m bench

lock: env-dev           ## pin the newest allowed versions (UPGRADE=--upgrade)
	@deploy/lock.sh $(UPGRADE)

env:
	@deploy/env.sh requirements.lock

env-dev:
	@deploy/env.sh requirements-dev.lock

translations: $(catalogues)

%.mo: %.po
	@$(bin)/pybabel -q compile -i $< -o $@
