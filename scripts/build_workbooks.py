"""Builds workbooks/自评表模板.xlsx from src/zipingbiao/workbook/standard_template.py; the same source gives the same bytes."""

from __future__ import annotations

from zipingbiao.form.money import plain
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.reasons import Scope
from zipingbiao.package.stable_bytes import tidy
from zipingbiao.resources import workbook_path
from zipingbiao.rulebook.load import DEFAULT, load
from zipingbiao.workbook.standard_template import build_template


def template_bytes() -> bytes:
    """The template with the reasons of templates/narrative/reasons.toml in its dropdown, by the national rules."""
    reasons = Narrator.load(directories=()).reasons.labels(Scope.ROW)
    return tidy(build_template(reasons, plain(load(DEFAULT).number("execution.weight"))))


if __name__ == "__main__":
    path = workbook_path("自评表模板.xlsx")
    path.write_bytes(template_bytes())
    print(path.name)
