"""JXC 跨表: what only shows when the forms of a unit lie side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from zipingbiao.checks.context import Context, Row
from zipingbiao.checks.finding import Finding
from zipingbiao.checks.registry import RuleInfo
from zipingbiao.form.model import is_blank
from zipingbiao.form.money import plain, round_half_up
from zipingbiao.scoring.result import ScoredForm

Found = dict[int, list[Finding]]
_PUNCTUATION = str.maketrans("", "", "，。；、,.; \n“”")
#: Length of the common piece of text that names a thing (卫星通信), and how many forms may share it.
_NOUN = 4


def cross_findings(info: RuleInfo, forms: Sequence[ScoredForm]) -> Found:
    """Findings of one rule, by the number of the form they stand on."""
    check = _CHECKS.get(info.code)
    if check is None or len(forms) < 2:
        return {}
    contexts = [Context(form) for form in forms]
    for context in contexts:
        context.info = info
    return check(contexts)


def _same_cause_other_deduction(contexts: Sequence[Context]) -> Found:
    """同一单位各表，同样的扣分原因扣同样的比例。"""
    by_unit: dict[str, list[tuple[int, Row, Decimal]]] = {}
    for n, context in enumerate(contexts):
        for row in context.rows:
            weight, score = row.scored.weight, row.scored.score
            if row.is_satisfaction and row.is_marked_down and weight and score is not None and context.says(row.note, "oral"):
                by_unit.setdefault(context.form.unit, []).append((n, row, (weight - score) / weight))
    found: Found = {}
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
                    related=tuple(contexts[m].form.id for m, _, other in rows if m != n and other != share)[:5],
                )
                found.setdefault(n, []).append(finding)
    return found


def _boilerplate_note(contexts: Sequence[Context]) -> Found:
    """各表的说明不照抄。"""
    places: dict[str, list[tuple[int, Row]]] = {}
    for n, context in enumerate(contexts):
        for row in context.rows:
            if not is_blank(row.note) and "note" not in row.indicator.merged:
                places.setdefault(row.note.translate(_PUNCTUATION), []).append((n, row))
    found: Found = {}
    for same in places.values():
        forms = sorted({n for n, _ in same})
        if len(forms) < contexts[0].book.number("check.same_note"):
            continue
        for n, row in same:
            finding = contexts[n].finding(
                f"{row.field}.note",
                found=row.note if len(row.note) <= 40 else f"{row.note[:40]}…",
                expected="写本项目的具体情况",
                message=f"{row.called()}的说明与另外{len(forms) - 1}张表一字不差。",
                related=tuple(contexts[m].form.id for m in forms if m != n),
            )
            found.setdefault(n, []).append(finding)
    return found


def _copied_text(contexts: Sequence[Context]) -> Found:
    """指标文字中的事物属于本项目，不从别的项目抄来。"""
    homes = [_pieces(c.form.name + c.form.goals.expected + c.form.goals.actual) for c in contexts]
    names = [_pieces(c.form.name) for c in contexts]
    count: dict[str, int] = {}
    for home in homes:
        for piece in home:
            count[piece] = count.get(piece, 0) + 1
    found: Found = {}
    for n, context in enumerate(contexts):
        own = homes[n].union(*(_pieces(r.indicator.level2) for r in context.rows))
        for row in context.rows:
            others = _pieces(row.indicator.level3) - own
            mine = [p for p in others if sum(p in other.indicator.level3 for other in context.rows) == 1]
            hit = next(
                ((m, p) for p in sorted(mine) if count.get(p) == 1 for m in range(len(contexts)) if m != n and p in homes[m]
                 and p[:2] in "".join(names[m]) and p[:2] not in "".join(own)),
                None,
            )  # fmt: skip
            if hit is not None:
                finding = context.finding(
                    f"{row.field}.level3",
                    found=hit[1],
                    expected="本项目的内容",
                    message=f"{row.called()}提到“{hit[1]}”，本项目的名称和目标里没有，像是从“{contexts[hit[0]].form.name}”抄来。",
                    related=(contexts[hit[0]].form.id,),
                )
                found.setdefault(n, []).append(finding)
    return found


def _pieces(text: str) -> set[str]:
    joined = text.translate(_PUNCTUATION)
    return {joined[i : i + _NOUN] for i in range(len(joined) - _NOUN + 1)}


_CHECKS: Mapping[str, Callable[[Sequence[Context]], Found]] = {
    "JXC001": _same_cause_other_deduction,
    "JXC002": _boilerplate_note,
    "JXC003": _copied_text,
}
