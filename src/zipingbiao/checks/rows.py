"""The rules that look at one row alone: what `PERF_CHECK` gives."""

from __future__ import annotations

from functools import lru_cache

from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import RuleInfo, form_rules
from zipingbiao.checks.run import run_rules
from zipingbiao.form.model import Form, Indicator
from zipingbiao.rulebook.book import Rulebook
from zipingbiao.scoring.score import score_form


@lru_cache(maxsize=1)
def _row_rules() -> tuple[RuleInfo, ...]:
    return tuple(info for info in form_rules("default") if info.scope == "row")


def check_row(indicator: Indicator, rulebook: Rulebook, year: int | None = None) -> tuple[Finding, ...]:
    """The findings on one indicator row, seen alone."""
    form = Form(year=f"{year}年度" if year else "", indicators=(indicator,))
    return run_rules(_row_rules(), score_form(form, rulebook)).findings
