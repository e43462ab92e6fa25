"""Forms and findings as the register holds them, and back: the form as interchange JSON with the cells it was read from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from zipingbiao.checks.facts_read import marks
from zipingbiao.checks.finding import Checked, Finding, Group, Severity
from zipingbiao.checks.identity import difference, finding_ids
from zipingbiao.checks.waivers import Authority, settled
from zipingbiao.desk.register import Register
from zipingbiao.form.coverage import Block, Reading, UnknownHeading, UnreadRow
from zipingbiao.form.interchange import read_interchange, write_interchange
from zipingbiao.form.model import Form, Place
from zipingbiao.form.waiver import Waiver
from zipingbiao.report.subject import Reviewed
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form


def as_text(form: Form) -> str:
    """A form for the register."""
    return json.dumps(
        {
            "form": json.loads(write_interchange((form,)))[0],
            "places": {path: [place.sheet, place.cell] for path, place in form.places.items()},
            "unread": [asdict(each) for each in form.reading.unread],
            "unknown": [asdict(each) for each in form.reading.unknown],
            "rows_read": form.reading.rows_read,
        },
        ensure_ascii=False,
    )


def from_text(text: str, file: str, owner: str) -> Form:
    """The form that was stored."""
    data = json.loads(text)
    (form,) = read_interchange(json.dumps(data["form"], ensure_ascii=False), file).forms
    reading = Reading(
        data["rows_read"],
        tuple(UnreadRow(Block(each["block"]), each["row"], each["text"]) for each in data["unread"]),
        tuple(UnknownHeading(Block(each["block"]), each["text"], each["cells"]) for each in data["unknown"]),
    )
    places = {path: Place(file, sheet, cell) for path, (sheet, cell) in data["places"].items()}
    return replace(form, file=file, owner=owner, places=places, sheet_reading=reading)


def store_findings(
    register: Register, number: int, each: Reviewed, first: dict[tuple[str, str], int]
) -> None:
    """All findings of a form. `first`: by code and field, the round in which a finding that is still there was first told."""
    round = register.round
    findings = each.checked.findings
    ids, facts = finding_ids(each.form, findings), marks(each.form, findings)
    for id, finding, mark in zip(ids, findings, facts, strict=True):
        register.add(
            "findings",
            form=number,
            id=id,
            code=finding.code,
            severity=finding.severity.value,
            grp=finding.group.value,
            field=finding.field,
            sheet=finding.sheet,
            cell=finding.cell,
            found=finding.found,
            expected=finding.expected,
            difference=None if (gap := difference(finding)) is None else format(gap, "f"),
            message=finding.message,
            advice=finding.advice,
            related=json.dumps(finding.related, ensure_ascii=False),
            blocking=None if finding.blocking is None else int(finding.blocking),
            facts=mark,
            first=first.get((finding.code, finding.field), round),
        )


def store_requests(register: Register, number: int, each: Reviewed) -> None:
    """The waivers that the file itself asks for, and which of its findings each of them speaks of."""
    for waiver in each.form.waivers:
        code = waiver.code.strip().upper()
        register.add(
            "requests",
            form=number,
            code=code,
            place=waiver.place,
            found=waiver.found,
            reason=waiver.reason,
            who=waiver.who,
            day=waiver.date,
        )
    for row in register.rows("SELECT * FROM findings WHERE form = ?", number):
        for waiver in each.form.waivers:
            store_asked(register, number, waiver, row)


def store_asked(register: Register, number: int, waiver: Waiver, row: Any) -> None:
    """One finding that a request names."""
    code = waiver.code.strip().upper()
    if code == row["code"] and waiver.covers(row["sheet"], row["cell"], row["field"]):
        register.add("asked", form=number, code=code, place=waiver.place, id=row["id"])


def finding_of(row: Any, file: str) -> Finding:
    """A finding as it was told."""
    return Finding(
        code=row["code"],
        severity=Severity(row["severity"]),
        group=Group(row["grp"]),
        field=row["field"],
        found=row["found"],
        expected=row["expected"],
        message=row["message"],
        advice=row["advice"],
        file=file,
        sheet=row["sheet"],
        cell=row["cell"],
        related=tuple(json.loads(row["related"])),
        blocking=None if row["blocking"] is None else bool(row["blocking"]),
    )


def reviewed_of(register: Register, row: Any, n: int, find: RulebookFor, authority: Authority) -> Reviewed:
    """A stored form with its findings as they were told then, and the waivers as they stand now."""
    form = from_text(row["data"], row["file"], row["unit"])
    told = register.rows("SELECT * FROM findings WHERE form = ? ORDER BY rowid", row["form"])
    scored = score_form(form, find(form))
    findings = tuple(finding_of(each, row["file"]) for each in told)
    checked = settled(form, Checked(findings, ()), scored.rulebook, authority)
    return Reviewed(n, row["file"], "自评表", scored, checked)


def current(register: Register, unit: str | None = None) -> Sequence[Any]:
    """The rows of the forms that count, by unit and in the order in which they came."""
    asked = "SELECT * FROM forms WHERE state = '现行'"
    if unit is None:
        return register.rows(f"{asked} ORDER BY form")
    return register.rows(f"{asked} AND unit = ? ORDER BY form", unit)


def first_version(register: Register, row: Any) -> Form | None:
    """What a project was first handed in as, before the version of `row`: what stood there then counts as approved."""
    first = register.one(
        "WITH RECURSIVE line (form, before) AS (SELECT form, before FROM forms WHERE form = ?"
        " UNION SELECT f.form, f.before FROM forms f JOIN line ON f.form = line.before)"
        " SELECT f.* FROM line JOIN forms f ON f.form = line.form WHERE line.before IS NULL",
        row["form"],
    )
    if first is None or first["form"] == row["form"]:
        return None
    return from_text(first["data"], first["file"], first["unit"])
