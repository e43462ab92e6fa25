"""The register itself: one sqlite file in the reviewer's folder, opened by one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zipingbiao.batch.changed import note_changed
from zipingbiao.batch.files import make_folder
from zipingbiao.desk.upgrade import upgrade
from zipingbiao.for_people import ForPeople, legible

if TYPE_CHECKING:  # a browser has none; there a register is never opened
    import sqlite3

FILE = "复核登记.sqlite"
_VERSION, _EARLIER = "3", ("1", "2")
_WAIT = 2.0  # seconds
_NO_FILE = "{folder} 里没有复核登记。第一次收表请用 zipingbiao desk {folder} receive 报送文件夹。"


class RegisterFault(ForPeople):
    """The register cannot be used; the message says why and what to do."""


class Register:
    """One open register. What is written is kept only when the whole command has done its work."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._sql = connection

    def rows(self, query: str, *values: object) -> list[Any]:
        """All rows of a question, each to be asked by column name."""
        return self._sql.execute(query, _stored(values)).fetchall()

    def one(self, query: str, *values: object) -> Any:
        """The first row, None where there is none."""
        return self._sql.execute(query, _stored(values)).fetchone()

    def write(self, query: str, *values: object) -> int:
        """One statement; the number of the row it made."""
        return int(self._sql.execute(query, _stored(values)).lastrowid or 0)

    def add(self, table: str, **values: object) -> int:
        """One row of a table."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        return self.write(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", *values.values())

    def setting(self, key: str, default: str = "") -> str:
        row = self.one("SELECT value FROM meta WHERE key = ?", key)
        return default if row is None else str(row["value"])

    @property
    def round(self) -> int:
        """The number of the last round; 0 before the first."""
        return int(self.one("SELECT coalesce(max(round), 0) AS n FROM rounds")["n"])


def _stored(values: Sequence[object]) -> tuple[object, ...]:
    return tuple(legible(value) if isinstance(value, str) else value for value in values)


@contextmanager
def written(folder: Path, *, new: bool = False) -> Iterator[Register]:
    """The register for a command that writes: nobody else writes meanwhile, and a fault leaves it as it was.

    `new`: it may be the first command, which makes the folder and the file.
    """
    path = folder / FILE
    fresh = not _is_there(path)
    if fresh:
        if not new:
            raise RegisterFault(_NO_FILE.format(folder=folder))
        make_folder(folder)
    try:
        yield from _writing(folder, path)
    except BaseException:
        if fresh and path.is_file() and not path.stat().st_size:
            path.unlink()  # nothing was kept: not even an empty file is left
        raise
    note_changed((path,))


def _is_there(path: Path) -> bool:
    """Whether a register was ever kept; a run that was killed may leave an empty file."""
    return path.is_file() and path.stat().st_size > 0


def _writing(folder: Path, path: Path) -> Iterator[Register]:
    import sqlite3

    with _opened(path) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            raise RegisterFault(
                f"复核登记 {path} 正由另一个人（或另一个窗口）写入，这次没有写。请等他写完再运行。"
            ) from fault
        try:
            _prepare(connection, path)
            yield Register(folder, connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


@contextmanager
def read(folder: Path) -> Iterator[Register]:
    """The register for a command that only looks."""
    path = folder / FILE
    if not _is_there(path):
        raise RegisterFault(_NO_FILE.format(folder=folder))
    with _opened(path) as connection:
        version = _checked_version(connection, path)
        if version in _EARLIER:
            connection.execute("BEGIN EXCLUSIVE")
            upgrade(connection, version, _statements())
            connection.execute("COMMIT")
        yield Register(folder, connection)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    import sqlite3

    try:
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    except sqlite3.Error as fault:
        raise RegisterFault(f"复核登记 {path} 打不开（{fault}），请确认文件夹可以读写。") from fault
    with closing(connection):
        connection.row_factory = sqlite3.Row
        try:
            yield connection
        except sqlite3.DatabaseError as fault:
            raise RegisterFault(
                f"复核登记 {path} 读写出错（{fault}）。请确认它没有损坏、磁盘没有满；损坏的请换回备份。"
            ) from fault


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """The tables of a new file; a known version of an old one."""
    if connection.execute("SELECT count(*) AS n FROM sqlite_master").fetchone()["n"]:
        version = _checked_version(connection, path)
        if version in _EARLIER:
            upgrade(connection, version, _statements())
        return
    for statement in _statements():
        connection.execute(statement)
    connection.execute("INSERT INTO meta VALUES ('version', ?)", (_VERSION,))


def _statements() -> Sequence[str]:
    """The statements of schema.sql, one by one: a script would end the transaction."""
    text = (resources.files("zipingbiao.desk") / "schema.sql").read_text("utf-8")
    code = "\n".join(line.partition("--")[0] for line in text.splitlines())
    return [statement for statement in code.split(";") if statement.strip()]


def _checked_version(connection: sqlite3.Connection, path: Path) -> str:
    """The version of a register that can be used."""
    import sqlite3

    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            raise RegisterFault(f"复核登记 {path} 正在写入，请稍后再看。") from fault
        raise RegisterFault(f"{path} 不是复核登记。") from fault
    found = "" if row is None else str(row["value"])
    if found not in (_VERSION, *_EARLIER):
        raise RegisterFault(f"复核登记 {path} 是另一个版本（{found or '不明'}）写的，请升级程序后再用。")
    return found
