"""What came in an earlier round already: the same form word for word is neither a resubmission nor a newer draft."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zipingbiao.batch.inputs import InputFault
from zipingbiao.desk.grants import project_of
from zipingbiao.desk.outcomes import APPROVED, HIDDEN
from zipingbiao.desk.register import Register
from zipingbiao.report.doubles import counted_once, digest_of
from zipingbiao.report.gather import Gathered
from zipingbiao.report.subject import Sourced

CURRENT, REPLACED, UNDECIDED = "现行", "被重报替换", "待定"


@dataclass(frozen=True, slots=True)
class Seen:
    """A form that lies in the register already. `message`: since when, and what counts."""

    form: Sourced
    message: str


def without_seen(
    register: Register, gathered: Gathered, chosen: Container[str], kind: str, folder: str
) -> tuple[Gathered, tuple[Seen, ...]]:
    """What is new among the forms of a folder, and what is not; drafts are weighed only against what is new.

    In a resubmission a form that is word for word the one that counts is an answer too: nothing was mended. It is told as
    such once; the same folder read again says nothing new.
    """
    known = _known(register)
    came = (*gathered.forms, *(each.form for each in gathered.aside))
    seen: dict[int, Seen] = {}
    for each in came:
        row = known.get((each.form.unit_key, digest_of(each.form)))
        if row is None or _is_answer(row, kind, folder) or _stands_beside(each, row, came, known):
            continue
        alone = sum(_project(other) == _project(each) for other in came) == 1
        if not (kind == "again" and alone and _restores(register, row, folder)):
            seen[id(each.form)] = Seen(each, _message(register, each, row))
    if not seen:
        return gathered, ()
    told = {(each.form.file, each.message) for each in gathered.aside}
    kept, aside = counted_once([each for each in came if id(each.form) not in seen], chosen)
    remarks = [remark for remark in gathered.remarks if (remark.file, remark.message) not in told]
    remarks += [InputFault(each.form.file, each.message) for each in seen.values()]
    remarks += [InputFault(each.form.file, each.message) for each in aside]
    return (
        replace(gathered, forms=tuple(kept), aside=tuple(aside), remarks=tuple(remarks)),
        tuple(seen.values()),
    )


def _known(register: Register) -> Mapping[tuple[str, str], Any]:
    """By unit and content, the row of each form that was kept; the one that counts before an earlier one of the same words."""
    rows = register.rows(
        "SELECT m.*, r.kind AS came, r.folder AS folder FROM forms m JOIN rounds r ON m.round = r.round"
        " WHERE m.state <> '重复' ORDER BY m.state = ?, m.form",
        CURRENT,
    )
    return {(row["unit"], row["digest"]): row for row in rows}


def _is_answer(row: Any, kind: str, folder: str) -> bool:
    """Whether a form that counts was handed in again as it was, and this had not been told yet."""
    return row["state"] == CURRENT and kind == "again" and (row["came"], row["folder"]) != (kind, folder)


def _stands_beside(
    each: Sourced, row: Any, came: Sequence[Sourced], known: Mapping[tuple[str, str], Any]
) -> bool:
    """Whether the form that counts came once more in one file with another version that is new: a person decides between them."""
    return row["state"] == CURRENT and any(
        other.file == each.file
        and _project(other) == _project(each)
        and (other.form.unit_key, digest_of(other.form)) not in known
        for other in came
    )


def _project(each: Sourced) -> tuple[str, str]:
    return each.form.unit_key, project_of(each.form)


def _restores(register: Register, row: Any, folder: str) -> bool:
    """Whether what was replaced is handed in again in answer to a letter: what came in its place had altered or emptied it.

    The folder in which it came before says nothing new.
    """
    if row["state"] != REPLACED or register.one(
        "SELECT 1 FROM forms m JOIN rounds r ON m.round = r.round WHERE m.unit = ? AND m.digest = ? AND r.folder = ?",
        row["unit"],
        row["digest"],
        folder,
    ):
        return False
    altered = register.one(
        "WITH RECURSIVE line (form) AS (SELECT ? UNION SELECT f.form FROM forms f JOIN line ON f.before = line.form)"
        " SELECT 1 FROM line JOIN forms m ON m.form = line.form WHERE m.state = ?"
        " AND (EXISTS (SELECT 1 FROM changes c WHERE c.form = m.form AND c.kind = ?)"
        " OR EXISTS (SELECT 1 FROM outcomes o WHERE o.form = m.before AND o.fate = ?))",
        row["form"],
        CURRENT,
        APPROVED,
        HIDDEN,
    )
    return altered is not None


def _message(register: Register, each: Sourced, row: Any) -> str:
    came = f"与第{row['round']}次收到的“{row['file']}”一字不差，没有重复计入"
    if row["state"] == CURRENT:
        return f"{came}。"
    if row["state"] == UNDECIDED:
        return f"{came}；那一稿还待您定。"
    newer = register.one(
        "SELECT round, file FROM forms WHERE before = ? ORDER BY form DESC LIMIT 1", row["form"]
    )
    if newer is None:
        return f"{came}；那一稿没有计入：{row['reason']}"
    return f"{came}；它已被第{newer['round']}次收到的“{newer['file']}”替换，以后来的为准。"
