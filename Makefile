# make demo   three summit packs in out/
# make test   the suite, without what takes long
# Both set up all they need in .venv; Python 3.11+, make and git are enough.
# make mutants   whether the tests notice changes of the rules; MODULES=analysis.gaps for one module
# make EXTRAS='--extra spark' test   with Spark, for which Java must be there

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
EXTRAS ?=
READY  := $(VENV)/.ready
UV     := uv==0.13.9
SYNC   := sync --frozen --quiet --compile-bytecode --extra archives --extra pandas

.PHONY: demo test test-all mutants bench serve lint clean

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "burdenshare needs Python 3.11 or later. Name one: make PYTHON=python3.12 demo"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv $(SYNC) $(EXTRAS)
	touch $@

demo: $(READY)
	$(BIN)/burdenshare pack --as-of 2018-07-11 --pledge wales-2014 --out out/brussels-2018
	$(BIN)/burdenshare pack --as-of 2024-07-09 --pledge wales-2014 --out out/washington-2024
	$(BIN)/burdenshare pack --pledge hague-2025 --out out/today

test: $(READY)
	$(BIN)/ruff check src tests tools
	$(BIN)/ruff format --check src tests tools
	$(BIN)/mypy
	$(BIN)/pytest -n auto -m "not slow" tests src --doctest-modules

test-all: $(READY)
	$(BIN)/pytest -n auto tests src --doctest-modules

mutants: $(READY)
	$(BIN)/uv run --no-sync --quiet --with mutmut==3.8.1 python tools/mutants.py $(MODULES)

bench: $(READY)
	$(BIN)/python tools/bench.py

serve: $(READY)
	@echo "The web pages come with a later version. Until then: make demo, then open out/today/index.html"

lint: $(READY)
	$(BIN)/ruff check --fix src tests tools
	$(BIN)/ruff format src tests tools

clean:
	rm -rf $(VENV) out mutants
