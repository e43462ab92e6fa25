"""JXF008 and JXI006: 年度总体目标, by itself and against the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zipingbiao.checks.absent import absent
from zipingbiao.checks.context import Context
from zipingbiao.checks.explained import is_explained
from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.coverage import Block
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain, round_half_up
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Number, Unit

_AS_APPROVED = "照批复的绩效目标补全；批复就是这样的，今年不用改，写明理由后豁免本条；下年申报时写完整。"
#: What is counted or measured of the work itself.
_COUNTED = ("counter:", "length", "area", "volume", "mass")
#: No text ends with one of these.
_OPEN_ENDS = "、，,：:（("
_ENDS = "。！；;!.）)”"
#: How goals are numbered, at the beginning of a line or sentence.
_NUMBERING = re.compile(
    r"(?:^|(?<=[。；;\n]))\s*(?:[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}、"
    r"|\d{1,2}(?:[、)）]|[.．](?!\d))|目标\s*\d{0,2}\s*[:：]|[①-⑳])",
    re.M,
)


@rule("JXF008")
def goal_text(check: Context) -> Iterator[Finding]:
    expected, actual = check.form.goals.expected.strip(), check.form.goals.actual.strip()
    if is_blank(expected) and is_blank(actual):
        raise absent(check, Block.GOALS, "没有填写年度总体目标")
    if check.lacks("goals.actual"):
        raise absent(check, Block.GOALS, "本表没有目标的实际完成情况一栏")
    empty = _not_told(check, actual)
    if empty is not None:
        yield empty
        return
    found = [*_unfinished(check, expected, actual), *_same_as_expected(check, expected, actual)]
    yield from found
    if not is_blank(expected):
        return
    if "goals.expected" in check.form.places:
        yield check.finding(
            "goals.expected",
            found="（空）",
            expected="批复的预期目标",
            message="年度总体目标的预期目标没有填写，实际完成情况没有可比的。",
            advice="照批复的绩效目标补填；批复里也没有的，写明理由后豁免本条。",
            group=Group.EXPLAIN,
        )
    elif not found:
        raise absent(check, Block.GOALS, "没有预期目标，实际完成情况没有可比的")


def _not_told(check: Context, actual: str) -> Finding | None:
    """实际完成情况 that is empty, or as good as that."""
    nothing = is_blank(actual)
    if not nothing and actual.strip("。.；") not in check.words("empty_note"):
        return None
    return check.finding(
        "goals.actual",
        found="（空）" if nothing else actual,
        expected="写明实际完成情况",
        message=f"年度总体目标的实际完成情况{'没有填写' if nothing else f'只写“{actual}”'}。",
    )


def _unfinished(check: Context, expected: str, actual: str) -> Iterator[Finding]:
    for field, text, other in (("expected", expected, actual), ("actual", actual, expected)):
        if is_blank(text) or not _cut_off(check, text, other):
            continue
        approved = field == "expected"
        yield check.finding(
            f"goals.{field}",
            found=f"……{text[-16:]}",
            expected="一句完整的话",
            message=f"年度总体目标的{'预期目标' if approved else '实际完成情况'}好像没有写完：“……{text[-16:]}”。",
            advice=_AS_APPROVED if approved else "",
            group=Group.NEXT if approved else None,
        )


def _same_as_expected(check: Context, expected: str, actual: str) -> Iterator[Finding]:
    share = _copied(expected, actual, int(check.rulebook.number("check.copied_piece")))
    if share >= check.rulebook.number("check.copied_goal"):
        yield check.finding(
            "goals.actual",
            found=f"约{plain(round_half_up(share * 100, 0))}%与预期目标相同",
            expected="做成了什么、数量和效果",
            message="实际完成情况大部分照抄预期目标，没有写出实际做成了什么。",
            severity=Severity.HINT,
        )


def _cut_off(check: Context, text: str, other: str) -> bool:
    """A long text without an end, where the other one has one; or a text that stops at a comma."""
    if text.endswith(tuple(_OPEN_ENDS)):
        return True
    long = len(text) >= check.rulebook.number("check.cut_off")
    return long and text[-1] not in _ENDS and bool(other) and other[-1] in _ENDS


def _copied(expected: str, actual: str, length: int) -> Decimal:
    """Share of the expected goal's pieces of that length that stand in the actual one."""
    source = _joined(expected)
    pieces = {source[i : i + length] for i in range(len(source) - length + 1)}
    if not pieces:
        return Decimal(0)
    target = _joined(actual)
    found = pieces.intersection(target[i : i + length] for i in range(len(target) - length + 1))
    return Decimal(len(found)) / len(pieces)


def _joined(text: str) -> str:
    return "".join(_unnumbered(text).split())


@lru_cache(maxsize=256)
def _unnumbered(text: str) -> str:
    """The text without the numbering of its goals: `1.`, `（二）`, `目标3：`, `④`."""
    return _NUMBERING.sub("", text)


@rule("JXI006")
def goal_against_row(check: Context) -> Iterator[Finding]:
    goals = check.form.goals
    if is_blank(goals.expected) or is_blank(goals.actual):
        raise absent(check, Block.GOALS, "预期目标、实际完成情况没有都填写，没有可比的")
    expected = _figures(goals.expected)
    if not expected:
        raise Skip("预期目标里没有计数（个、人、次、公里……），没有可比的")
    actual = _figures(goals.actual)
    if not expected.keys() & actual.keys():
        wanted = "、".join(_printed(each.number) for each in list(expected.values())[:3])
        raise Skip(f"预期目标写了{wanted}，实际完成情况没有写同类的数，没有比较，请由人核对")
    for kind, most in expected.items():
        done = actual.get(kind)
        if done is None or done.base >= most.base or _told_in_a_row(check, most.number.unit):
            continue
        yield check.finding(
            "goals.actual",
            found=_printed(done.number),
            expected=_printed(most.number),
            message=f"预期目标写{_printed(most.number)}，实际完成情况只写到{_printed(done.number)}，须说明差距。",
            related=("goals.expected",),
        )


@dataclass(frozen=True, slots=True)
class _Most:
    """The most of one kind that a text tells, and what that is in the kind's base unit."""

    number: Number
    base: Decimal


def _printed(number: Number) -> str:
    return f"{plain(number.value)}{number.unit.name}"


def _told_in_a_row(check: Context, unit: Unit) -> bool:
    """Whether a row that counts the same things was missed too, and has a note that explains."""
    return any(
        isinstance(row.scored.target, Number)
        and (row.scored.target.unit.name == unit.name or row.scored.target.unit.dimension == unit.dimension)
        and row.is_marked_down
        and not row.scored.met
        and is_explained(check, row)
        for row in check.rows
    )


def _figures(text: str) -> Mapping[str, _Most]:
    """The most that a text tells of each counter and each measure; money, dates, times and percentages aside."""
    found: dict[str, _Most] = {}
    for figure in parse(_unnumbered(text), None).figures:
        number = figure.reading
        if not isinstance(number, Number) or not number.unit.dimension.startswith(_COUNTED):
            continue
        counter = number.unit.dimension.startswith("counter:")
        kind = number.unit.name if counter else number.unit.dimension
        most = _Most(number, number.value * number.unit.factor)
        if kind not in found or most.base > found[kind].base:
            found[kind] = most
    return found
