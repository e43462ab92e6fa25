"""What stops a person's work and that the person can mend: the one base of every exception whose text is shown."""

from __future__ import annotations

import re

_NO_LETTER = re.compile("[\ud800-\udfff]")


def legible(text: str) -> str:
    """A text that can be stored and shown anywhere: a replacement sign for each byte of a file's name that is no UTF-8."""
    return _NO_LETTER.sub("\ufffd", text)


class ForPeople(Exception):
    """A Chinese sentence for the person at the desk; a host shows it as it is and never lists the classes.

    `message`: what is wrong and what to do; `where`: file, sheet, cell as far as known; `found`, `expected`: what stands
    there and what should; `advice`: what to do where the message does not say it. `code`: the exit code of the command
    line, 2 (wrong use, or nothing could be read) unless a class says otherwise.
    """

    code = 2

    def __init__(
        self, message: str, *, where: str = "", found: str = "", expected: str = "", advice: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.found = found
        self.expected = expected
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}：" if self.where else ""
        found = f"现为“{self.found}”。" if self.found else ""
        expected = f"应为{self.expected}。" if self.expected else ""
        return f"{place}{self.message}{found}{expected}{self.advice}"
