"""What a letter says beside the findings of the forms: files not read, what is missing, what was changed, what a reviewer wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a plain list: of which project, where, what; `file`: in which file, where it is of a form."""

    project: str
    place: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """One line that a reviewer scored or wrote on: 分值, 自评, 复核, 意见, as they are shown."""

    project: str
    place: str
    label: str
    weight: str
    own: str
    reviewed: str
    opinion: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one unit. `still`: ids of findings told before and not mended; `answers`: by id what the unit wrote of them.

    `pointed`: by id the letter that pointed a finding out before. `late`: projects that went back and were not handed in again; `drafts`: forms of which nobody knows which one counts.
    """

    unread: tuple[Told, ...] = ()
    missing: tuple[str, ...] = ()
    changed: tuple[Told, ...] = ()
    hidden: tuple[Told, ...] = ()
    reviewed: tuple[Scored, ...] = ()
    still: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    late: tuple[str, ...] = ()
    drafts: tuple[Told, ...] = ()
    pointed: Mapping[str, str] = field(default_factory=dict)

    def is_altered(self, project: str, file: str) -> bool:
        """Whether what was approved was changed in a form, or emptied what had been found wrong."""
        return any((each.project, each.file) == (project, file) for each in (*self.changed, *self.hidden))

    @property
    def wants_files(self) -> bool:
        """Whether the unit has to hand in something, though no form goes back."""
        return bool(self.unread or self.missing or self.drafts)


NOTHING = Beside()
