"""What could not be read of a workbook: the whole file (raised) or a part of it (returned)."""

from __future__ import annotations

from zipingbiao.for_people import ForPeople
from zipingbiao.record import record


class ReadFault(ForPeople):
    """A file that cannot be used at all. `message`: what is wrong and what to do; Chinese."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(message, where=file)
        self.file = file


class NotAForm(ReadFault):
    """A file of a kind that never holds a form: a program, a log, a database. Nobody tried to read it as one."""


class TooLarge(ReadFault):
    """A file larger than its kind may be."""


@record(frozen=True, slots=True)
class PartFault:
    """Something in a readable file that could not be used, or was used with a doubt.

    `unread`: it stands filled in the file and was not read, which no exit code may hide.
    """

    file: str
    message: str
    sheet: str | None = None
    cell: str | None = None
    unread: bool = False

    def __str__(self) -> str:
        return f"{self.file}：{self.message}"
