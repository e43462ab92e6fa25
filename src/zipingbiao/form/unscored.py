"""Rows without points: those of the standard table that nobody filled (`指标2`, `……`), and those that tell the parts of
the row above (`其中：桃树 1.5亩`)."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.model import Form, FundKind, Indicator, is_blank
from zipingbiao.form.money import points
from zipingbiao.form.quantity.lexicon import lexicon

_FIELDS = ("weight", "score", "note", "deduction", "reason", "detail", "evidence")


def is_template_name(level3: str) -> bool:
    """Whether a 三级指标 is what the standard table prints in its place."""
    return level3.strip().rstrip(":：").rstrip() in lexicon().unused


def is_unused(indicator: Indicator) -> bool:
    """Whether a row is none of the form's indicators."""
    if indicator.weight or indicator.target.text.strip() or not is_template_name(indicator.level3):
        return False
    texts = (indicator.target.text, indicator.actual.text, *(getattr(indicator, name) for name in _FIELDS))
    return all(is_blank(text) for text in texts)


def parts(form: Form, full: Decimal) -> frozenset[int]:
    """The rows (from 0) that tell a part of a row above and have neither 分值 nor 得分.

    They say 其中, or the 分值 of all other rows already make `full` points (100) with that of the execution.
    """
    rows = form.indicators
    bare = {i for i, row in enumerate(rows) if i and _without_points(row) and not is_unused(row)}
    if not bare:
        return frozenset()
    line = form.fund(FundKind.TOTAL)
    weights = [points(row.weight) for row in rows] + [points(line.weight) if line is not None else None]
    if sum((weight for weight in weights if weight is not None), Decimal(0)) == full:
        return frozenset(bare)
    return frozenset(i for i in bare if rows[i].level3.lstrip().startswith(lexicon().parts))


def is_left_to_the_rule(form: Form) -> bool:
    """Whether the unit typed only the scores it lowered, if any, and leaves the others to the rule."""
    scores = [row.score for row in form.indicators if "score" not in row.merged and not is_unused(row)]
    line = form.fund(FundKind.TOTAL)
    if line is not None:
        scores.append(line.score)
    return sum(map(is_blank, scores)) * 2 > len(scores)


def _without_points(row: Indicator) -> bool:
    return is_blank(row.weight) and is_blank(row.score) and not row.merged & {"weight", "score"}
