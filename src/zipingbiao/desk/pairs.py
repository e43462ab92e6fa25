"""Which form of the register a form that comes in replaces; a project that nobody had handed in replaces none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zipingbiao.desk.files import held_by_unread, open_files
from zipingbiao.desk.register import Register
from zipingbiao.desk.units import names_of
from zipingbiao.form.model import Form
from zipingbiao.form.pairing import Basis, alike, paired_forms, renamed
from zipingbiao.report.subject import Reviewed, Sourced

_HOW = {Basis.CODE: "项目编码", Basis.NAME_AND_UNIT: "项目名称和单位", Basis.NAME: "项目名称"}
_FORMER_NAME = "原来的项目名称"
_BY_CONTENT = "内容相近"
#: A form of the same unit with a name like this one's and so many of its rows is the same project under another name.
_SAME_ROWS = Fraction(3, 5)


@dataclass(frozen=True, slots=True)
class Pair:
    """A new form and the one it replaces: the row of the register, the form, and how they were found to be one."""

    row: Any
    old: Reviewed
    how: str
    basis: Basis | None


def paired(
    register: Register, rows: Sequence[Any], standing: Sequence[Reviewed], new: Sequence[Sourced]
) -> dict[int, Pair]:
    """For each new form (by its number) the one that it replaces: by code, by name and unit, else by its name and rows.

    Neither the file's place nor the indicators say by themselves that two forms are one: many projects have the same.
    """
    old = [each.form for each in standing]
    came = [each.form for each in new]
    listed = names_of(register).projects
    pairs = {
        b: Pair(rows[a], standing[a], _HOW[basis], basis)
        for a, b, basis in paired_forms(old, came)
        if a is not None and b is not None and basis in _HOW and _may_be_one(old[a], came[b], basis, listed)
    }
    taken = {id(pair.old) for pair in pairs.values()}
    former = {
        (row["unit"], name): a
        for a, row in enumerate(rows)
        if id(standing[a]) not in taken
        for name in _former_names(register, row)
    }
    for b, form in enumerate(came):
        a = former.pop(_key(form), None)
        if b not in pairs and a is not None:
            pairs[b] = Pair(rows[a], standing[a], _FORMER_NAME, Basis.NAME_AND_UNIT)
            taken.add(id(standing[a]))
    unread = open_files(register)
    others = [b for b, form in enumerate(came) if b not in pairs and not _is_awaited(unread, form, listed)]
    left = [a for a, each in enumerate(standing) if id(each) not in taken]
    for a, b in _by_content({a: old[a] for a in left}, {b: came[b] for b in others}):
        pairs[b] = Pair(rows[a], standing[a], _BY_CONTENT, None)
    return pairs


def _former_names(register: Register, row: Any) -> list[str]:
    """What a project was called in the versions before the one that counts."""
    if row["before"] is None:
        return []
    names = register.rows(
        "WITH RECURSIVE line (form) AS (SELECT ? UNION SELECT f.before FROM forms f JOIN line ON f.form = line.form"
        " WHERE f.before IS NOT NULL) SELECT DISTINCT f.name FROM line JOIN forms f ON f.form = line.form",
        row["before"],
    )
    return ["".join(each["name"].split()) for each in names]


def _may_be_one(old: Form, new: Form, basis: Basis, listed: frozenset[tuple[str, str]]) -> bool:
    """Two projects of the list are two, whatever code was copied; a name is no proof between two units."""
    if basis is Basis.NAME and old.unit_key and new.unit_key:
        return False
    return _key(old) == _key(new) or not {_key(old), _key(new)} <= listed


def _is_awaited(unread: Sequence[Any], form: Form, listed: frozenset[tuple[str, str]]) -> bool:
    """Whether a form brings a project of its own: one of the list, or one whose file could not be read."""
    return _key(form) in listed or held_by_unread(unread, form)


def _key(form: Form) -> tuple[str, str]:
    return form.unit_key, "".join(form.name.split())


def _by_content(old: Mapping[int, Form], new: Mapping[int, Form]) -> list[tuple[int, int]]:
    """Renamed projects: each the only one that the other is most like; in doubt both stay by themselves."""
    near = {
        (a, b): (alike(was.name, form.name), _shared_rows(was, form))
        for a, was in old.items()
        for b, form in new.items()
        if was.unit_key == form.unit_key and renamed(was.name, form.name)
    }
    near = {pair: how for pair, how in near.items() if how[1] >= _SAME_ROWS}
    return [
        (a, b)
        for (a, b), how in near.items()
        if all(
            how > other for pair, other in near.items() if pair != (a, b) and (pair[0] == a or pair[1] == b)
        )
    ]


def _shared_rows(old: Form, new: Form) -> Fraction:
    """The share of rows that stand in both; a form without rows has nothing to be known by but its name."""
    before, after = ({"".join(row.level3.split()) for row in form.indicators} for form in (old, new))
    most = max(len(before), len(after))
    return Fraction(len(before & after), most) if most else Fraction(1)
