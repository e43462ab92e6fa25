"""JXS008, JXS010: scores that a person sets within a band."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import without_scores
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import rule
from zipingbiao.checks.undone import behind
from zipingbiao.form.money import plain, round_half_up
from zipingbiao.scoring.bands import BAND_RULES, band_of
from zipingbiao.scoring.result import State


@rule("JXS008")
def band(check: Context) -> Iterator[Finding]:
    if not check.prints("score"):
        raise without_scores(check)
    tops = {str(n): Decimal(v) for n, v in check.rulebook.table("qualitative.bands")}
    floors = {str(n): Decimal(v) for n, v in check.rulebook.table("qualitative.floors")}
    for row in check.rows:
        scored = row.scored
        if scored.state is State.LATE:
            yield from _outside_late_band(check, row)
            continue
        if (
            scored.rule not in BAND_RULES
            or not scored.weight
            or scored.reported is None
            or (behind(scored) and scored.reported == scored.weight)  # JXS005
        ):
            continue
        share, name = scored.reported / scored.weight, scored.state.value
        # The bands are half-open: their top belongs to the next one; above the 分值 is JXS003.
        if floors[name] <= share and (name == "达成" or share < tops[name]):
            continue
        percent = round_half_up(share * 100, 2)  # 11.99 of 20 is 59.95 %, and not 60 %
        end = "" if name == "达成" else "（不含）"
        span = f"{plain(floors[name] * 100)}%～{plain(tops[name] * 100)}%{end}"
        yield check.finding(
            f"{row.field}.score",
            found=f"{plain(scored.reported)}分（{plain(percent)}%）",
            expected=f"分值的{span}",
            message=f"{row.called()}完成情况为“{name}”，该档得分为分值的{span}，填报{plain(scored.reported)}分，是分值的{plain(percent)}%。",
        )


def _outside_late_band(check: Context, row: Row) -> Iterator[Finding]:
    """What to take off for a late date no document says: told, and left to the person; full points are JXS005."""
    scored, band = row.scored, band_of(row.scored, check.rulebook)
    if band is None or scored.reported is None or scored.reported == scored.weight:
        return
    if not band.low <= scored.reported < band.top:
        span = f"{plain(band.low)}分（含）到{plain(band.top)}分（不含）"
        yield check.finding(
            f"{row.field}.score",
            found=f"{plain(scored.reported)}分",
            expected=span,
            message=f"{row.called()}完成情况为“{scored.state.value}”，按约定在{span}之间定分，填报{plain(scored.reported)}分。",
            severity=Severity.HINT,
        )


@rule("JXS010")
def undecided_in_band(check: Context) -> Iterator[Finding]:
    if not check.prints("score") and not check.prints("weight"):
        raise without_scores(check)
    for row in check.rows:
        band = band_of(row.scored, check.rulebook) if row.scored.score is None else None
        if band is not None:
            yield check.finding(
                f"{row.field}.score",
                found="（空）",
                expected=f"{plain(band.low)}～{plain(band.top)}分（不含{plain(band.top)}分）",
                message=f"{row.called()}完成情况为“{row.scored.state.value}”，得分由人在{plain(band.low)}分（含）到{plain(band.top)}分（不含）之间定，现在没有填，总分算不出。",
            )
