"""Interchange JSON: a list of forms, or one (schema: design §6, the published 14 forms).

Any key may be absent, null, "" or a dash (= not printed); numbers may be JSON numbers. Unknown keys are ignored with
a warning. Each input form and row gives exactly one output, in input order; a form of a wrong shape becomes an error
and never stops the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Place, Total

_FORM_TEXTS = ("id", "title", "year", "name", "code", "department", "unit", "amount_unit", "rulebook")
_FUND = ("kind", "initial_budget", "annual_budget", "executed", "weight", "rate", "score", "note")
_ROW_TEXTS = ("level1", "level2", "level3", "weight", "score", "note", "deduction", "reason", "detail", "evidence")
_ENTRIES = ("target", "actual")
_GOALS = ("expected", "actual")
_TOTAL = ("weight", "score", "grade")
_NUMERIC_MARK = "\x00"
_MARKED = re.compile(r'"\\u0000(-?\d+(?:\.\d+)?)"')


@dataclass(frozen=True, slots=True)
class InterchangeResult:
    """Forms in input order; errors and warnings as Chinese sentences."""

    forms: tuple[Form, ...]
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class _Wrong(Exception):
    """A value of a wrong shape; the message names the field."""


def read_interchange(text: str, file: str) -> InterchangeResult:
    """Forms of a JSON text. Never raises."""
    try:
        data = json.loads(text, parse_float=_exact, parse_int=_exact, parse_constant=_refuse)
    except json.JSONDecodeError as problem:
        return _failed(f"不是有效的 JSON：第{problem.lineno}行第{problem.colno}列附近有误，请检查引号、逗号和括号。")
    except _Wrong as problem:
        return _failed(str(problem))
    except (RecursionError, ValueError, ArithmeticError):
        return _failed("嵌套过深或数字过长，不是自评表的 JSON。")
    if isinstance(data, Mapping):
        data = [data]
    if not isinstance(data, list):
        return _failed("最外层应为一张自评表（对象）或自评表的列表。")
    return _forms(data, file)


def _failed(message: str) -> InterchangeResult:
    return InterchangeResult((), (message,))


def _exact(digits: str) -> Decimal:
    if len(digits) > 400:
        raise ValueError(digits[:20])
    return Decimal(digits)


def _refuse(name: str) -> Decimal:
    raise _Wrong(f"含有 {name}，不是数，请改为数字或 null。")


def _forms(data: list[Any], file: str) -> InterchangeResult:
    forms: list[Form] = []
    errors: list[str] = []
    warnings: list[str] = []
    for n, raw in enumerate(data, 1):
        reader = _Reader(f"第{n}张表", file)
        try:
            forms.append(reader.form(raw))
        except _Wrong as problem:
            errors.append(str(problem))
        warnings += reader.warnings
    return InterchangeResult(tuple(forms), tuple(errors), tuple(warnings))


class _Reader:
    """One form's fields, its source map, and the warnings met on the way."""

    def __init__(self, where: str, file: str) -> None:
        self._where = where
        self._file = file
        self._places: dict[str, Place] = {}
        self.warnings: list[str] = []

    def form(self, raw: Any) -> Form:
        fields = self._object(raw, "", {*_FORM_TEXTS, "funds", "goals", "indicators", "total"})
        texts = {key: self._text(fields, key, "") for key in _FORM_TEXTS}
        texts["amount_unit"] = texts["amount_unit"] or "万元"
        funds = tuple(self._fund(each, i) for i, each in enumerate(self._list(fields, "funds")))
        rows = tuple(self._row(each, i) for i, each in enumerate(self._list(fields, "indicators")))
        goals = self._object(fields.get("goals") or {}, "goals", set(_GOALS))
        total = self._object(fields.get("total") or {}, "total", set(_TOTAL))
        return Form(
            **texts,
            funds=funds,
            goals=Goals(**{key: self._text(goals, key, "goals") for key in _GOALS}),
            indicators=rows,
            total=Total(**{key: self._text(total, key, "total") for key in _TOTAL}),
            file=self._file,
            places=MappingProxyType(self._places),
        )

    def _fund(self, raw: Any, i: int) -> FundLine:
        path = f"funds[{i}]"
        fields = self._object(raw, path, set(_FUND))
        return FundLine(**{key: self._text(fields, key, path) for key in _FUND})

    def _row(self, raw: Any, i: int) -> Indicator:
        path = f"indicators[{i}]"
        fields = self._object(raw, path, {*_ROW_TEXTS, *_ENTRIES})
        texts = {key: self._text(fields, key, path) for key in _ROW_TEXTS}
        row = Indicator(**texts)
        return replace(row, target=self._entry(fields, "target", path), actual=self._entry(fields, "actual", path))

    def _object(self, raw: Any, path: str, known: set[str]) -> Mapping[str, Any]:
        if not isinstance(raw, Mapping):
            raise _Wrong(f"{self._at(path)}应为对象（{{…}}），现为 {_kind(raw)}。")
        unknown = [key for key in raw if key not in known]
        if unknown:
            self.warnings.append(f"{self._at(path)}有不认识的键 {'、'.join(unknown)}，已忽略。")
        return raw

    def _list(self, fields: Mapping[str, Any], key: str) -> list[Any]:
        raw = fields.get(key)
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list):
            raise _Wrong(f"{self._at(key)}应为列表（[…]），现为 {_kind(raw)}。")
        return raw

    def _text(self, fields: Mapping[str, Any], key: str, path: str) -> str:
        field = f"{path}.{key}" if path else key
        self._places[field] = Place(file=self._file)
        return self._plain(fields.get(key), field)

    def _plain(self, raw: Any, field: str) -> str:
        match raw:
            case None:
                return ""
            case str():
                return raw
            case bool():
                return "是" if raw else "否"
            case Decimal():
                return format(raw, "f")
            case _:
                raise _Wrong(f"{self._at(field)}应为文字或数字，现为 {_kind(raw)}。")

    def _entry(self, fields: Mapping[str, Any], key: str, path: str) -> Entry:
        raw = fields.get(key)
        return Entry(self._text(fields, key, path), numeric=isinstance(raw, Decimal))

    def _at(self, path: str) -> str:
        return f"{self._where}的 {path} " if path else f"{self._where}"


