# Two commands for everybody: `make demo` and `make test`. Each sets up what it needs by itself.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.PHONY: demo test check templates pictures reference manual bundle pins clean

demo: $(STAMP)
	$(VENV)/bin/xlminshi demo --replace -o demo_output

test: $(STAMP)
	bash .ci/office
	$(PY) -m pytest -n 2 --cov --cov-report=term-missing:skip-covered

check: $(STAMP)
	$(VENV)/bin/ruff format --check xlminshi tests docs bundle benchmarks
	$(VENV)/bin/ruff check xlminshi tests docs bundle benchmarks
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m docs.checking
	NO_MKDOCS_2_WARNING=1 $(VENV)/bin/mkdocs build --strict --quiet --site-dir build/checked

# Rebuilds the committed files in workbook_templates/ (the build is byte-for-byte repeatable).
templates: $(STAMP)
	$(PY) -m xlminshi.adapters.templates

# Makes docs/pictures/ anew from the current build.
pictures: $(STAMP)
	bash .ci/office
	bash .ci/pictures $(VENV)

# Writes docs/manual/reference/ anew from the program's own lists.
reference: $(STAMP)
	$(PY) -m docs.generator

# The manual in build/manual/, to be read from a disk, without the internet: web pages with search, and one .docx and .pdf.
manual: reference
	NO_MKDOCS_2_WARNING=1 $(VENV)/bin/mkdocs build --strict --quiet
	bash .ci/office
	$(PY) -m docs.book build/manual

# Makes the installation package for offices without the internet: build/xlminshi-VERSION-windows-x64.zip (PLATFORM=linux: for Linux).
PLATFORM := windows
bundle: manual
	$(PY) -m bundle --platform $(PLATFORM)

# Chooses the versions in the installation package anew (bundle/pins/).
pins: $(STAMP)
	$(PY) -m bundle.pins

clean:
	rm -rf $(VENV) node_modules demo_output build .mypy_cache .ruff_cache .pytest_cache

$(STAMP): pyproject.toml .ci/setup
	bash .ci/setup $(VENV)
	touch $(STAMP)
