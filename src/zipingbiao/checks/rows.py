"""The rules that look at one row alone: what `PERF_CHECK` gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from zipingbiao.checks.catalogue import DEFAULT, Scope, asks_for, rules_of
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.run import run_rules
from zipingbiao.form.model import Form, Indicator, is_blank
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.score import score_form

#: Of what a whole form has to have filled, this is what a row with a score cannot do without.
_FILLED = "JXF003"
_ANSWERED = ("].target", "].actual")
#: What 佐证材料 would answer too; one row alone comes without it.
_ANSWERED_BY_EVIDENCE = ("JXN003", "JXN006")
_WITHOUT_EVIDENCE = "（只看这几格，没有看到佐证材料和补充说明；写在那里的，以整张表的审核为准）"


def check_row(
    indicator: Indicator, rulebook: Rulebook, year: int | None = None, untold: Collection[str] = ()
) -> tuple[Finding, ...]:
    """The findings on one indicator row, seen alone. `untold`: fields nobody spoke of, which are not known to be empty."""
    form = Form(year=f"{year}年度" if year else "", indicators=(indicator,))
    asked = _asked(frozenset(untold))
    scored = score_form(form, rulebook)
    if is_blank(indicator.score):
        found = run_rules(asked, scored).findings  # a row that is still being filled in
        return tuple(_alone(each, untold) for each in found)
    found = run_rules((*asked, _FILLED), scored).findings
    unanswered = [each for each in found if each.code == _FILLED and each.field.endswith(_ANSWERED)]
    return (*(_alone(each, untold) for each in found if each.code != _FILLED), *unanswered)


def _alone(finding: Finding, untold: Collection[str]) -> Finding:
    """The finding, saying so where it was made without having seen 佐证材料."""
    if "evidence" not in untold or finding.code not in _ANSWERED_BY_EVIDENCE:
        return finding
    return replace(finding, message=f"{finding.message.removesuffix('。')}{_WITHOUT_EVIDENCE}。")


@lru_cache(maxsize=16)
def _asked(untold: frozenset[str]) -> tuple[str, ...]:
    """The codes of the rules that have what they ask for."""
    return tuple(code for code in rules_of(DEFAULT, Scope.ROW) if asks_for(code) not in untold)
