"""Interchange JSON to forms; every fault is collected with its position, none is raised."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from zipingbiao.form.coverage import FormKind
from zipingbiao.form.keys import (
    ENTRIES,
    EXPORTED,
    FORM,
    FUND,
    GOALS,
    INDICATOR,
    KIND,
    MAX_ROWS,
    TOTAL,
    WAIVER,
)
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Total, is_blank
from zipingbiao.form.waiver import Waiver

#: A number with more digits is a typing accident, and one with a huge exponent would fill the memory.
_MAX_EXPONENT = 40
_KEYS_SHOWN = 12
_SURROGATE = re.compile(r"[\ud800-\udfff]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InterchangeResult:
    """The forms in input order; `errors`: what could not be used; `warnings`: what was ignored.

    `exported`: each of them says that it was written of another file.
    """

    forms: tuple[Form, ...]
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    exported: bool = False


def read_interchange(text: str, file: str, line: int = 1) -> InterchangeResult:
    """The forms of a JSON text; `file` is the name that fields and messages refer to, `line` where the text begins."""
    try:
        data = json.loads(
            text.removeprefix("\ufeff"),
            parse_float=_decimal,
            parse_int=_decimal,
            parse_constant=_Constant,
            object_pairs_hook=_Object,
        )
    except json.JSONDecodeError as fault:
        return _unreadable(
            f"第 {fault.lineno + line - 1} 行第 {fault.colno} 个字符处不是有效的 JSON，请核对引号、逗号和括号。"
        )
    except RecursionError:
        return _unreadable("嵌套层数太深，不是自评表的 JSON，请核对文件。")
    reader = _Reader(file, broken_text="\\u" in text or not _is_sound(text))
    forms = tuple(reader.forms(data))
    exported = bool(forms) and reader.exported == len(forms)
    return InterchangeResult(forms, tuple(reader.errors), tuple(reader.warnings), exported)


def _is_sound(text: str) -> bool:
    """Whether a text holds no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(message: str) -> InterchangeResult:
    return InterchangeResult((), (message,))


@dataclass(frozen=True, slots=True)
class _Constant:
    """NaN, Infinity, 1E999999999999999999999: Python's json reads them, no form can hold them."""

    name: str


def _decimal(text: str) -> Decimal | _Constant:
    """A JSON number with its digits; one whose exponent no Decimal can hold is no number."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return _Constant(text[:20])


class _Object(dict[str, Any]):
    """A JSON object that remembers keys given twice (the last one counts)."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated: list[str] = []
        if len(self) != len(pairs):
            seen: set[str] = set()
            self.repeated = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


_KINDS = frozenset(FormKind)
_LISTS = {"funds": "项目资金", "indicators": "绩效指标", "waivers": "审核豁免"}
_FORM_KEYS = frozenset({*FORM, KIND, EXPORTED, "funds", "goals", "indicators", "total", "waivers"})
_ROW_KEYS = frozenset({*INDICATOR, *ENTRIES, "merged"})


