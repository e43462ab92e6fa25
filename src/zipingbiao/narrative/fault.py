"""A template or a list of reasons that cannot be used."""

from __future__ import annotations

from zipingbiao.for_people import ForPeople


class NarrativeFault(ForPeople):
    """Refused at load. The message is Chinese and names file, line (from 1; 0 = the whole file) and what to do."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(what, where=f"{file} 第{line}行" if line else file)
        self.file = file
        self.line = line
