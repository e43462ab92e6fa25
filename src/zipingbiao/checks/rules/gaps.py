"""JXN007: what waits to be filled in (【请填写：…】), wherever it stands in the form."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.checks.approved_side import is_approved_side
from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.explained import GAP
from zipingbiao.checks.finding import Finding, Group
from zipingbiao.checks.registry import rule
from zipingbiao.form.field_names import called
from zipingbiao.form.keys import INDICATOR
from zipingbiao.form.texts import head_texts, row_texts

_BLOCKS = {"funds": "资金说明", "goals": "年度总体目标"}
#: Cells of a row that are known by the row itself.
_KNOWN = ("level3", "target", "actual", "note")
_AS_APPROVED = "照批复的绩效目标补全；批复里就是空着的，写明理由后豁免本条。"
_OUTDATED = "删去这段说明（narrate --write 会删去没有人改过的），或改写成现在的情况。"


@rule("JXN007")
def gap_left(check: Context) -> Iterator[Finding]:
    form, outdated = check.form, set(_outdated(check))
    for row in check.rows:
        for path, text in row_texts(form, row.i):
            if GAP in text:
                due = not (path.endswith(".note") and row.i in outdated)
                yield _gap(check, path, text, _cell(row, path), due=due)
    for path, text in (*head_texts(form), ("below", form.below)):
        if GAP in text:
            block = path.split("[")[0].split(".")[0]
            yield _gap(check, path, text, _BLOCKS.get(block) or called(path))


def _cell(row: Row, path: str) -> str:
    """第3行“…”的佐证材料."""
    name = path.rpartition(".")[2]
    return row.called() if name in _KNOWN else f"{row.called()}的{INDICATOR[name]}"


def _outdated(check: Context) -> Iterator[int]:
    """The rows (from 0) whose notes need not be answered any more: neither they nor those they cover are due."""
    due = False
    for row in reversed(check.rows):
        due = due or check.facts.kinds[row.i] is not None
        if "note" in row.indicator.merged:
            continue
        if not due:
            yield row.i
        due = False


def _gap(check: Context, field: str, text: str, whose: str, *, due: bool = True) -> Finding:
    first = text[text.index(GAP) :].split("】")[0] + "】"
    still = f"{whose}还有{text.count(GAP)}处没有填：{first}。"
    if not due:
        return check.finding(
            field,
            found=first,
            expected="删去过时的说明",
            message=f"{still}按现在的完成值和得分，这一行不用说明，这段话是照原来的数起草的。",
            advice=_OUTDATED,
        )
    approved = check.form.reports and is_approved_side(field)
    return check.finding(
        field,
        found=first,
        expected="批复的内容" if approved else "填写具体内容",
        message=still,
        advice=_AS_APPROVED if approved else "",
        group=Group.EXPLAIN if approved else None,
    )