@dataclass(slots=True)
class _Reader:
    """Walks the data once and collects what it cannot use."""

    file: str
    broken_text: bool = True  # half a surrogate pair may stand in it
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    exported: int = 0

    def forms(self, data: Any) -> Iterator[Form]:
        if isinstance(data, _Object):
            yield from self._read(data, "")
            return
        if not isinstance(data, list):
            self.errors.append(f"应为一张自评表或自评表的列表，实为{_kind(data)}。")
            return
        if not data:
            self.warnings.append("列表是空的，没有自评表。")
        for n, item in enumerate(data, 1):
            if isinstance(item, _Object):
                yield from self._read(item, f"第 {n} 张表")
            else:
                self.errors.append(f"第 {n} 张表应为一张自评表（{{…}}），实为{_kind(item)}，已跳过，请更正。")

    def _read(self, data: _Object, where: str) -> Iterator[Form]:
        """The form, unless it has more rows than any form."""
        for key, label in _LISTS.items():
            value = data.get(key)
            if isinstance(value, list) and len(value) > MAX_ROWS:
                self.errors.append(
                    f"{_at(where, key)}（{label}）有 {len(value)} 行，超过 {MAX_ROWS // 10_000} 万行的上限，不像自评表，"
                    "这张表没有读取；请只保留自评表的行，或分成几张表。"
                )
                return
        yield self._form(data, where)

    def _form(self, data: _Object, where: str) -> Form:
        told = len(self.errors)
        form = self._built(data, where)
        return replace(form, unusable=tuple(self.errors[told:])) if len(self.errors) > told else form

    def _built(self, data: _Object, where: str) -> Form:
        self._notice_keys(data, where, _FORM_KEYS)
        self.exported += data.get(EXPORTED) == "zipingbiao"
        texts = self._texts(data, where, FORM)
        if not texts["amount_unit"]:
            del texts["amount_unit"]
        return Form(
            **texts,
            kind=self._kind(data, where),
            funds=self._rows(data, where, "funds", "项目资金", self._fund, FundLine("")),
            goals=Goals(
                **self._texts(
                    self._block(data, where, "goals", "年度总体目标", GOALS), where, GOALS, "goals."
                )
            ),
            indicators=self._rows(data, where, "indicators", "绩效指标", self._indicator, Indicator()),
            total=Total(
                **self._texts(self._block(data, where, "total", "总分", TOTAL), where, TOTAL, "total.")
            ),
            waivers=self._rows(data, where, "waivers", "审核豁免", self._waiver, Waiver()),
            file=self.file,
        )

    def _kind(self, data: _Object, where: str) -> FormKind:
        text = self._text(data.get(KIND), where, KIND, "表的种类")
        if text and text not in _KINDS:
            known = "、".join(FormKind)
            self.errors.append(
                f"{_at(where, KIND)}（表的种类）{_shown(text)}不认识，应为 {known} 之一，已按 project 处理。"
            )
            return FormKind.PROJECT
        return FormKind(text) if text else FormKind.PROJECT

    def _waiver(self, data: _Object, where: str) -> Waiver:
        self._notice_keys(data, where, WAIVER.keys())
        return Waiver(**self._texts(data, where, WAIVER), at=where)

    def _fund(self, data: _Object, where: str) -> FundLine:
        self._notice_keys(data, where, FUND.keys())
        return FundLine(**self._texts(data, where, FUND))

    def _indicator(self, data: _Object, where: str) -> Indicator:
        self._notice_keys(data, where, _ROW_KEYS)
        return Indicator(
            **self._texts(data, where, INDICATOR),
            target=self._entry(data, where, "target"),
            actual=self._entry(data, where, "actual"),
            merged=self._merged(data, where),
        )

    def _entry(self, data: _Object, where: str, key: str) -> Entry:
        value = data.get(key)
        if type(value) is str and not self.broken_text:
            return Entry("" if is_blank(value) else value)
        text = self._text(value, where, key, ENTRIES[key])
        return Entry(text, numeric=bool(text) and isinstance(value, Decimal))

    def _merged(self, data: _Object, where: str) -> frozenset[str]:
        """Which fields continue a merged cell above; only what was read from a workbook has it."""
        value = data.get("merged")
        if value is None or value == "":
            return frozenset()
        known = {*INDICATOR, *ENTRIES}
        if isinstance(value, list) and all(isinstance(name, str) and name in known for name in value):
            return frozenset(value)
        self.errors.append(f"{_at(where, 'merged')}应为字段名的列表，请更正。")
        return frozenset()

    def _rows(
        self, data: _Object, where: str, key: str, label: str, build: Callable[[_Object, str], T], empty: T
    ) -> tuple[T, ...]:
        value = data.get(key)
        if value is None or (isinstance(value, str) and is_blank(value)):
            return ()
        if not isinstance(value, list):
            self.errors.append(
                f"{_at(where, key)}（{label}）应为列表，实为{_kind(value)}，已按空白处理，请更正。"
            )
            return ()
        rows = []
        for n, item in enumerate(value):
            place = _at(where, f"{key}[{n}]")
            if isinstance(item, _Object):
                rows.append(build(item, place))
                continue
            if item is not None:
                self.errors.append(
                    f"{place}（{label}第 {n + 1} 行）应为一行（{{…}}），实为{_kind(item)}，已按空行处理，请更正。"
                )
            rows.append(empty)
        return tuple(rows)

    def _block(self, data: _Object, where: str, key: str, label: str, known: Mapping[str, str]) -> _Object:
        value = data.get(key)
        if isinstance(value, _Object):
            self._notice_keys(value, _at(where, key), known.keys())
            return value
        if value is not None and not (isinstance(value, str) and is_blank(value)):
            self.errors.append(
                f"{_at(where, key)}（{label}）应为 {{…}}，实为{_kind(value)}，已按空白处理，请更正。"
            )
        return _Object([])

    def _texts(self, data: _Object, where: str, keys: Mapping[str, str], prefix: str = "") -> dict[str, Any]:
        texts, given, sound = {}, data.get, not self.broken_text
        for key, label in keys.items():
            value = given(key)
            if value is None:
                texts[key] = ""
            elif sound and type(value) is str:
                texts[key] = "" if is_blank(value) else value
            else:
                texts[key] = self._text(value, where, f"{prefix}{key}", label)
        return texts

    def _text(self, value: Any, where: str, key: str, label: str) -> str:
        """A field as printed; "" for nothing and for a dash."""
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            if self.broken_text and _SURROGATE.search(value):
                self.errors.append(f"{_at(where, key)}（{label}）含有不成对的代理字符（乱码），请重新录入。")
                value = _SURROGATE.sub("\ufffd", value)
            return "" if is_blank(value) else value
        if (
            isinstance(value, Decimal)
            and abs(value.adjusted()) <= _MAX_EXPONENT
            and len(value.as_tuple().digits) <= _MAX_EXPONENT
        ):
            return format(value, "f")
        self.errors.append(
            f"{_at(where, key)}（{label}）应为文字或数字，实为{_kind(value)}，已按空白处理，请更正。"
        )
        return ""

    def _notice_keys(self, data: _Object, where: str, known: Set[str]) -> None:
        if data.keys() <= known and not data.repeated:
            return
        unknown = [key for key in data if key not in known]
        place = where or "这张表"
        if unknown:
            self.warnings.append(f"{place}有不认识的键 {_listed(unknown)}，已忽略。")
        if data.repeated:
            self.warnings.append(
                f"{place}的键 {_listed(list(dict.fromkeys(data.repeated)))} 出现不止一次，以最后一次为准。"
            )


def _at(where: str, path: str) -> str:
    if not where:
        return path
    return f"{where}.{path}" if "." in where or "[" in where else f"{where}的 {path}"


def _shown(key: str) -> str:
    return f"“{_SURROGATE.sub('?', key)[:40]}”"


def _listed(keys: list[str]) -> str:
    """The keys, as many as a person reads."""
    named = "、".join(map(_shown, keys[:_KEYS_SHOWN]))
    return named if len(keys) <= _KEYS_SHOWN else f"{named} 等 {len(keys)} 个"


def _kind(value: Any) -> str:
    """What stands there instead, for a clerk."""
    match value:
        case None:
            return "空值"
        case bool():
            return "是非值（true/false）"
        case _Constant():
            return f"无效数字 {value.name}"
        case Decimal():
            return "数字" if abs(value.adjusted()) <= _MAX_EXPONENT else "过大或过小的数字"
        case str():
            return f"文字{_shown(value)}"
        case list():
            return "列表"
    return "{…}"
