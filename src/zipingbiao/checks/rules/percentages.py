"""JXT 完成值 of percentages: more than the whole, and a fraction where a percentage is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import rows_of
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import rule
from zipingbiao.form.money import plain
from zipingbiao.form.quantity.readings import Number, Range
from zipingbiao.scoring.result import Hint

_WHOLE, _HUNDRED = Decimal(1), Decimal(100)


@rule("JXT017")
def rate_beyond_whole(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        share = _most(row)
        if share is None or share <= _WHOLE or not _is_part_of_whole(check, row):
            continue
        meant = f"，是不是{plain(share)}%？" if _is_slip(row, share) else "。"
        yield check.finding(
            f"{row.field}.actual",
            found=row.indicator.actual.text,
            expected="不超过100%",
            message=f"{row.called()}的完成值{row.indicator.actual.text}超过100%，这类比率不可能大于整体{meant}",
        )


def _is_slip(row: Row, share: Decimal) -> bool:
    """Whether 9600% is 96 % too large by two places: read so it lies nearer to the target; 105 % read as 1.05 % does not."""
    target = row.scored.target
    asked = target.value * target.unit.factor if isinstance(target, Number) else _WHOLE
    slip = share / _HUNDRED
    return slip <= _WHOLE and slip * share > asked * asked


def _most(row: Row) -> Decimal | None:
    """The most that the actual says, as a share; None where it speaks of no share."""
    actual, target = row.scored.actual, row.scored.target
    if not isinstance(actual, Number | Range):
        return None
    most = actual.high if isinstance(actual, Range) else actual.value
    if actual.unit.dimension == "ratio":
        return most * actual.unit.factor
    asked = isinstance(target, Number | Range) and target.unit.dimension == "ratio"
    # 98 beside ≥95% is 98 %; 1.2 is 1.2 %, and no share of more than the whole either.
    return most / _HUNDRED if asked and not actual.unit.name else None


def _is_part_of_whole(check: Context, row: Row) -> bool:
    name = row.indicator.level3 or row.indicator.level2
    if check.says(name, "may_exceed_whole"):
        return False
    return row.is_satisfaction or check.says(name, "share_of_whole")


@rule("JXT018")
def fraction_for_percent(check: Context) -> Iterator[Finding]:
    for row in rows_of(check):
        actual, target = row.scored.actual, row.scored.target
        if not isinstance(actual, Number) or not isinstance(target, Number) or target.unit.name != "%":
            continue
        bare = not actual.unit.name and 0 < abs(actual.value) <= 1
        if bare and (actual.numeric or Hint.FRACTION_READ_AS_PERCENT in row.scored.hints):
            percentage = f"{plain(actual.value * _HUNDRED)}%"
            yield check.finding(
                f"{row.field}.actual",
                found=row.indicator.actual.text,
                expected=percentage,
                message=f"{row.called()}的指标值是{row.indicator.target.text}，完成值印作“{row.indicator.actual.text}”，按{percentage}计。",
            )
