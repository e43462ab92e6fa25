"""What the register has to say to each unit: its forms as they stand, and everything beside them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from zipingbiao.desk.files import held_project, not_come, open_files
from zipingbiao.desk.grants import authority_of
from zipingbiao.desk.outcomes import APPROVED, HIDDEN
from zipingbiao.desk.register import Register
from zipingbiao.desk.seen import CURRENT, UNDECIDED
from zipingbiao.desk.sent import pointed_out
from zipingbiao.desk.status import WAITING, not_again
from zipingbiao.desk.stored import current, reviewed_of
from zipingbiao.report.letter.beside import Beside, Scored, Told
from zipingbiao.report.subject import Review
from zipingbiao.rulebook.choice import RulebookFor


def standing(register: Register, find: RulebookFor) -> Review:
    """All forms that count, with their findings and the waivers as they stand."""
    authority = authority_of(register)
    return Review(
        tuple(reviewed_of(register, row, n, find, authority) for n, row in enumerate(current(register), 1))
    )


def beside(register: Register) -> dict[str, Beside]:
    """By unit what a letter says beside the findings; a unit with nothing of the kind is not named."""
    unread: defaultdict[str, list[Told]] = defaultdict(list)
    for row in open_files(register):
        held = held_project(register, row)
        of_list = "" if held is None else f"从文件名看，是应报的“{held.name}”。"
        unread[row["unit"]].append(Told(row["file"], "", row["reason"] + of_list))
    absent: defaultdict[str, list[str]] = defaultdict(list)
    for each in not_come(register):
        absent[each.unit].append(each.name or "项目支出绩效自评表（一张也没有收到）")
    late: defaultdict[str, list[str]] = defaultdict(list)
    for row in not_again(register):
        late[row["unit"]].append(row["name"])
    drafts = _drafts(register)
    changed, hidden, reviewed = _changed(register), _hidden(register), _reviewed(register)
    still, answers, pointed = _still(register), _answers(register), pointed_out(register)
    units = {*unread, *absent, *changed, *hidden, *reviewed, *still, *late, *drafts}
    if not current(register, ""):
        units.discard("")  # files of which nobody knows whose they are: there is no one to write to
    return {
        unit: Beside(
            tuple(unread[unit]),
            tuple(absent[unit]),
            tuple(changed[unit]),
            tuple(hidden[unit]),
            tuple(reviewed[unit]),
            frozenset(still[unit]),
            answers,
            tuple(late[unit]),
            tuple(drafts[unit]),
            pointed,
        )
        for unit in units
    }


def _grouped(rows: list[Any], told: Any) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row["unit"]].append(told(row))
    return found


def _changed(register: Register) -> defaultdict[str, list[Told]]:
    rows = register.rows(
        "SELECT m.unit, m.name, m.file, c.* FROM changes c JOIN forms m ON c.form = m.form WHERE m.state = ? AND c.kind = ?",
        CURRENT,
        APPROVED,
    )
    return _grouped(
        rows,
        lambda row: Told(
            row["name"],
            f"{row['place']}{f'（{cell}）' if (cell := row['cell']) else ''}",
            f"{row['label']}：{row['before'] or '（空）'} → {row['after'] or '（空）'}",
            row["file"],
        ),
    )


def _drafts(register: Register) -> defaultdict[str, list[Told]]:
    """The drafts between which only the unit can decide."""
    rows = register.rows(
        "SELECT m.unit, m.name, m.file, (SELECT n.file FROM forms n WHERE n.state = ? AND n.unit = m.unit"
        " AND n.project = m.project LIMIT 1) AS other FROM forms m WHERE m.state = ? ORDER BY m.form",
        CURRENT,
        UNDECIDED,
    )
    return _grouped(
        rows, lambda row: Told(row["name"], row["file"], f"与“{row['other']}”内容不同，分不出先后")
    )


def _hidden(register: Register) -> defaultdict[str, list[Told]]:
    rows = register.rows(
        "SELECT m.unit, m.name, m.file, o.why, f.code, f.message FROM outcomes o JOIN forms m ON m.before = o.form"
        " JOIN findings f ON f.form = o.form AND f.id = o.id WHERE m.state = ? AND o.fate = ?",
        CURRENT,
        HIDDEN,
    )
    return _grouped(
        rows, lambda row: Told(row["name"], row["why"], f"{row['code']} {row['message']}", row["file"])
    )


def _reviewed(register: Register) -> defaultdict[str, list[Any]]:
    """What the reviewer wrote on the form that counts; where that is nothing, on the latest version before it."""
    written: defaultdict[int, list[Any]] = defaultdict(list)
    for row in register.rows("SELECT * FROM opinions ORDER BY rowid"):
        written[row["form"]].append(row)
    before = {row["form"]: row["before"] for row in register.rows("SELECT form, before FROM forms")}
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for form in register.rows("SELECT form, unit, name FROM forms WHERE state = ? ORDER BY form", CURRENT):
        number = form["form"]
        while number is not None and number not in written:
            number = before[number]
        for row in written.get(number, ()):
            found[form["unit"]].append(
                Scored(
                    form["name"],
                    row["place"] if number == form["form"] else f"{row['place']}（对上次报的表）",
                    row["label"],
                    row["weight"] or "",
                    row["score"] or "",
                    row["written"],
                    row["opinion"],
                )
            )
    return found


def _still(register: Register) -> defaultdict[str, set[str]]:
    """The ids of findings first told before the form's own round, or on a form that was not handed in again."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in register.rows(
        "SELECT m.unit, f.id FROM findings f JOIN forms m ON f.form = m.form"
        f" WHERE m.state = ? AND (f.first < m.round OR ({WAITING}))",
        CURRENT,
    ):
        found[row["unit"]].add(row["id"])
    return found


def _answers(register: Register) -> dict[str, str]:
    """By the id of a finding that is still there what the unit wrote of it, the last word."""
    told = {row["id"]: row["text"] for row in register.rows("SELECT id, text FROM answers ORDER BY round")}
    # A renamed file gives its findings other ids: the answer follows the finding, by rule and field.
    moved = register.rows(
        "SELECT old.id AS before, new.id AS id FROM findings old JOIN forms m ON m.before = old.form"
        " JOIN findings new ON new.form = m.form AND new.code = old.code AND new.field = old.field WHERE m.state = ?",
        CURRENT,
    )
    return told | {row["id"]: told[row["before"]] for row in moved if row["before"] in told}


def without_addressee(register: Register) -> list[str]:
    """The files not read of which nobody knows whose they are: they stand in no letter."""
    return (
        [row["file"] for row in open_files(register) if not row["unit"]] if not current(register, "") else []
    )
