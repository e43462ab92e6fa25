"""A person's word on which of several drafts of a project counts, and what that makes of the version before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zipingbiao.desk.grants import authority_of
from zipingbiao.desk.intake import AGAIN, OLDER
from zipingbiao.desk.outcomes import first_told, store_changes, store_outcomes
from zipingbiao.desk.register import Register, RegisterFault
from zipingbiao.desk.seen import CURRENT, UNDECIDED
from zipingbiao.desk.stored import first_version, from_text, reviewed_of, store_requests
from zipingbiao.report.comparison.versions import compared
from zipingbiao.report.doubles import stands_at
from zipingbiao.report.subject import Reviewed
from zipingbiao.rulebook.choice import RulebookFor


def choose(register: Register, file: str, at: str, find: RulebookFor) -> Sequence[Any]:
    """The forms of a file count from now on. `at`: which of several drafts in it, by sheet or first cell; "" = it has no others."""
    rows = _drafts(register, file, at)
    for row in rows:
        register.add("chosen", digest=row["digest"])
        _make_current(register, row, find)
    return rows


def _drafts(register: Register, file: str, at: str) -> Sequence[Any]:
    rows = register.rows(
        "SELECT * FROM forms WHERE file = ? AND state IN (?, ?) ORDER BY form", file, UNDECIDED, CURRENT
    )
    if not rows:
        raise RegisterFault(f"登记里没有文件 {file} 的表；路径见 status。")
    places = {row["form"]: stands_at(from_text(row["data"], row["file"], row["unit"])) for row in rows}
    if at:
        meant = [row for row in rows if at in (places[row["form"]], places[row["form"]].rpartition("!")[0])]
        if not meant:
            raise RegisterFault(f"{file} 里没有从“{at}”起的表；有：{'、'.join(places.values())}。")
        rows = meant
    projects: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        projects.setdefault((row["unit"], row["project"]), []).append(places[row["form"]])
    for (_, project), several in projects.items():
        if len(several) > 1:
            raise RegisterFault(
                f"{file} 里“{project}”有几稿，请用 --at 写明以哪一稿为准：{'、'.join(several)}。"
            )
    return rows


def _make_current(register: Register, row: Any, find: RulebookFor) -> None:
    """A draft that waited for a decision counts now; the other drafts of its project no more."""
    same = (row["unit"], row["project"], row["form"])
    reason = f"选定了“{row['file']}”{_place(row)}。"
    if row["state"] == UNDECIDED:
        new = reviewed_of(register, row, 1, find, authority_of(register))
        store_requests(register, row["form"], new)
        other = register.one(
            "SELECT * FROM forms WHERE state = ? AND unit = ? AND project = ? AND form <> ?", CURRENT, *same
        )
        if other is not None and other["before"] is not None:
            _replaces(register, row, new, other, find)
    register.write(
        "UPDATE forms SET state = ?, reason = ? WHERE state IN (?, ?) AND unit = ? AND project = ? AND form <> ?",
        OLDER,
        reason,
        CURRENT,
        UNDECIDED,
        *same,
    )
    register.write("UPDATE forms SET state = ?, reason = '' WHERE form = ?", CURRENT, row["form"])


def _place(row: Any) -> str:
    place = stands_at(from_text(row["data"], row["file"], row["unit"]))
    return f"里“{place}”起的一稿" if place else ""


def _replaces(register: Register, row: Any, new: Reviewed, other: Any, find: RulebookFor) -> None:
    """What had been held against the draft that counts no more is held against this one: what of the version before was changed."""
    was = register.rows("SELECT * FROM forms WHERE form = ?", other["before"])[0]
    old = reviewed_of(register, was, 1, find, authority_of(register))
    diff = compared(old, new, None, first_version(register, was))
    register.write("DELETE FROM outcomes WHERE form = ?", was["form"])
    register.write("DELETE FROM changes WHERE form = ?", other["form"])
    register.write("UPDATE forms SET before = NULL, paired = '' WHERE form = ?", other["form"])
    register.write(
        "UPDATE forms SET before = ?, paired = ? WHERE form = ?", was["form"], other["paired"], row["form"]
    )
    ids = {
        (each["code"], each["field"], each["message"]): each
        for each in register.rows("SELECT * FROM findings WHERE form = ?", was["form"])
    }
    store_outcomes(register, was["form"], ids, diff)
    store_changes(register, row["form"], diff)
    (kind,) = register.rows("SELECT kind FROM rounds WHERE round = ?", row["round"])
    told = [each for each in ids.values() if kind["kind"] == AGAIN or each["first"] < was["round"]]
    for (code, field), first in first_told(told, diff).items():
        register.write(
            "UPDATE findings SET first = ? WHERE form = ? AND code = ? AND field = ?",
            first,
            row["form"],
            code,
            field,
        )
