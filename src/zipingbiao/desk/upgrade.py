"""A register of an earlier version made one of today's; nothing that stands in it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zipingbiao.form.waiver import Waiver

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

#: The tables that version 1 did not have.
_NEW_IN_2 = ("asked", "letters", "pointed")


def upgrade(connection: sqlite3.Connection, version: str, statements: Sequence[str]) -> None:
    """Within a transaction. `version`: what the register is of; `statements`: those of schema.sql."""
    if version == "1":
        _to_2(connection, statements)
    _to_3(connection)


def _to_3(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE files ADD COLUMN digest TEXT NOT NULL DEFAULT ''")
    connection.execute("UPDATE meta SET value = '3' WHERE key = 'version'")


def _to_2(connection: sqlite3.Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        if any(statement.strip().startswith(f"CREATE TABLE {table} ") for table in _NEW_IN_2):
            connection.execute(statement)
    connection.execute("ALTER TABLE waivers ADD COLUMN place TEXT NOT NULL DEFAULT ''")
    for request in connection.execute("SELECT * FROM requests").fetchall():
        waiver = Waiver(request["code"], request["place"])
        named = "SELECT * FROM findings WHERE form = ? AND code = ?"
        for row in connection.execute(named, (request["form"], request["code"])).fetchall():
            if waiver.covers(row["sheet"], row["cell"], row["field"]):
                connection.execute(
                    "INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?)",
                    (request["form"], request["code"], request["place"], row["id"]),
                )
    connection.execute("UPDATE meta SET value = '2' WHERE key = 'version'")
