# Each target works from nothing: a clone and a Python between 3.10 and 3.12.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(firstword $(foreach name,python3 python3.11 python3.12 python3.10,$(shell \
	$(name) -c 'import ensurepip, venv, sys; assert (3, 10) <= sys.version_info < (3, 13)' \
	2>/dev/null && echo $(name))))

# A ready environment carries the checksum of what it was made from, so that it is made again when,
# and only when, one of these two files says something else.
CHECKSUM := $(firstword $(shell cat pyproject.toml constraints.txt | cksum))
READY := .venv/ready-$(CHECKSUM)
TOPOMODELX := 0.0.1
READY_BENCH := .venv-bench/ready-$(CHECKSUM)-$(TOPOMODELX)

.PHONY: help setup lab test gallery bench clean

help: ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' \
		| while IFS=$$'\t' read -r name what; do printf '  make %-8s %s\n' "$$name" "$$what"; done

setup: $(READY) ## make .venv, once

lab: $(READY) ## open JupyterLab on the first notebook
	.venv/bin/tdlviz lab

test: $(READY) ## run everything there is: ruff, types, unit tests, notebooks, browser tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest --numprocesses=auto --ignore=tests/browser
	.venv/bin/pytest --numprocesses=2 --dist=loadfile tests/browser

gallery: $(READY) ## write gallery/index.html: a living page and a picture for every example
	.venv/bin/tdlviz gallery

bench: $(READY_BENCH) ## run all benchmarks, or one: make bench NAME=lift
	.venv-bench/bin/python -m tests.bench.run $(NAME)

clean: ## remove the environments, caches and built files
	rm -rf .venv .venv-bench dist gallery .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# torch comes first and alone: with the pin, pip then takes the platform's own build of it.
$(READY):
	$(call fresh,.venv)
	.venv/bin/pip install --quiet -c constraints.txt torch
	.venv/bin/pip install --quiet -c constraints.txt -e '.[nn,giotto,app,lab,convert,text,dev]'
	$(call checked,.venv)
	@touch $@

# The peers have requirements of their own, which are nobody else's business. TopoModelX asks for
# pyg-nightly, which would overwrite torch-geometric: what is measured of it needs torch alone, so it
# comes without requirements, and after the check that would miss them.
$(READY_BENCH):
	$(call fresh,.venv-bench)
	.venv-bench/bin/pip install --quiet -c constraints.txt torch
	.venv-bench/bin/pip install --quiet -c constraints.txt -e '.[nn,giotto,app,lab,convert,text,bench,dev]'
	$(call checked,.venv-bench)
	.venv-bench/bin/pip install --quiet --no-deps topomodelx==$(TOPOMODELX)
	@touch $@

define fresh
	@test -n "$(PYTHON)" || { echo 'tdlviz needs Python 3.10, 3.11 or 3.12 with its venv module, and' \
		'none was found: install one, or name it with make PYTHON=/path/to/python3' >&2; exit 1; }
	@echo "making $(1) with $$($(PYTHON) --version), which takes some minutes"
	@rm -rf $(1)
	@$(PYTHON) -m venv $(1)
endef

define WARM
import tdlviz as tv
cx = tv.Complex.from_facets([[0, 1]])
tv.betti(cx)
tv.tree_field(cx, [0.0, 1.0], lambda distance: 1 / (1 + distance))
cells = tv.nn.cells(cx, [[0.0], [1.0]])
for maps in ("diagonal", "orthogonal"):
    model = tv.nn.SheafDiffusion(2, 1, maps, features=1)
    model(cells).sum().backward()
endef
export WARM

# What numba compiles at first use is compiled here, so that no reader of a notebook waits for it.
define checked
	$(1)/bin/pip check
	$(1)/bin/python -c "$$WARM"
endef
