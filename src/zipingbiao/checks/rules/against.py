"""JXA 对照批复: a form beside the 绩效目标申报表 that was approved for its project."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.checks.context import Context
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.model import Entry, Form, Indicator, is_blank
from zipingbiao.form.money import number, points
from zipingbiao.form.pairing import alike, pair_rows
from zipingbiao.form.quantity.text import normalise
from zipingbiao.form.shortened import shortened

_NONE = "给出的申报表里没有这个项目"
_SHORT = 24
_SIGNS = str.maketrans("≧≦＝＞＜", "≥≤=><")
_MARKS = "。．.；;，,、：: "

_Pair = tuple[int | None, int | None]


def _approved(check: Context) -> Form:
    approved = check.approved.form if check.approved is not None else None
    if approved is None:
        raise Skip(_NONE)
    return approved


def _pairs(check: Context) -> list[_Pair]:
    """Rows of the approved form and of this one; two that only stand in one place are no pair unless they are alike."""
    old, new = _approved(check).indicators, check.form.indicators
    found: list[_Pair] = []
    for before, after in pair_rows(old, new):
        if (
            before is None
            or after is None
            or _one_row(old[before], new[after], check.rulebook.number("check.same_name"))
        ):
            found.append((before, after))
        else:
            found += [(before, None), (None, after)]
    return found


def _one_row(old: Indicator, new: Indicator, same_name: Decimal) -> bool:
    if _plain(old.level3) == _plain(new.level3):
        return True
    same_values = _same_target(old.target, new.target) and points(old.weight) == points(new.weight)
    return alike(old.level3, new.level3) >= same_name or (same_values and old.level2 == new.level2)


def _both(check: Context) -> Iterator[tuple[int, Indicator, Indicator]]:
    old, new = _approved(check).indicators, check.form.indicators
    for before, after in _pairs(check):
        if before is not None and after is not None:
            yield after, old[before], new[after]


def _plain(text: str) -> str:
    return "".join(normalise(text).split()).translate(_SIGNS).strip(_MARKS)


def _same_target(old: Entry, new: Entry) -> bool:
    one, other = _plain(old.text), _plain(new.text)
    if one == other:
        return True
    percent = one.endswith("%") or other.endswith("%")
    figures = [_figure(entry, percent=percent) for entry in (old, new)]
    return figures[0] is not None and figures[0] == figures[1]


def _figure(entry: Entry, *, percent: bool) -> Decimal | None:
    """A bare figure; where one side is a percentage, in percent: a numeric cell up to 1 is one itself."""
    plain = _plain(entry.text)
    value = number(plain.removesuffix("%"))
    if value is None or not percent or plain.endswith("%"):
        return value
    return value * 100 if entry.numeric and abs(value) <= 1 else None


def _called(n: int, row: Indicator) -> str:
    text = row.level3 or row.level2 or row.level1
    return f"第{n + 1}行“{shortened(text, _SHORT)}”"


@rule("JXA001")
def target_not_approved(check: Context) -> Iterator[Finding]:
    for n, old, new in _both(check):
        if not _same_target(old.target, new.target):
            yield check.finding(
                f"indicators[{n}].target",
                found=new.target.text or "（空）",
                expected=old.target.text or "（空）",
                message=f"{_called(n, new)}的指标值是“{new.target.text or '（空）'}”，批复的是“{old.target.text or '（空）'}”。",
            )


@rule("JXA002")
def weight_not_approved(check: Context) -> Iterator[Finding]:
    if all(is_blank(row.weight) for row in _approved(check).indicators):
        raise Skip("批复的申报表没有分值")
    for n, old, new in _both(check):
        if is_blank(old.weight) or "weight" in new.merged or "weight" in old.merged:
            continue
        one, other = points(old.weight), points(new.weight)
        if one != other or (one is None and old.weight != new.weight):
            yield check.finding(
                f"indicators[{n}].weight",
                found=new.weight or "（空）",
                expected=old.weight,
                message=f"{_called(n, new)}的分值是{new.weight or '空'}，批复的是{old.weight}。",
            )


@rule("JXA003")
def name_not_approved(check: Context) -> Iterator[Finding]:
    own, approved = check.form.name, _approved(check).name
    if not is_blank(own) and not is_blank(approved) and _plain(own) != _plain(approved):
        yield check.finding(
            "name",
            found=own,
            expected=approved,
            message=f"项目名称“{own}”与批复的“{approved}”不同。",
        )
    for n, old, new in _both(check):
        if _plain(old.level3) != _plain(new.level3):
            yield check.finding(
                f"indicators[{n}].level3",
                found=new.level3 or "（空）",
                expected=old.level3 or "（空）",
                message=f"{_called(n, new)}与批复的指标名称“{old.level3}”不同。",
            )


@rule("JXA004")
def row_added(check: Context) -> Iterator[Finding]:
    for before, after in _pairs(check):
        if before is None and after is not None and after not in check.unused:
            row = check.form.indicators[after]
            yield check.finding(
                f"indicators[{after}].level3",
                found=row.level3 or "（空）",
                expected="批复的指标",
                message=f"{_called(after, row)}在批复的申报表里没有。",
            )


@rule("JXA005")
def row_dropped(check: Context) -> Iterator[Finding]:
    old = _approved(check).indicators
    for before, after in _pairs(check):
        if before is not None and after is None:
            row = old[before]
            if is_blank(row.level3) and is_blank(row.target.text):
                continue
            yield check.finding(
                "indicators",
                found="（没有）",
                expected=f"{row.level3} {row.target.text}".strip(),
                message=f"批复的指标“{row.level3}”（指标值{row.target.text or '空'}）没有自评。",
            )


@rule("JXA006")
def nothing_approved(check: Context) -> Iterator[Finding]:
    if check.approved is not None and check.approved.form is None:
        yield check.finding(
            "name",
            found=check.form.name or "（空）",
            expected="申报表里的项目",
            message=f"给出的申报表里没有“{check.form.name or check.form.id}”，没有对照。",
        )
