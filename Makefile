# Two commands for everybody: `make demo` and `make test`. Each sets up what it needs by itself.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.PHONY: demo test check templates pictures clean

demo: $(STAMP)
	$(VENV)/bin/xlminshi demo --replace -o demo_output

test: $(STAMP)
	bash .ci/office
	$(PY) -m pytest -n 2 --cov --cov-report=term-missing:skip-covered

check: $(STAMP)
	$(VENV)/bin/ruff format --check xlminshi tests
	$(VENV)/bin/ruff check xlminshi tests
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# Rebuilds the committed files in workbook_templates/ (the build is byte-for-byte repeatable).
templates: $(STAMP)
	$(PY) -m xlminshi.adapters.templates

# Makes docs/pictures/ anew from the current build.
pictures: $(STAMP)
	bash .ci/office
	bash .ci/pictures $(VENV)

clean:
	rm -rf $(VENV) node_modules demo_output .mypy_cache .ruff_cache .pytest_cache

$(STAMP): pyproject.toml .ci/setup
	bash .ci/setup $(VENV)
	touch $(STAMP)
