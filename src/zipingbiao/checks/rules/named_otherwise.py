"""JXT 完成值 that tells its figure by other words than the indicator: whether both are one thing, a person has to say."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.checks.absent import rows_of
from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import rule
from zipingbiao.form.quantity.answer.another_name import another_name
from zipingbiao.form.quantity.readings import Number, Range
from zipingbiao.scoring.score import words_of


@rule("JXT019")
def told_by_another_name(check: Context) -> Iterator[Finding]:
    words, year = words_of(check.rulebook), check.form.evaluated_year
    for row in rows_of(check):
        scored, indicator = row.scored, row.indicator
        target, actual = scored.target, scored.actual
        if not scored.met or not isinstance(target, Number | Range) or not isinstance(actual, Number | Range):
            continue
        asked = f"{indicator.level3} {indicator.target.text}"
        told = another_name(indicator.actual.text, actual, asked, year, words)
        if told:
            yield check.finding(
                f"{row.field}.actual",
                found=indicator.actual.text,
                expected=f"用“{indicator.level3}”的说法填写",
                message=f"{row.called()}的完成值说的是“{told}”，与指标的说法不同；程序只比较了数，是不是同一件事、同一范围，请由人核对。",
            )
