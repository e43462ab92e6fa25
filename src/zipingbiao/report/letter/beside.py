"""What a letter says beside the findings of the forms: files not read, what is missing, what was changed, what a reviewer wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a plain list: of which project, where, what."""

    project: str
    place: str
    text: str


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
    """Of one unit. `still`: ids of findings told before and not mended; `answers`: by id what the unit wrote of them."""

    unread: tuple[Told, ...] = ()
    missing: tuple[str, ...] = ()
    changed: tuple[Told, ...] = ()
    hidden: tuple[Told, ...] = ()
    reviewed: tuple[Scored, ...] = ()
    still: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        return not (self.unread or self.missing or self.changed or self.hidden or self.reviewed)


NOTHING = Beside()
