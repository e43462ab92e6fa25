"""Forms to interchange JSON; digits stay as they were printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from zipingbiao.form.coverage import FormKind
from zipingbiao.form.keys import (
    EXPORTED,
    FORM,
    FUND,
    GOALS,
    INDICATOR,
    KIND,
    OPTIONAL,
    TOTAL,
    WAIVER,
)
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.form.money import number

_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def write_interchange(forms: Iterable[Form]) -> str:
    """The forms as JSON text, Chinese as is; what the forms hold is read back as it was."""
    return "".join(_serialised([_form_data(form) for form in forms], 0)) + "\n"


def exported_interchange(forms: Iterable[Form]) -> str:
    """The same, each form marked as written of another file: beside that one it is no second draft."""
    marked = [_form_data(form) | {EXPORTED: "zipingbiao"} for form in forms]
    return "".join(_serialised(marked, 0)) + "\n"


@dataclass(frozen=True, slots=True)
class _Digits:
    """A JSON number, digit by digit."""

    text: str


def _form_data(form: Form) -> dict[str, Any]:
    return {
        **_printed(form, FORM),
        **({KIND: form.kind.value} if form.kind is not FormKind.PROJECT else {}),
        "funds": [_printed(line, FUND, optional=("note",)) for line in form.funds],
        "goals": _printed(form.goals, GOALS),
        "indicators": [_indicator_data(row) for row in form.indicators],
        "total": _printed(form.total, TOTAL),
        **({"waivers": [_printed(each, WAIVER) for each in form.waivers]} if form.waivers else {}),
    }


def _indicator_data(row: Indicator) -> dict[str, Any]:
    texts = _printed(row, INDICATOR)
    levels = {key: texts.pop(key) for key in ("level1", "level2", "level3")}
    merged = {"merged": sorted(row.merged)} if row.merged else {}
    return {**levels, "target": _entry_data(row.target), "actual": _entry_data(row.actual), **texts, **merged}


def _printed(source: object, keys: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Any]:
    leave_out = OPTIONAL | set(optional)
    values = {key: getattr(source, key) for key in keys}
    return {key: value for key, value in values.items() if value or key not in leave_out}


def _entry_data(entry: Entry) -> str | _Digits:
    if not entry.numeric:
        return entry.text
    if _JSON_NUMBER.fullmatch(entry.text):
        return _Digits(entry.text)
    value = number(entry.text)
    return entry.text if value is None else _Digits(format(value, "f"))


def _serialised(data: Any, depth: int) -> Iterator[str]:
    """Own writer, because the library's would turn decimal digits into a float. Indent 1, as json.dumps(indent=1)."""
    if isinstance(data, _Digits):
        yield data.text
    elif isinstance(data, str) or not data:
        yield json.dumps(data, ensure_ascii=False)
    else:
        opening, closing = "{}" if isinstance(data, dict) else "[]"
        items = data.items() if isinstance(data, dict) else ((None, item) for item in data)
        separator = opening
        for key, value in items:
            yield f"{separator}\n{' ' * (depth + 1)}"
            if key is not None:
                yield f"{json.dumps(key, ensure_ascii=False)}: "
            yield from _serialised(value, depth + 1)
            separator = ","
        yield f"\n{' ' * depth}{closing}"
