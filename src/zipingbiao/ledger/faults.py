"""What is wrong in a ledger: where, what stands there, what to do. Collected beside the reading, told all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zipingbiao.form.shortened import shortened

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `column` is the heading as the clerk wrote it; `row` and `cell` are None for a whole sheet."""

    file: str
    sheet: str
    found: str
    advice: str
    row: int | None = None
    column: str = ""
    cell: str = ""
    value: str = ""

    def __str__(self) -> str:
        """The place, the value, what is wrong, what to do; the file's name stands beside it in every output."""
        place = f"工作表“{self.sheet}”" if self.sheet else ""
        if self.row is not None:
            place += f"第 {self.row} 行"
        if self.column:
            place += f"“{self.column}”列"
        if self.cell:
            place += f"（{self.cell}）"
        value = shortened(self.value, _SHOWN)
        said = f"“{value}”" if value else ""
        return f"{place}：{said}{self.found}。{self.advice}"


@dataclass(slots=True)
class Faults:
    """What is collected while a ledger is read: faults, and remarks on what was left unread."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def fault(self, sheet: str, found: str, advice: str) -> None:
        """Something about a whole sheet or file."""
        self.faults.append(Fault(self.file, sheet, found, advice))

    def remark(self, sheet: str, found: str, advice: str) -> None:
        """Something that was left unread."""
        self.remarks.append(Fault(self.file, sheet, found, advice))


def in_order(faults: Sequence[Fault], sheets: Sequence[str]) -> tuple[Fault, ...]:
    """By sheet and row; what belongs to no sheet that was read comes first, of one row what was found first."""
    order = {sheet: n for n, sheet in enumerate(sheets)}
    return tuple(sorted(faults, key=lambda fault: (order.get(fault.sheet, -1), fault.row or 0)))
