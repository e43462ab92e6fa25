"""JXC 跨表: what only shows when the forms of a unit lie side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import Skip, rule
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain, points, round_half_up

_PUNCTUATION = str.maketrans("", "", "，。；、,.; \n“”")


@rule("JXC001")
def same_cause_other_deduction(contexts: Sequence[Context]) -> Iterator[tuple[int, Finding]]:
    by_unit: dict[str, list[tuple[int, Row, Decimal]]] = {}
    for n, context in enumerate(contexts):
        for row in context.rows:
            weight, score = row.scored.weight, row.scored.score
            if (
                row.is_satisfaction
                and row.is_marked_down
                and weight
                and score is not None
                and context.says(row.note, "oral")
            ):
                by_unit.setdefault(context.form.unit, []).append((n, row, (weight - score) / weight))
    for rows in by_unit.values():
        shares = sorted({share for _, _, share in rows})
        if len(shares) < 2:
            continue
        usual = max(shares, key=lambda share: sum(each == share for _, _, each in rows))
        for n, row, share in rows:
            if share != usual:
                shown, common = (plain(round_half_up(value * 100, 1)) for value in (share, usual))
                finding = contexts[n].finding(
                    f"{row.field}.score",
                    found=f"扣{shown}%",
                    expected=f"同一原因扣同一比例（多数扣{common}%）",
                    message=f"{row.called()}因未开展满意度调查扣{shown}%，本单位其他表同样原因多扣{common}%。",
                    related=tuple(contexts[m].form.id for m, _, other in rows if m != n and other != share)[
                        :5
                    ],
                )
                yield n, finding


@rule("JXC002")
def boilerplate_note(contexts: Sequence[Context]) -> Iterator[tuple[int, Finding]]:
    places: dict[str, list[tuple[int, Row]]] = {}
    for n, context in enumerate(contexts):
        for row in context.rows:
            if not is_blank(row.note) and "note" not in row.indicator.merged:
                places.setdefault(row.note.translate(_PUNCTUATION), []).append((n, row))
    for same in places.values():
        forms = sorted({n for n, _ in same})
        if len(forms) < contexts[0].rulebook.number("check.same_note"):
            continue
        for n, row in same:
            finding = contexts[n].finding(
                f"{row.field}.note",
                found=row.note if len(row.note) <= 40 else f"{row.note[:40]}…",
                expected="写本项目的具体情况",
                message=f"{row.called()}的说明与另外{len(forms) - 1}张表一字不差。",
                related=tuple(contexts[m].form.id for m in forms if m != n),
            )
            yield n, finding


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
