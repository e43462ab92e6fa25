"""佐证材料: what a clerk wrote in one cell, as a list of materials with 名称, 文号, 日期, 存放位置.

Materials are separated by ； or by lines; within one, parts stand in brackets behind the name or between ， or |:
`验收报告（京应急验〔2024〕3号，2024年5月20日，材料/验收报告.pdf）；问卷汇总表`. What is not recognised stays in the name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import is_blank

_ITEMS = late_pattern(r"[；;\r\n]+")
_PARTS = late_pattern(r"[，,|｜\t]+")
_BRACKET = late_pattern(r"(?P<name>[^（(]+)[（(](?P<rest>.+)[）)]")
_LISTED = late_pattern(r"^\s*(?:[（(]?\d{1,2}[)）、]|\d{1,2}[.．](?!\d))\s*")
_NUMBER = late_pattern(r"(?:文号[:：]?)?(?P<value>[^，]*\d[^，]*号)")
_DATE = late_pattern(
    r"(?:日期[:：]?)?(?P<value>(?:19|20)\d{2}(?:年\d{1,2}月(?:\d{1,2}日)?|年|[-./]\d{1,2}(?:[-./]\d{1,2})?))"
)
_PLACE = late_pattern(r"(?:存放位置|存放于|存放在|存放|位置|存于)[:：]?\s*(?P<value>.+)")
_FOLDERS = late_pattern(r".*[/\\]")
_PATH = late_pattern(r"(?:[A-Za-z]:)?[^<>:\"|?*]*[/\\][^<>:\"|?*]*|[^<>:\"|?*/\\]+\.[A-Za-z][A-Za-z0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One material. What was not written is ""."""

    name: str
    number: str = ""
    date: str = ""
    place: str = ""

    @property
    def is_file(self) -> bool:
        """Whether 存放位置 is the place of a file, not a cupboard."""
        return _PATH.fullmatch(self.place) is not None


def evidence_of(text: str) -> tuple[Evidence, ...]:
    """The materials of a cell, in order; none for an empty cell or a dash."""
    items = (_LISTED.sub("", item).strip(" 。") for item in _ITEMS.split(text))
    return tuple(_evidence(item) for item in items if not is_blank(item))


def _evidence(text: str) -> Evidence:
    named: list[str] = []
    known: dict[str, str] = {}
    for part in _parts(text):
        kind, value = _kind(part)
        if kind and kind not in known:
            known[kind] = value
        else:
            named.append(part)
    made = Evidence("，".join(named), **known)
    return replace(made, name=_FOLDERS.sub("", made.place)) if made.is_file and not made.name else made


def _parts(text: str) -> list[str]:
    """The name and what stands behind it; a bracket that holds none of these is part of the name."""
    found = _BRACKET.fullmatch(text)
    if found is not None:
        rest = [part.strip() for part in _PARTS.split(found["rest"])]
        if any(_kind(part)[0] for part in rest):
            return [*_split(found["name"]), *(part for part in rest if part)]
    return _split(text)


def _split(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def _kind(part: str) -> tuple[str, str]:
    """Which field a part is, and its value; "" for a name."""
    for kind, pattern in (("place", _PLACE), ("date", _DATE), ("number", _NUMBER)):
        found = pattern.fullmatch(part)
        if found is not None:
            return kind, found["value"].strip()
    return ("place", part) if _PATH.fullmatch(part) else ("", "")
