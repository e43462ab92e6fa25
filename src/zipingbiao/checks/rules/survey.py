"""JXN 说明: the counts of a survey beside the rate that was filled in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.money import plain, round_half_up
from zipingbiao.form.quantity.readings import Comparator, Number
from zipingbiao.scoring.survey_counts import survey_counts

_HUNDRED = Decimal(100)


@rule("JXN008")
def rate_against_counts(check: Context) -> Iterator[Finding]:
    rows = [row for row in check.rows if row.is_satisfaction]
    if not rows:
        raise absent(check, Block.INDICATORS, "本表没有满意度指标")
    for row in rows:
        rate = _rate(row)
        counts = survey_counts("；".join(_told(row))) if rate is not None else None
        if rate is None or counts is None or counts.gives(*rate):
            continue
        yield check.finding(
            f"{row.field}.actual",
            found=row.indicator.actual.text,
            expected=f"{plain(round_half_up(counts.rates[-1], 2))}%",
            message=f"{row.called()}填报{row.indicator.actual.text}，说明里写的{counts}，两处对不上。",
            related=(f"{row.field}.note",),
        )


def _told(row: Row) -> Iterator[str]:
    """Its own texts; a note that covers several rows without telling them apart does not say of which it speaks."""
    own = row.indicator
    if not row.together:
        yield row.said
    yield from (own.detail, own.evidence, own.actual.text)


def _rate(row: Row) -> tuple[Decimal, Decimal] | None:
    """The rate in percent and its last printed place; None for what is no exact rate."""
    actual = row.scored.actual
    if not isinstance(actual, Number) or actual.unit.dimension != "ratio" or actual.approximate:
        return None
    if actual.comparator not in (Comparator.BARE, Comparator.EQ):
        return None
    exponent = actual.value.as_tuple().exponent
    if not isinstance(exponent, int):
        return None
    percent = actual.unit.factor * _HUNDRED
    return actual.value * percent, Decimal(1).scaleb(exponent) * percent
