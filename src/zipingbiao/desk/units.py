"""The units of a register: aliases, the rule for 本级, the list of what is expected."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from zipingbiao.desk.register import Register, RegisterFault
from zipingbiao.documents.text import Undecodable, decoded
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.form.pairing import alike, same_numerals
from zipingbiao.form.unit_name import NO_UNIT, UnitNames
from zipingbiao.package.fault import ReadFault
from zipingbiao.workbook.read.printed import cell_text

_OWN_LEVEL = "own_level"
_APART = "apart"
#: Two names more alike than this are told as perhaps one unit.
_NEAR = 0.6
_COLUMNS = {
    "实施单位": "unit",
    "单位": "unit",
    "单位名称": "unit",
    "项目单位": "unit",
    "项目名称": "name",
    "项目": "name",
    "项目编码": "code",
}


def names_of(register: Register) -> UnitNames:
    """How this reviewer tells units apart."""
    aliases = {row["written"]: row["unit"] for row in register.rows("SELECT * FROM aliases")}
    projects = frozenset(
        (row["unit"], "".join(row["name"].split()))
        for row in register.rows("SELECT unit, name FROM expected WHERE name <> ''")
    )
    return UnitNames(aliases, register.setting(_OWN_LEVEL) != _APART, projects)


def add_alias(register: Register, written: str, unit: str) -> tuple[str, str]:
    """From now on, and for what was received, `written` is `unit`; both in their normal form."""
    names = names_of(register)
    one, other = UnitNames(own_level=names.own_level).key(written), names.key(unit)
    if not one or not other:
        raise RegisterFault("两个单位名称都要写。")
    if one == other:
        raise RegisterFault(f"“{written}”和“{unit}”本来就认作同一个单位（{one}），不用登记。")
    if not {one, other} & known_units(register):
        raise RegisterFault(
            f"“{written}”和“{unit}”都没有出现过，登记里也没有这样的单位，请核对名称；单位的名称见 status。"
        )
    register.add("aliases", written=one, unit=other)
    for table in ("forms", "files", "waivers", "expected"):
        register.write(f"UPDATE OR REPLACE {table} SET unit = ? WHERE unit = ?", other, one)
    return one, other


def set_own_level(register: Register, *, apart: bool) -> None:
    """Whether 本级 and 机关 are units of their own; only before anything was received, or groups would be torn."""
    if register.round:
        raise RegisterFault("已经收过表，不能再改“本级”的算法；请在新的复核文件夹里先定好再收表。")
    register.add("meta", key=_OWN_LEVEL, value=_APART if apart else "same")


def called(register: Register) -> Mapping[str, str]:
    """What each unit is called in letters and lists: as most of its forms write it, the shortest of these."""
    written: dict[str, Counter[str]] = {}
    for row in register.rows("SELECT unit, written FROM forms UNION ALL SELECT unit, written FROM expected"):
        text = "".join(row["written"].split())
        written.setdefault(row["unit"], Counter())[text] += 1
    found = {}
    for unit, texts in written.items():
        # The name without code and 本级 is the one that all others reduce to.
        plain = [text for text in texts if text.casefold() == unit]
        best = plain or sorted((text for text in texts if text), key=lambda t: (-texts[t], len(t), t))
        found[unit] = best[0] if best else unit or NO_UNIT
    return found


def known_units(register: Register) -> set[str]:
    """Every unit of which a form, a file or an expected project is known."""
    rows = register.rows(
        "SELECT unit FROM forms UNION SELECT unit FROM files UNION SELECT unit FROM expected UNION SELECT unit FROM aliases"
    )
    return {row["unit"] for row in rows if row["unit"]}


def unit_named(register: Register, written: str) -> str:
    """The unit that a person means: its name in any writing, an alias, else a part that only one name holds."""
    known, key = known_units(register), names_of(register).key(written)
    if key in known:
        return key
    part = sorted(unit for unit in known if key and key in unit)
    if len(part) == 1:
        return part[0]
    if part:
        raise RegisterFault(f"“{written}”说的是哪个单位分不清：{'、'.join(part)}。请写全称。")
    raise RegisterFault(f"登记里没有单位“{written}”；单位的名称见 status。")


def near_names(register: Register) -> list[tuple[str, str]]:
    """Pairs of units whose names are so alike that they may be one."""
    units = sorted({row["unit"] for row in register.rows("SELECT DISTINCT unit FROM forms") if row["unit"]})
    return [
        (one, other)
        for n, one in enumerate(units)
        for other in units[n + 1 :]
        if abs(len(one) - len(other)) <= 2 and one[:1] == other[:1] and same_numerals(one, other)
        if alike(one, other) > _NEAR
    ]


def by_folder(register: Register) -> list[Any]:
    """The forms that count and name no 实施单位, where neither a list nor 主管部门 tells whose they are: they stay with their folder."""
    names = names_of(register)
    rows = register.rows(
        "SELECT unit, department, name, file FROM forms WHERE state IN ('现行', '待定') AND trim(written) = '' ORDER BY unit, form"
    )
    return [
        row
        for row in rows
        if not row["unit"]
        or (
            row["unit"] != names.owner("", row["department"], row["name"])
            and any(names.key(part) == row["unit"] for part in PurePosixPath(row["file"]).parts[:-1])
        )
    ]


@dataclass(frozen=True, slots=True)
class Expected:
    """One project that a unit has to report on; `name` may be empty: any form of the unit will do."""

    unit: str
    code: str
    name: str


def read_expected(path: Path) -> list[Expected]:
    """The list of what is expected: a workbook or .csv with the headings 实施单位, 项目名称, 项目编码."""
    try:
        lines = _csv(path) if path.suffix.lower() == ".csv" else _sheet(path)
    except (OSError, Undecodable, ReadFault) as fault:
        raise RegisterFault(f"应报名单 {path.name} 读不出来（{fault}），请给出 .xlsx 或 .csv。") from fault
    rows = iter(lines)
    for heads in rows:
        columns = {n: _COLUMNS[text.strip()] for n, text in enumerate(heads) if text.strip() in _COLUMNS}
        if "unit" in columns.values():
            return list(_expected(columns, rows))
    raise RegisterFault(
        f"应报名单 {path.name} 里没有“实施单位”一栏；请写明 实施单位、项目名称（可另加 项目编码）。"
    )


def _expected(columns: Mapping[int, str], rows: Iterator[Sequence[str]]) -> Iterator[Expected]:
    for row in rows:
        said = {"unit": "", "code": "", "name": ""}
        for n, field in columns.items():
            if n < len(row):
                said[field] = said[field] or row[n].strip()
        if said["unit"] or said["name"]:
            yield Expected(**said)


def _csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(decoded(path.read_bytes()))))


def _sheet(path: Path) -> list[list[str]]:
    sheet = read_snapshot(path).sheets[0]
    last_row = max((row for row, _ in sheet.cells), default=0)
    last_column = max((column for _, column in sheet.cells), default=0)
    return [
        [
            cell_text(sheet.cells[row, column]) if (row, column) in sheet.cells else ""
            for column in range(1, last_column + 1)
        ]
        for row in range(1, last_row + 1)
    ]


def store_expected(register: Register, found: Sequence[Expected]) -> None:
    """The list in place of an earlier one."""
    names = names_of(register)
    register.write("DELETE FROM expected")
    for each in found:
        register.add("expected", unit=names.key(each.unit), code=each.code, name=each.name, written=each.unit)
    _resettle(register)


def _resettle(register: Register) -> None:
    """The forms that name no unit go where a list that came later puts their projects."""
    names = names_of(register)
    rows = register.rows("SELECT form, unit, department, name, project FROM forms WHERE trim(written) = ''")
    for row in rows:
        owner = names.owner("", row["department"], row["name"])
        if owner and owner != row["unit"]:
            here = (owner, row["unit"], row["project"])
            register.write("UPDATE forms SET unit = ? WHERE form = ?", owner, row["form"])
            register.write("UPDATE OR REPLACE waivers SET unit = ? WHERE unit = ? AND project = ?", *here)


def missing(register: Register) -> list[Expected]:
    """What is expected and has not come; by code, else by name, else by the unit alone.

    A form that has another name now has come, as long as one of its earlier versions had the name of the list.
    """
    here = register.rows(
        "WITH RECURSIVE line (form, unit) AS (SELECT form, unit FROM forms WHERE state IN ('现行', '待定')"
        " UNION SELECT f.before, line.unit FROM forms f JOIN line ON f.form = line.form WHERE f.before IS NOT NULL)"
        " SELECT line.unit, f.code, f.name FROM line JOIN forms f ON f.form = line.form"
    )
    codes = {row["code"] for row in here if row["code"]}
    projects = {(row["unit"], "".join(row["name"].split())) for row in here}
    units = {row["unit"] for row in here}
    return [
        Expected(row["unit"], row["code"], row["name"])
        for row in register.rows("SELECT * FROM expected ORDER BY rowid")
        if not (
            (row["code"] and row["code"] in codes)
            or (row["unit"], "".join(row["name"].split())) in projects
            or (not row["name"] and not row["code"] and row["unit"] in units)
        )
    ]
