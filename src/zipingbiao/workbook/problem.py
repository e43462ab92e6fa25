"""What could not be read of a workbook: the whole file (raised) or a part of it (returned)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(eq=False)
class ReadProblem(Exception):
    """A file that cannot be used at all. `message`: what is wrong, where, what to do; Chinese."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}：{self.message}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a readable file that could not be used, or was used with a doubt."""

    file: str
    message: str
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        return f"{self.file}：{self.message}"
