"""JXC 跨表: what only shows when the forms of a unit lie side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.explained import GAP
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain, points, round_half_up
from zipingbiao.scoring.survey import unsurveyed

_PUNCTUATION = str.maketrans("", "", "，。；、,.; \n“”")


@rule("JXC001")
def same_cause_other_deduction(contexts: Sequence[Context]) -> Iterator[tuple[int, Finding]]:
    by_unit: dict[str, list[_Deducted]] = {}
    for n, context in enumerate(contexts):
        for row in context.rows:
            weight, score = row.scored.weight, row.scored.score
            if (
                row.is_satisfaction
                and row.is_marked_down
                and weight
                and score is not None
                and unsurveyed(row.indicator, row.said, context.rulebook)
            ):
                share = round_half_up((weight - score) / weight * 100, 1)
                by_unit.setdefault(context.form.unit_key, []).append(_Deducted(n, row, share))
    for rows in by_unit.values():
        usual = _usual([each.share for each in rows])
        for each in rows:
            others = [other for other in rows if other.n != each.n and other.share != each.share]
            if others and each.share != usual:
                yield each.n, _unlike(contexts, each, others, usual)


@dataclass(frozen=True, slots=True)
class _Deducted:
    """A row of the `n`-th form from which a share (in percent) was taken off."""

    n: int
    row: Row
    share: Decimal


def _usual(shares: Sequence[Decimal]) -> Decimal | None:
    """The share that more rows than not have; None where no share stands out: one row is no majority."""
    (share, times), *rest = Counter(shares).most_common(2)
    return share if times > 1 and (not rest or times > rest[0][1]) else None


def _unlike(
    contexts: Sequence[Context], each: _Deducted, others: Sequence[_Deducted], usual: Decimal | None
) -> Finding:
    shares = [usual] if usual is not None else sorted({other.share for other in others})
    theirs = "、".join(f"{plain(share)}%" for share in shares)
    mine = plain(each.share)
    return contexts[each.n].finding(
        f"{each.row.field}.score",
        found=f"扣{mine}%",
        expected=f"同样原因扣同样的比例（本单位别的项目扣{theirs}）",
        message=f"{each.row.called()}：同样是没有开展满意度调查，本单位别的项目扣{theirs}，本项目扣{mine}%。",
        related=tuple(dict.fromkeys(contexts[other.n].form.id for other in others))[:5],
    )


@rule("JXC002")
def boilerplate_note(contexts: Sequence[Context]) -> Iterator[tuple[int, Finding]]:
    least = contexts[0].rulebook.number("check.same_note") if contexts else 0
    places: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for n, context in enumerate(contexts):
        for row in context.rows:
            if _is_written(row):
                said = row.note.translate(_PUNCTUATION)
                places.setdefault((context.form.unit_key, said), []).append((n, row))
    for same in places.values():
        forms = dict(reversed(same))  # of each form the first row that says it
        if len(forms) < least:
            continue
        for n, row in sorted(forms.items()):
            yield n, _copied(contexts, n, row, forms)


def _is_written(row: Row) -> bool:
    """Whether somebody wrote the note of this row: not a gap, not a text made of 扣分/偏差类型 and 补充说明."""
    own = row.indicator
    made = not is_blank(own.reason) or not is_blank(own.detail)
    return not (is_blank(row.note) or "note" in own.merged or GAP in row.note or made)


def _copied(contexts: Sequence[Context], n: int, row: Row, forms: Mapping[int, Row]) -> Finding:
    """Two causes of sameness: the whole row was copied, or one phrase was put to different things."""
    others = len(forms) - 1
    alike = sum(_fact(other) == _fact(row) for m, other in forms.items() if m != n)
    if alike == others:
        what = "指标、指标值和完成值也相同，像是整行照抄"
    elif alike:
        what = f"其中{alike}张表的指标和完成值也相同，像是整行照抄；其余的事情不同、话相同"
    else:
        what = "指标或完成值不同，却是同一句话"
    return contexts[n].finding(
        f"{row.field}.note",
        found=row.note if len(row.note) <= 40 else f"{row.note[:40]}…",
        expected="写本项目的具体情况",
        message=f"{row.called()}的说明与本单位另外{others}张表一字不差：{what}。",
        related=tuple(contexts[m].form.id for m in sorted(forms) if m != n),
    )


def _fact(row: Row) -> tuple[str, ...]:
    own = row.indicator
    return tuple("".join(text.split()) for text in (own.level3, own.target.text, own.actual.text))


@rule("JXC004")
def all_at_full_marks(contexts: Sequence[Context]) -> Iterator[tuple[int, Finding]]:
    by_unit: dict[str, list[int]] = {}
    for n, context in enumerate(contexts):
        if not is_blank(context.form.unit):
            by_unit.setdefault("".join(context.form.unit.split()), []).append(n)
    if not by_unit:
        raise Skip("各表都没有填写实施单位，看不出哪些是同一单位的")
    for numbers in by_unit.values():
        rulebook = contexts[numbers[0]].rulebook
        whole = rulebook.number("total.weight")
        if len(numbers) < rulebook.number("check.full_marks"):
            continue
        if any(_total(contexts[n]) != whole for n in numbers):
            continue
        for n in numbers:
            finding = contexts[n].finding(
                "total.score",
                found=f"{plain(whole)}分",
                expected="按实际完成情况评分",
                message=f"“{contexts[n].form.unit}”的{len(numbers)}个项目全部自评{plain(whole)}分。",
                related=tuple(contexts[m].form.id for m in numbers if m != n),
            )
            yield n, finding


def _total(context: Context) -> Decimal | None:
    """The printed 总分, else the computed one."""
    printed = points(context.form.total.score)
    return context.scored.total if printed is None else printed
