"""What the single commands take from a register where one is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from zipingbiao.checks.waivers import REVIEWER, Authority
from zipingbiao.desk.grants import authority_of
from zipingbiao.desk.register import read
from zipingbiao.desk.units import called, names_of
from zipingbiao.form.model import Form
from zipingbiao.form.unit_name import UnitNames


@dataclass(frozen=True, slots=True)
class Asked:
    """The names, the waivers, and what units are called."""

    names: UnitNames = field(default_factory=UnitNames)
    authority: Authority = REVIEWER
    called: Mapping[str, str] = field(default_factory=dict)

    def owned(self, forms: Iterable[Form]) -> list[Form]:
        """The forms with the units they belong to."""
        return [replace(form, owner=self.names.key(form.unit)) if form.unit else form for form in forms]


def asked(desk: Path | None) -> Asked:
    """What a register says; what a reviewer without one goes by."""
    if desk is None:
        return Asked()
    with read(desk) as register:
        return Asked(names_of(register), authority_of(register), dict(called(register)))