def _kind(raw: Any) -> str:
    match raw:
        case None:
            return "空（null）"
        case Mapping():
            return "对象"
        case list():
            return "列表"
        case str():
            return f"文字“{raw[:20]}”"
        case _:
            return f"“{str(raw)[:20]}”"


def write_interchange(forms: Iterable[Form]) -> str:
    """Forms as JSON text; reading it gives the same forms."""
    text = json.dumps([_form_data(form) for form in forms], ensure_ascii=False, indent=1)
    return _MARKED.sub(r"\1", text) + "\n"


def _form_data(form: Form) -> dict[str, Any]:
    """One form as JSON data; optional keys only where they hold something."""
    data: dict[str, Any] = {key: getattr(form, key) for key in _FORM_TEXTS if key not in ("code", "rulebook")}
    data |= {key: getattr(form, key) for key in ("code", "rulebook") if getattr(form, key)}
    data["funds"] = [
        {key: getattr(line, key) for key in _FUND if key != "note" or line.note} for line in form.funds
    ]
    data["goals"] = {key: getattr(form.goals, key) for key in _GOALS}
    data["indicators"] = [_row_data(row) for row in form.indicators]
    data["total"] = {key: getattr(form.total, key) for key in _TOTAL if key != "grade" or form.total.grade}
    return data


def _row_data(row: Indicator) -> dict[str, Any]:
    optional = ("deduction", "reason", "detail", "evidence")
    data: dict[str, Any] = {"level1": row.level1, "level2": row.level2, "level3": row.level3}
    data |= {key: _entry_data(getattr(row, key)) for key in _ENTRIES}
    data |= {key: getattr(row, key) for key in ("weight", "score", "note")}
    return data | {key: getattr(row, key) for key in optional if getattr(row, key)}


def _entry_data(entry: Entry) -> str:
    """A numeric cell is marked, so that it becomes a JSON number with exactly its own digits."""
    return _NUMERIC_MARK + entry.text if entry.numeric else entry.text
