"""The rules that look at one row alone: what `PERF_CHECK` gives."""

from __future__ import annotations

from zipingbiao.checks.catalogue import DEFAULT, Scope, rules_of
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.run import run_rules
from zipingbiao.form.model import Form, Indicator
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.score import score_form


def check_row(indicator: Indicator, rulebook: Rulebook, year: int | None = None) -> tuple[Finding, ...]:
    """The findings on one indicator row, seen alone."""
    form = Form(year=f"{year}年度" if year else "", indicators=(indicator,))
    return run_rules(rules_of(DEFAULT, Scope.ROW), score_form(form, rulebook)).findings
