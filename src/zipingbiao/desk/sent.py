"""The letters that were written: which unit, after which round, when, in which files, and what each of them pointed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zipingbiao.checks.labels import WAIVED
from zipingbiao.desk.register import Register
from zipingbiao.desk.seen import CURRENT
from zipingbiao.report.letter.opinion import Opinion


def store_letters(
    register: Register, letters: Sequence[Opinion], written: Sequence[Sequence[Path]], day: str
) -> None:
    """Letters that were written anew after the same round take the place of the earlier ones."""
    for letter, files in zip(letters, written, strict=True):
        said = (register.round, letter.key)
        register.write(
            "DELETE FROM pointed WHERE letter IN (SELECT letter FROM letters WHERE round = ? AND unit = ?)",
            *said,
        )
        register.write("DELETE FROM letters WHERE round = ? AND unit = ?", *said)
        sections = [section for section in letter.sections if section.heading != WAIVED]
        items = [item for section in sections for item in section.items]
        number = register.add(
            "letters",
            round=register.round,
            unit=letter.key,
            day=day,
            files="、".join(path.name for path in files),
            forms=len(letter.forms),
            returned=letter.returned,
            items=len(items),
        )
        for item in items:
            register.write(
                "INSERT OR REPLACE INTO pointed SELECT ?, f.form, f.id FROM findings f JOIN forms m ON f.form = m.form"
                " WHERE m.state = ? AND m.unit = ? AND f.id = ?",
                number,
                CURRENT,
                letter.key,
                item.id,
            )


def letters_written(register: Register) -> Sequence[Any]:
    """All of them, in the order of the rounds."""
    return register.rows("SELECT * FROM letters ORDER BY round, letter")


def pointed_out(register: Register) -> dict[str, str]:
    """By the id of a finding that still stands: the last letter of an earlier round that pointed it out, in words."""
    rows = register.rows(
        "SELECT new.id, l.day, l.files FROM findings new JOIN forms m ON new.form = m.form"
        " JOIN findings old ON old.code = new.code AND"
        " ((old.form = m.before AND old.field = new.field) OR (old.form = m.form AND old.id = new.id))"
        " JOIN pointed p ON p.form = old.form AND p.id = old.id JOIN letters l ON l.letter = p.letter"
        " WHERE m.state = ? AND l.round < ? ORDER BY l.letter",
        CURRENT,
        register.round,
    )
    return {row["id"]: f"{row['day']}的{row['files'].partition('、')[0]}" for row in rows}
