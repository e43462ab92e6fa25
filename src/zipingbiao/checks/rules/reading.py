"""JXR 读表: what stands filled on the sheet and was not read, headings nobody knows, names beside the wrong labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding, Severity
from zipingbiao.checks.registry import rule
from zipingbiao.form.coverage import Block, UnknownHeading
from zipingbiao.form.model import is_blank
from zipingbiao.form.shortened import shortened

#: Rows named in a message; a clerk looks them up one by one.
_MOST_ROWS = 12
_SHORT = 24
_VALUES = {"target": "年度指标值", "actual": "实际完成值"}


@rule("JXR001")
def filled_not_read(check: Context) -> Iterator[Finding]:
    unread = check.form.reading.unread
    for block in Block:
        rows = [(i, each) for i, each in enumerate(unread) if each.block is block]
        if not rows:
            continue
        first, each = rows[0]
        text = _short(each.text)
        yield check.finding(
            f"reading.unread[{first}]",
            found=text,
            expected=f"读作{block}",
            message=f"{block}有{len(rows)}行填了内容，没有读出：{_listed([row.row for _, row in rows])}（“{text}”{'等' if len(rows) > 1 else ''}）。",
            related=tuple(f"reading.unread[{i}]" for i, _ in rows[1:]),
        )


def _listed(rows: Sequence[int]) -> str:
    shown = "、".join(f"第{row}行" for row in rows[:_MOST_ROWS])
    return f"{shown}等{len(rows)}行" if len(rows) > _MOST_ROWS else shown


def _short(text: str) -> str:
    return shortened("".join(text.split()), _SHORT)


@rule("JXR002")
def unknown_heading(check: Context) -> Iterator[Finding]:
    lacking = _lacking(check)
    for i, each in enumerate(check.form.reading.unknown):
        grave = bool(lacking) and each.block is Block.INDICATORS
        yield check.finding(
            f"reading.unknown[{i}]",
            found=_short(each.text) or "（没有栏目名称）",
            expected=lacking if grave else "官方表样的栏目名称",
            message=_told(each, lacking if grave else ""),
            severity=Severity.ERROR if grave else Severity.WARNING,
        )


def _lacking(check: Context) -> str:
    """The values that no row has, though some heading is not known: one of them may be it."""
    if not check.rows:
        return ""
    wanted = _VALUES if check.form.reports else {"target": _VALUES["target"]}
    empty = [label for field, label in wanted.items() if all(is_blank(row.text(field)) for row in check.rows)]
    return "、".join(empty)


def _told(each: UnknownHeading, lacking: str) -> str:
    label = f"栏目“{_short(each.text)}”" if each.text else "一栏没有栏目名称"
    told = f"{each.block}的{label}下面填了{each.cells}格，没有读出"
    return f"{told}；表里又没有读到{lacking}，可能就是这一栏。" if lacking else f"{told}，没有核对。"


@rule("JXR003")
def name_against_label(check: Context) -> Iterator[Finding]:
    for i, clash in enumerate(check.form.reading.clashes):
        yield check.finding(
            f"reading.clashes[{i}]",
            found=f"{clash.name}={clash.named}",
            expected=clash.labelled,
            message=f"名称{clash.name}（{clash.called}）指向{clash.named}，按旁边的标签应在{clash.labelled}；已按标签读取。",
        )
