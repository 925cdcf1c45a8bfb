# What people and machines call. Needs make, git and Python 3.11 or newer, and nothing else: everything is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: evaluate help demo papers test check explore real bench validation tone mixtures picture requirements golden clean

help:  ## this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: .venv/.installed-run  ## install, run the main job on the demo study, say where the release and its page are
	$(BIN)/liftmine run --study config/study.yaml

test: .venv/.installed-dev  ## install, run the tests
	$(BIN)/pytest

check: .venv/.installed-dev  ## lint, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

papers: .venv/.installed-dev  ## write the demo's papers in data_raw anew from demo/
	$(BIN)/python -m demo

golden: .venv/.installed-dev  ## write the golden output of the demo anew; read the difference before you commit it
	LIFTMINE_WRITE_GOLDEN=1 $(BIN)/pytest tests/golden

explore: .venv/.installed-dev  ## look for a history of the raw folder that breaks the books: 160 random ones, 15 minutes of processor time
	HYPOTHESIS_PROFILE=explore $(BIN)/pytest tests/flows/test_incremental_is_clean.py

real: .venv/.installed-dev  ## run the real studies in ../shared/data and print what was made of them
	$(BIN)/python -m benchmarks.real
	$(BIN)/python -m benchmarks.transcripts

bench: .venv-bench/.installed  ## cost of a whole run as a user has it, as ratios to a plain spaCy pass in the same minute
	.venv-bench/bin/python -m benchmarks.speed

validation: .venv/.installed-dev  ## how far intervals, distances and changes can be trusted: writes docs/validation.md (decisions 0013, 0015)
	$(BIN)/python -m benchmarks.validation

tone: .venv/.installed-dev  ## tone on labelled sentences, beside VADER
	$(BIN)/python -m benchmarks.tone

picture: demo  ## draw the picture of the README anew (needs Debian's chromium)
	$(BIN)/python -m benchmarks.picture

mixtures: .venv/.installed-dev  ## how well topic and lexicon shares follow planted mixtures of the real texts
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.topics

evaluate: .venv/.installed-dev  ## how right voices and targets are on labelled papers, and on real ones whose speakers are known
	$(BIN)/python -m benchmarks.attribution

requirements:  ## pin the dependencies of pyproject.toml again (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--group build -o requirements/run.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--group build --group dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml

clean:  ## remove what the demo and the tests made
	rm -rf data releases .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

# What is measured must be what users install: pyarrow, for one, imports pandas wherever the developers' tools have brought it along.
.venv-bench/.installed: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --no-deps --require-hashes -r requirements/run.txt
	.venv-bench/bin/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

# The lists are complete, so pip need not look for what they depend on (and some versions of it stumble over extras where they do).
.venv/.installed-run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

.venv/.installed-dev: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@ .venv/.installed-run
