"""扣分/偏差类型 as data: `reasons.toml` of the shipped templates, overlaid by an office's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from zipingbiao.narrative.fault import NarrativeFault

FILE = "reasons.toml"
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TEMPLATE = re.compile(r"[\w-]+\.j2")
_MARKS = re.compile(r"[\s\-—–－_()（）:：、，,。.“”\"']+")


class Scope(StrEnum):
    """Where a reason can be picked."""

    ROW = "row"
    FUNDS = "funds"
    BOTH = "both"


class Nature(StrEnum):
    """What a picked reason says about the deviation."""

    CAUSE = "cause"
    BACKGROUND = "background"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Reason:
    """One 扣分/偏差类型; see the head of reasons.toml for the meaning of each field."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    scope: Scope = Scope.ROW
    nature: Nature = Nature.FACT
    phrase: str = ""
    ask: str = ""
    answered_by: tuple[str, ...] = ()
    recognised_by: tuple[str, ...] = ()
    implies: str = ""
    template: str = "row.j2"
    source: str = ""
    status: str = "assumed"


_FIELDS = {field.name for field in fields(Reason)}
_LISTS = {"synonyms", "answered_by", "recognised_by"}
_STATUSES = {"official", "local", "observed", "assumed"}


@dataclass(frozen=True, slots=True)
class Reasons:
    """All reasons in the order of the dropdown, and the word lists."""

    all: tuple[Reason, ...]
    words: Mapping[str, tuple[str, ...]]
    by_text: Mapping[str, Reason]
    by_word: tuple[tuple[str, Reason], ...]

    def __len__(self) -> int:
        return len(self.all)

    def find(self, text: str) -> Reason | None:
        """The reason a clerk picked or typed: its label, code or a synonym, marks and spaces aside."""
        return self.by_text.get(_bare(text)) if text else None

    def by_phrase(self, clause: str) -> Reason | None:
        """The reason whose phrase a clause of a note is: what was once picked, written out."""
        return next((reason for reason in self.all if reason.phrase == clause), None) if clause else None

    def recognise(self, text: str) -> Reason | None:
        """The reason that a typed text speaks of, where nobody picked one."""
        if text:
            for word, reason in self.by_word:
                if word in text:
                    return reason
        return None

    def labels(self, scope: Scope) -> tuple[str, ...]:
        """What the dropdown offers for indicator rows or for the money block."""
        return tuple(reason.label for reason in self.all if reason.scope in (scope, Scope.BOTH))


def _bare(text: str) -> str:
    return _MARKS.sub("", text).lower()


def load_reasons(files: Iterable[Path]) -> Reasons:
    """The reasons of several files, later ones over earlier ones. NarrativeFault names file and entry."""
    merged: dict[str, Reason] = {}
    words: dict[str, tuple[str, ...]] = {}
    for path in files:
        data = _read(path)
        for raw in _tables(path, data):
            code = _code(path, raw)
            merged[code] = _reason(path, merged.get(code), raw)
        for key, extra in data.get("words", {}).items():
            words[key] = (*words.get(key, ()), *_texts(path, f"[words] {key}", extra))
    by_word = tuple((word, reason) for reason in merged.values() for word in reason.recognised_by)
    return Reasons(tuple(merged.values()), words, _index(merged.values()), by_word)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        raise NarrativeFault(str(path), 0, "读不到或不是 UTF-8 编码，请核对文件。") from fault
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"line (\d+)", str(fault))
        line = int(found.group(1)) if found else 0
        raise NarrativeFault(str(path), line, f"不是有效的 TOML（{fault}）。") from fault
    unknown = set(data) - {"reasons", "words"}
    if unknown:
        raise NarrativeFault(
            str(path), 0, f"不认识的段 {'、'.join(sorted(unknown))}，只能有 [[reasons]] 和 [words]。"
        )
    if not isinstance(data.get("words", {}), dict):
        raise NarrativeFault(str(path), 0, "[words] 须是一段“名称 = 文字列表”。")
    return data


def _tables(path: Path, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    tables = data.get("reasons", [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise NarrativeFault(str(path), 0, "类型须写成 [[reasons]]。")
    return tables


def _code(path: Path, raw: Mapping[str, Any]) -> str:
    code = raw.get("code")
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise NarrativeFault(
            str(path), 0, f"[[reasons]] 的 code（{code!r}）须为小写英文、数字和连字符，如 late。"
        )
    return code


def _reason(path: Path, known: Reason | None, raw: Mapping[str, Any]) -> Reason:
    code = str(raw["code"])
    unknown = set(raw) - _FIELDS
    if unknown:
        raise NarrativeFault(str(path), 0, f"类型 {code} 有不认识的项：{'、'.join(sorted(unknown))}。")
    values: dict[str, Any] = {}
    for key, value in raw.items():
        if key in _LISTS:
            values[key] = _texts(path, f"类型 {code} 的 {key}", value)
        elif isinstance(value, str):
            values[key] = value
        else:
            raise NarrativeFault(str(path), 0, f"类型 {code} 的 {key} 须为文字。")
    try:
        if "scope" in values:
            values["scope"] = Scope(values["scope"])
        if "nature" in values:
            values["nature"] = Nature(values["nature"])
    except ValueError as fault:
        raise NarrativeFault(str(path), 0, f"类型 {code} 的 scope 或 nature 无效（{fault}）。") from fault
    reason = replace(known, **values) if known is not None else None
    if reason is None:
        if not values.get("label"):
            raise NarrativeFault(str(path), 0, f"新类型 {code} 须写 label（填报人看到的名称）。")
        reason = Reason(**values)
    if not _TEMPLATE.fullmatch(reason.template) or reason.status not in _STATUSES:
        raise NarrativeFault(
            str(path),
            0,
            f"类型 {code} 的 template 须为本目录下的 .j2 文件名，status 须为 {'、'.join(sorted(_STATUSES))} 之一。",
        )
    return reason


def _texts(path: Path, what: str, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise NarrativeFault(str(path), 0, f"{what} 须为文字列表。")
    return tuple(raw)


def _index(reasons: Iterable[Reason]) -> dict[str, Reason]:
    """Every spelling; where two reasons share one, the first keeps it."""
    index: dict[str, Reason] = {}
    for reason in reasons:
        for text in (reason.code, reason.label, *reason.synonyms):
            index.setdefault(_bare(text), reason)
    index.pop("", None)
    return index
