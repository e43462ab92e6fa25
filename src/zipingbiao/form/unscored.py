"""Rows without points: those of the standard table that nobody filled (`指标2`, `……`), and the parts of the row above
(`其中：桃树 1.5亩`)."""

from __future__ import annotations

from zipingbiao.form.model import Indicator, is_blank
from zipingbiao.form.quantity.lexicon import lexicon

_FIELDS = ("weight", "score", "note", "deduction", "reason", "detail", "evidence")


def is_template_name(level3: str) -> bool:
    """Whether a 三级指标 is what the standard table prints in its place."""
    return level3.strip().rstrip(":：").rstrip() in lexicon().unused


def is_unused(indicator: Indicator) -> bool:
    """Whether a row is none of the form's indicators."""
    if not is_template_name(indicator.level3):
        return False
    texts = (indicator.target.text, indicator.actual.text, *(getattr(indicator, name) for name in _FIELDS))
    return all(is_blank(text) for text in texts)


def is_part(indicator: Indicator) -> bool:
    """Whether a row only tells a part of the indicator above, which has the points."""
    named = indicator.level3.lstrip().startswith(lexicon().parts)
    return named and is_blank(indicator.weight) and is_blank(indicator.score)
