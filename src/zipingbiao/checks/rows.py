"""The rules that look at one row alone: what `PERF_CHECK` gives."""

from __future__ import annotations

from collections.abc import Collection

from zipingbiao.checks.catalogue import DEFAULT, Scope, asks_for, rules_of
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.run import run_rules
from zipingbiao.form.model import Form, Indicator
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.score import score_form


def check_row(
    indicator: Indicator, rulebook: Rulebook, year: int | None = None, untold: Collection[str] = ()
) -> tuple[Finding, ...]:
    """The findings on one indicator row, seen alone. `untold`: fields nobody spoke of, which are not known to be empty."""
    form = Form(year=f"{year}年度" if year else "", indicators=(indicator,))
    asked = tuple(code for code in rules_of(DEFAULT, Scope.ROW) if asks_for(code) not in untold)
    return run_rules(asked, score_form(form, rulebook)).findings
