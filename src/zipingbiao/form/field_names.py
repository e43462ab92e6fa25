"""What a field path is called on the form: `indicators[2].actual` → 绩效指标第3行 实际完成值."""

from __future__ import annotations

from zipingbiao.form.keys import ENTRIES, FORM, FUND, GOALS, INDICATOR, TOTAL
from zipingbiao.form.late_pattern import late_pattern

_ROW = late_pattern(r"(funds|indicators)\[(\d+)\](?:\.(\w+))?")
#: What a row of the workbook has beside the form.
_WORKING = {"state": "完成情况", "rule_deduction": "规则扣分", "review": "审核"}
_BLOCKS = {"funds": ("项目资金", FUND), "indicators": ("绩效指标", INDICATOR | ENTRIES | _WORKING)}
_PARTS = {"goals": ("年度总体目标", GOALS), "total": ("", TOTAL)}


def called(path: str) -> str:
    """The Chinese name of a field path; a path that nobody knows stays as it is."""
    row = _ROW.fullmatch(path)
    if row is not None:
        block, labels = _BLOCKS[row[1]]
        place = f"{block}第{int(row[2]) + 1}行"
        return f"{place} {labels.get(row[3], row[3])}" if row[3] else place
    if path.startswith("reading."):
        return "读表"
    block, _, field = path.partition(".")
    if block in _PARTS:
        label, labels = _PARTS[block]
        return " ".join(filter(None, (label, labels.get(field, field)))) or path
    return _BLOCKS[path][0] if path in _BLOCKS else FORM.get(path, path)
