# The words that run the project, the same at home and in CI.
PYTHON ?= python3
BIN := .venv/bin
CORE := .venv/.core-installed
DEV := .venv/.dev-installed
ORDERS ?= 1000000
SEEDS ?= 3
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

.PHONY: demo test check lint types imports spark docs fit bench bench-copies bench-dense bench-world bench-olist bars blind lock clean

demo: $(CORE)  ## a small market, its rings, the reasons, and report.html
	@$(BIN)/zhenxin demo

test: $(DEV)  ## every test but the long Spark ones
	@$(BIN)/python -m pytest

check: lint types imports test  ## all that CI asks for

lint: $(DEV)  ## style, spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/codespell src tests docs *.md

types: $(DEV)  ## mypy, strict
	@$(BIN)/mypy

imports: $(DEV)  ## imports go down only
	@$(BIN)/lint-imports --no-cache

spark: $(DEV)  ## every signal and the ring links on a real Spark (Java 17)
	@$(BIN)/python -m pytest -m spark --spark-whole

docs: $(DEV)  ## write the generated pages of docs/ anew
	@$(BIN)/python docs/generate.py

fit: $(DEV)  ## how near the background comes to real markets; SAMPLES=folder takes the figures of the samples anew
	@cd docs && ../$(BIN)/python -m fit $(SAMPLES)

bench: $(DEV)  ## seconds and memory, as ratios
	@$(BIN)/python bench/run.py

bench-copies: $(DEV)  ## near copies of short texts, beside rensa and datasketch; some minutes
	@$(BIN)/python bench/near_copies.py

bench-dense: $(DEV)  ## dense blocks and small rings, beside FRAUDAR's greedy; some minutes, LONG=--long for 10 million edges too
	@$(BIN)/python bench/dense.py $(LONG)

bench-world: $(DEV)  ## the same of worlds alone, up to 10 million orders, against their bar; an hour and more
	@$(BIN)/python bench/run.py --world

bench-olist: $(DEV)  ## rings planted in Olist's real orders: the detection limit and the innocents in rings; SAMPLES=folder, a quarter of an hour
	@$(BIN)/python bench/olist.py $(or $(SAMPLES),samples)

bars: $(DEV)  ## every bar of detection in one table, beside an oracle; hours. ORDERS=60000 SEEDS=1: smaller; PAGE=1: docs/bars.md too; GROWTH=1: sizes too
	@cd bench && OMP_WAIT_POLICY=PASSIVE ../$(BIN)/python -m bars --orders $(ORDERS) --seeds $(SEEDS) $(if $(PAGE),--page) $(if $(GROWTH),--growth)

blind: $(DEV)  ## four markets that somebody else made, on seeds of the commit; some minutes. PAGE=1: docs/blind.md too
	@cd bench && ../$(BIN)/python blind.py $(if $(PAGE),--page)

lock:  ## write the lock files anew (needs uv)
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --no-annotate --no-header -q -o lock/core.txt
	uv pip compile pyproject.toml --extra dev --extra spark --universal --generate-hashes --python-version 3.11 --no-annotate --no-header -q -o lock/dev.txt

clean:  ## what the other words made
	rm -rf .venv .bars build dist .pytest_cache .mypy_cache .ruff_cache

.venv/bin/python:
	@echo "setting up .venv (once) …"
	@$(PYTHON) -m venv .venv

$(CORE): lock/core.txt pyproject.toml | .venv/bin/python
	@$(PIP) install --require-hashes -r lock/core.txt
	@$(PIP) install --no-deps -e .
	@touch $@

$(DEV): lock/dev.txt pyproject.toml | .venv/bin/python
	@echo "installing what tests need (once) …"
	@$(PIP) install --require-hashes -r lock/dev.txt
	@$(PIP) install --no-deps -e .
	@touch $@ $(CORE)
