"""What kind of form it is, and how much of what stands on its sheet was read: nothing filled is passed over in silence."""

from __future__ import annotations

from enum import StrEnum

from zipingbiao.record import record


class FormKind(StrEnum):
    """What is evaluated, or only planned. `TARGETS`: 绩效目标申报表, which has no actuals and no scores yet."""

    PROJECT = "project"
    DEPARTMENT = "department"
    TRANSFER = "transfer"
    TARGETS = "targets"


#: What the kinds are called for a person.
KIND_NAMES = {
    FormKind.PROJECT: "项目支出绩效自评表",
    FormKind.DEPARTMENT: "部门整体支出绩效自评表",
    FormKind.TRANSFER: "转移支付绩效自评表",
    FormKind.TARGETS: "绩效目标申报表",
}


class Block(StrEnum):
    """The parts of a form that something may stand in without being read."""

    FUNDS = "项目资金"
    GOALS = "年度总体目标"
    INDICATORS = "绩效指标"
    TOTAL = "总分"


@record(frozen=True, slots=True)
class UnreadRow:
    """A filled row that no field took in. `row`: its number on the sheet; `text`: what stands first in it."""

    block: Block
    row: int
    text: str


@record(frozen=True, slots=True)
class UnknownHeading:
    """A heading over filled cells that no field took in. `cells`: how many; `text` "": a column without a heading."""

    block: Block
    text: str
    cells: int


@record(frozen=True, slots=True)
class NameClash:
    """A defined name whose cells are not those that the label beside them names; the label was followed."""

    name: str
    called: str
    named: str
    labelled: str


@record(frozen=True, slots=True)
class Reading:
    """How much of a sheet was read. The rows counted are those of 绩效指标, and any other row that was not read.

    `computed`: cells hold this tool's formulas without a result; they are read as empty, and the rule gives what they would.
    """

    rows_read: int = 0
    unread: tuple[UnreadRow, ...] = ()
    unknown: tuple[UnknownHeading, ...] = ()
    clashes: tuple[NameClash, ...] = ()
    computed: bool = False

    @property
    def rows_seen(self) -> int:
        return self.rows_read + len(self.unread)

    def missed(self, block: Block) -> bool:
        """Whether something stands in that part that was not read, so that nobody may say it is not there."""
        return any(each.block is block for each in self.unread) or any(
            each.block is block for each in self.unknown
        )

    def headings(self) -> list[str]:
        """The headings that were not known, as JSON tells them."""
        return [each.text for each in self.unknown]


def told(kind: FormKind, reading: Reading) -> str:
    """The kind of a form and what was not read of it, for a person; "" for a 项目支出绩效自评表 that was read whole."""
    said = [KIND_NAMES[kind]] if kind is not FormKind.PROJECT else []
    if reading.unread:
        said.append(
            f"填了 {reading.rows_seen} 行，读出 {reading.rows_read} 行，{len(reading.unread)} 行没有读出"
        )
    if reading.unknown:
        said.append(f"不认识的栏目：{'、'.join(map(_heading, reading.headings()))}")
    return "；".join(said)


def _heading(text: str) -> str:
    return f"“{''.join(text.split())}”" if text else "（没有名称）"
