"""What is wrong in a ledger: where, what stands there, what to do. All faults of a file are told at once."""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.form.model import Form

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
        value = self.value if len(self.value) <= _SHOWN else f"{self.value[:_SHOWN]}…"
        said = f"“{value}”" if value else ""
        return f"{place}：{said}{self.found}。{self.advice}"


@dataclass(frozen=True, slots=True)
class LedgerResult:
    """The projects in ledger order, every fault, and remarks on what was left unread (extra columns and sheets)."""

    forms: tuple[Form, ...]
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
