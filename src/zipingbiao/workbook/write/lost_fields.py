"""What of a form an office's own template has no place for: printed fields that would be lost without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zipingbiao.form.field_names import called
from zipingbiao.form.model import Form, is_blank
from zipingbiao.workbook import slots

#: Not content of the project, or it is printed in another place where it has none of its own.
_ELSEWHERE = frozenset(
    {"title", "code", "funds_note", "total.review", "total.grade", "review", *slots.WORKING}
)
#: Computed where nobody typed them; without its name the template's own formula would stand there.
_COMPUTED = frozenset({"total.weight", "total.score", "rate", "score", "weight"})


def lost_fields(form: Form, names: Collection[str]) -> list[str]:
    """The fields of a form that hold something and whose name the template lacks, with that name."""
    return [f"{label}（{name}）" for label, name in _lost(form, names)]


def _lost(form: Form, names: Collection[str]) -> Iterator[tuple[str, str]]:
    for path, name in slots.SINGLE.items():
        if name not in names and path not in _ELSEWHERE and (path in _COMPUTED or _said(form, path)):
            yield called(path), name
    blocks = (("funds", slots.FUNDS, form.funds), ("indicators", slots.INDICATORS, form.indicators))
    for block, columns, rows in blocks:
        for field, name in columns.items():
            if name in names or field in _ELSEWHERE or not rows:
                continue
            if field in _COMPUTED or any(_said(row, field) for row in rows):
                yield called(f"{block}[0].{field}").rpartition(" ")[2], name


def _said(source: object, path: str) -> bool:
    for part in path.split("."):
        source = getattr(source, part)
    return not is_blank(source if isinstance(source, str) else getattr(source, "text", ""))
