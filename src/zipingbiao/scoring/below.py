"""Why a row cannot have all of its 分值: in words, by the method that decided."""

from __future__ import annotations

from zipingbiao.form.money import plain
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.result import RowScore

_BY_RULE = {
    "indicator.ratio": "未达到指标值，按完成比例",
    "indicator.range": "未达到指标值，按完成比例",
    "indicator.reverse": "未达到指标值，超出几成减几成，",
    "satisfaction.intervals": "满意度分段计分，",
    "satisfaction.unsurveyed_share": "没有满意度调查的依据，",
}


def why_below(row: RowScore, rulebook: Rulebook) -> str:
    """What stands before 最高得…分."""
    if row.rule == "over_completion.deduction":
        far, off = rulebook.number("check.over_completion"), rulebook.number(row.rule)
        return f"达到指标值的{plain(far)}%及以上的减{plain(off)}分，"
    return _BY_RULE.get(row.rule, "未达到指标值，")
