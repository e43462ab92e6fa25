"""What is wrong with a rulebook, in the words of the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zipingbiao.for_people import ForPeople
from zipingbiao.form.money import plain
from zipingbiao.record import record

_LONGEST = 30


class RulebookFault(ForPeople):
    """A rulebook that cannot be used; the message is Chinese and names file and entry."""


@record(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: the entry, what stands there ("" for nothing) and what should."""

    entry: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.entry} {f'现为{self.found}' if self.found else '没有写'}，应为{self.expected}"


def fault_of(file: str, faults: Sequence[Fault]) -> RulebookFault:
    """All faults of a file as one message; a single one is one line."""
    if len(faults) == 1:
        return RulebookFault(f"{file}：{faults[0]}。")
    lines = "\n".join(f"  {n}. {fault}；" for n, fault in enumerate(faults, 1))
    return RulebookFault(f"{file} 有 {len(faults)} 处问题，没有使用：\n{lines.removesuffix('；')}。")


def told(raw: Any) -> str:
    """A value of TOML as a person wrote it, cut short."""
    match raw:
        case bool():
            return "true" if raw else "false"
        case str():
            return f"“{_short(raw)}”" if raw else "空文字"
        case Decimal():
            return plain(raw) if raw.is_finite() else str(raw)
        case Mapping():
            return f"一组键（{_short('、'.join(map(str, raw)))}）" if raw else "空的一组键"
        case list():
            return f"列表 [{_short('，'.join(told(item) for item in raw))}]" if raw else "空列表"
        case date():
            return raw.isoformat()
    return _short(str(raw))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def near(written: str, known: Iterable[str]) -> str:
    """`（是不是“weight”？）` where what was written looks like something known, else ""."""
    from difflib import get_close_matches  # only where something is misspelt

    folded = {each.lower(): each for each in known}
    close = get_close_matches(written.lower(), folded, n=1)
    return f"（是不是“{folded[close[0]]}”？）" if close else ""


def unknown_keys(entry: str, raw: Mapping[str, Any], known: Iterable[str]) -> Iterator[Fault]:
    """One fault for each key that nobody reads."""
    allowed = tuple(known)
    for key in raw:
        if key not in allowed:
            yield Fault(
                entry, f"不认识的键“{_short(key)}”{near(key, allowed)}", f"以下之一：{'、'.join(allowed)}"
            )


def text_fault(entry: str, raw: Mapping[str, Any], key: str, *, required: bool) -> Iterator[Fault]:
    """A key that holds text and does not, or is lacking though it has to be there."""
    if key not in raw:
        if required:
            yield Fault(f"{entry} 的 {key}", "", "文字")
    elif not isinstance(raw[key], str) or (required and not raw[key].strip()):
        yield Fault(f"{entry} 的 {key}", told(raw[key]), "文字")
