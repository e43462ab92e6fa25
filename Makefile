# The only interface: make setup | demo | test | lint | slow | coverage | mutation | pythons | bench | workbooks | web | docs
BIN := .venv/bin
# Two processes, each file of tests in one of them, so that what a file sets up is set up once.
SHARED := -n 2 --dist loadfile --no-loadscope-reorder
# The tests start the program a few hundred times: what was compiled is kept, also where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=
STAMP := .venv/.ready
SOFFICE_STAMP := .venv/.libreoffice

.PHONY: setup demo test lint slow coverage mutation pythons bench workbooks web docs clean

setup: $(STAMP)

$(STAMP): pyproject.toml scripts/setup.sh
	sh scripts/setup.sh
	@touch $@

demo: $(STAMP)
	$(BIN)/zipingbiao demo --force
	$(BIN)/zipingbiao excel build -o 自评表.xlsm --force

test: $(STAMP) lint
	sh scripts/test_programs.sh
	$(BIN)/pytest $(SHARED)

lint: $(STAMP)
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/ruff format --check -q src tests scripts benchmarks
	$(BIN)/mypy

slow: $(STAMP)
	sh scripts/test_programs.sh
	sh scripts/ooxml_validator.sh
	$(BIN)/pytest -m "slow or not slow"

coverage: $(STAMP)
	$(BIN)/python scripts/build_coverage.py

mutation: $(STAMP)
	$(BIN)/pip install -q -e ".[mutation]"
	PYTHONPATH=tests $(BIN)/python scripts/build_mutations.py

pythons:
	sh scripts/pythons.sh

bench: $(STAMP)
	$(BIN)/python benchmarks/pipeline.py
	$(BIN)/python benchmarks/whole.py
	$(BIN)/python scripts/build_format_table.py

workbooks: $(STAMP)
	$(BIN)/python scripts/build_workbooks.py
	$(BIN)/python scripts/build_ledger.py

web: $(STAMP)
	$(BIN)/zipingbiao web build -o 自评表.html --force

docs: $(STAMP)
	$(BIN)/python scripts/build_rule_pages.py
	$(BIN)/python scripts/build_rulebook_page.py
	$(BIN)/python scripts/build_note_table.py
	$(BIN)/python scripts/build_reference.py
	$(BIN)/python scripts/build_data_page.py
	$(BIN)/python scripts/build_command_page.py
	$(BIN)/python scripts/build_template_page.py
	$(BIN)/python scripts/measure_findings.py --write >/dev/null

clean:
	rm -rf .venv zipingbiao-demo
