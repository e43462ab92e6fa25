"""Why a rule had nothing to look at: the form has no such field, or it stands there and was not read."""

from __future__ import annotations

from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.registry import Skip
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import FundLine


def absent(check: Context, block: Block, why: str) -> Skip:
    """`本表没有…` may only be said where nothing stands."""
    if check.form.reading.missed(block):
        return Skip(f"{block}有内容没有读出，没有检查（见JXR001、JXR002）")
    return Skip(why)


def rows_of(check: Context) -> tuple[Row, ...]:
    """The rows of a form, or the rule is skipped: it has none."""
    if not check.rows:
        raise absent(check, Block.INDICATORS, "本表没有指标")
    return check.rows


def without_scores(check: Context) -> Skip:
    """No row has a score: because the layout has no such column, or because nobody filled it in yet."""
    fields = [f"{row.field}.score" for row in check.rows]
    filled_in = bool(fields) and check.form.on_a_sheet and not all(map(check.lacks, fields))
    return absent(check, Block.INDICATORS, "得分都还没有填写" if filled_in else "本表没有得分栏")


def total_line(check: Context) -> tuple[int, FundLine]:
    """年度资金总额 with its place in `funds`, or the rule is skipped."""
    if not check.form.funds:
        raise absent(check, Block.FUNDS, "本表没有项目资金栏")
    if check.total_line is None:
        raise absent(check, Block.FUNDS, "资金栏没有“年度资金总额”一行")
    return check.total_line
