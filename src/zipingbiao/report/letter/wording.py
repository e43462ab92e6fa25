"""The wording of a 退回意见: `templates/return/退回意见.toml`, the office's own copy first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zipingbiao.checks.finding import Finding, Group, Severity
from zipingbiao.for_people import ForPeople
from zipingbiao.resources import template_file

_FOLDER, _FILE = "return", "退回意见.toml"
_BLANK = re.compile(r"\{([^{}]*)\}")
_BLANKS = frozenset(
    {
        "unit",
        "year",
        "forms",
        "returned",
        "now",
        "explain",
        "next",
        "hints",
        "waived",
        "still",
        "unread",
        "missing",
        "late",
        "drafts",
        "due",
        "reviewer",
        "date",
    }
)


_RETURN_ON: Mapping[str, frozenset[Severity]] = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    "any": frozenset(Severity),
}


#: What came later than the first edition: an office's older copy goes by the texts that ship.
_LATER = ("late", "handed_in", "drafts", "kept")


class WordingFault(ForPeople):
    """The wording cannot be used; the message says which file, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts with their blanks `{…}`, and which findings make a form be returned.

    `closing` where a form goes back, `kept` where none does; `altered`: whether a form goes back because what was approved
    was changed in it, or emptied what had been found wrong.
    """

    title: str
    addressee: str
    opening: str
    returned: str
    passed: str
    waived: str
    still: str
    unread: str
    missing: str
    late: str
    handed_in: str
    drafts: str
    closing: tuple[str, ...]
    kept: tuple[str, ...]
    signature: tuple[str, ...]
    leads: Mapping[Group, str]
    groups: frozenset[Group]
    severities: frozenset[Severity]
    altered: bool

    def returns(self, finding: Finding) -> bool:
        """Whether a finding is one for which a form goes back."""
        return finding.waiver is None and finding.group in self.groups and finding.severity in self.severities

    def returning_on(self, gravity: str | None) -> Wording:
        """The same wording with another rule for what goes back: error, warning or any; None leaves the office's own."""
        if gravity is None:
            return self
        return replace(
            self, severities=_RETURN_ON[gravity], groups=frozenset(Group) if gravity == "any" else self.groups
        )


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its blanks filled."""
    return _BLANK.sub(lambda blank: values[blank[1]], text)


def load_wording(own: Path | None) -> Wording:
    """The wording that ships, or the one in the office's folder `own`. Raises :class:`WordingFault`."""
    path = shipped = template_file(_FOLDER, _FILE)
    if own is not None and (own / _FOLDER / _FILE).is_file():
        path = own / _FOLDER / _FILE
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        if path is not shipped:
            first = tomllib.loads(shipped.read_text("utf-8"))
            data = {key: first[key] for key in _LATER} | data
        wording = _wording(data)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WordingFault(f"退回意见的模板 {path} 读不出来（{fault}），请改正。") from fault
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise WordingFault(f"退回意见的模板 {path} 缺少或写错了 {fault}，请对照自带的模板。") from fault
    for text in _texts(wording):
        for blank in _BLANK.findall(text):
            if blank not in _BLANKS:
                raise WordingFault(
                    f"退回意见的模板 {path} 里有不认识的空 {{{blank}}}；可用：{'、'.join(sorted(_BLANKS))}。"
                )
    return wording


def _wording(data: Mapping[str, Any]) -> Wording:
    return Wording(
        title=str(data["title"]),
        addressee=str(data["addressee"]),
        opening=str(data["opening"]),
        returned=str(data["returned"]),
        passed=str(data["passed"]),
        waived=str(data["waived"]),
        still=str(data["still"]),
        unread=str(data["unread"]),
        missing=str(data["missing"]),
        late=str(data["late"]),
        handed_in=str(data["handed_in"]),
        drafts=str(data["drafts"]),
        closing=tuple(map(str, data["closing"])),
        kept=tuple(map(str, data["kept"])),
        signature=tuple(map(str, data["signature"])),
        leads={group: str(data["groups"][group.value]["lead"]) for group in Group},
        groups=frozenset(map(Group, data["returns"]["groups"])),
        severities=frozenset(map(Severity, data["returns"]["severities"])),
        altered=bool(data["returns"].get("altered", True)),
    )


def _texts(wording: Wording) -> tuple[str, ...]:
    named = (wording.title, wording.addressee, wording.opening, wording.returned, wording.passed)
    return (
        *named,
        wording.waived,
        wording.still,
        wording.unread,
        wording.missing,
        wording.late,
        wording.handed_in,
        wording.drafts,
        *wording.closing,
        *wording.kept,
        *wording.signature,
        *wording.leads.values(),
    )
