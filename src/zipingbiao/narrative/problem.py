"""A template or a list of reasons that cannot be used."""

from __future__ import annotations


class TemplateProblem(Exception):
    """Refused at load. The message is Chinese and names file, line (from 1; 0 = the whole file) and what to do."""

    def __init__(self, file: str, line: int, what: str) -> None:
        place = f"{file} 第{line}行" if line else file
        super().__init__(f"{place}：{what}")
        self.file = file
        self.line = line
