"""The fields of a form that somebody types during the year, as flat paths with their texts, and when two say the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from zipingbiao.form.model import Entry, Form, is_blank
from zipingbiao.form.money import exact_amount, number, percent

#: Of the head, of a line of 项目资金, of a row of 绩效指标.
HEAD = ("code", "department", "unit", "goals.actual", "total.score", "total.grade", "below")
AMOUNTS = frozenset({"initial_budget", "annual_budget", "executed"})
FUND = (
    "initial_budget",
    "annual_budget",
    "executed",
    "rate",
    "score",
    "note",
    "review_score",
    "review_opinion",
    "rectification",
)
ROW = (
    "actual",
    "score",
    "note",
    "deduction",
    "reason",
    "detail",
    "evidence",
    "review_score",
    "review_opinion",
    "rectification",
)
#: What was approved: it is compared and told, never written.
APPROVED_HEAD = ("name", "goals.expected")
APPROVED_ROW = ("level1", "level2", "level3", "target", "weight")
#: Results: where a formula stands, nobody typed them.
RESULTS = frozenset({"rate", "total.score", "total.grade", "total.weight"})


def is_result(path: str) -> bool:
    """Whether a formula gives the field as a rule: scores, rates and their total, not the grade in words."""
    return field_of(path) in ("score", "rate", "total.score")


def field_of(path: str) -> str:
    """`indicators[3].actual` → `actual`; a field of the head stays as it is."""
    return path.rpartition("].")[2]


def value_at(form: Form, path: str) -> Entry:
    """What stands in a field; a field that other rows share stands in the first of them."""
    block, _, field = path.rpartition("].")
    holder: Any = form
    if block:
        name, _, index = block.partition("[")
        holder = getattr(form, name)[int(index)]
        if field in getattr(holder, "merged", ()):
            return Entry()
    for part in field.split("."):
        holder = getattr(holder, part)
    return holder if isinstance(holder, Entry) else Entry(holder)


def typed_paths(form: Form) -> Iterator[str]:
    """The paths of all fields that somebody types."""
    yield from HEAD
    for i in range(len(form.funds)):
        yield from (f"funds[{i}].{field}" for field in FUND)
    for i in range(len(form.indicators)):
        yield from (f"indicators[{i}].{field}" for field in ROW)


def typed_texts(form: Form) -> dict[str, str]:
    """The typed fields that are not empty."""
    texts = ((path, value_at(form, path).text) for path in typed_paths(form))
    return {path: text for path, text in texts if not is_blank(text)}


def approved_texts(form: Form) -> dict[str, str]:
    """What was approved, by its paths; fields that are empty are left out."""
    paths = [
        *APPROVED_HEAD,
        *(f"indicators[{i}].{field}" for i in range(len(form.indicators)) for field in APPROVED_ROW),
    ]
    texts = ((path, value_at(form, path).text) for path in paths)
    return {path: text for path, text in texts if not is_blank(text)}


def same(field: str, one: str, other: str, units: tuple[str, str] = ("万元", "万元")) -> bool:
    """Whether two texts of a field say the same. `units`: in which the amounts of either form are printed."""
    if is_blank(one) or is_blank(other):
        return is_blank(one) and is_blank(other)
    if field in AMOUNTS:
        amounts = exact_amount(one, units[0]), exact_amount(other, units[1])
        if None not in amounts:
            return amounts[0] == amounts[1]
    figures: tuple[Decimal | None, Decimal | None] = number(one), number(other)
    if field == "rate":
        figures = percent(one), percent(other)
    if figures[0] is not None and figures[1] is not None:
        return figures[0] == figures[1]
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    """The text without the white space at the ends of its lines, which no cell keeps alike."""
    return "\n".join(line.strip() for line in text.strip().splitlines())
