"""The 项目支出绩效自评表 as it was read: every field as printed, and where it stands.

Texts stay exactly as printed; numbers are read by :mod:`zipingbiao.form.money`, targets and actuals by
:mod:`zipingbiao.form.quantity`. "" means "not printed": the layout lacks the field, or the cell is empty or
holds only a dash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import lru_cache

from zipingbiao.form.coverage import FormKind, Reading
from zipingbiao.form.unit_name import unit_key
from zipingbiao.form.waiver import Waiver
from zipingbiao.record import record

#: Marks that stand for an empty cell in the published forms.
DASHES = frozenset({"-", "—", "–", "_", "/", "——", "－", "＿", "／", "\\", "--"})

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@lru_cache(maxsize=8192)
def is_blank(text: str | None) -> bool:
    """Whether a printed text says nothing: empty, white space, or a dash (`-`, `—`, `_`, `/`)."""
    if not text:
        return True
    stripped = text.strip()
    return not stripped or stripped in DASHES


@record(frozen=True, slots=True)
class Place:
    """Where a field stands: the file's name, the sheet's name and the cell (`F12`), as far as known.

    In a file without cells `sheet` is None and `cell` says page, table, row and column (`第2页表1第5行第3列`).
    """

    file: str = ""
    sheet: str | None = None
    cell: str | None = None


@record(frozen=True, slots=True)
class Entry:
    """One cell of 年度指标值 or 实际完成值.

    `text` is what a reader of the form sees; a numeric cell shown in % gives `98%`. `numeric` is True where the
    cell held a number without a % format, so that 0.98 against a % target means 98 %.
    """

    text: str = ""
    numeric: bool = False


class FundKind(StrEnum):
    """The rows of 项目资金."""

    TOTAL = "年度资金总额"
    APPROPRIATION = "当年财政拨款"
    CARRY_OVER = "上年结转资金"
    OTHER = "其他资金"
    UNKNOWN = ""


@lru_cache(maxsize=1024)
def fund_kind(label: str) -> FundKind:
    """The row of 项目资金 that a printed label names; labels differ by province (`其中：当年财政拨款`, `结转资金` …)."""
    text = re.sub(r"\s+", "", label)
    if "总额" in text or "合计" in text or "资金总" in text or "总金额" in text or text == "总计":
        return FundKind.TOTAL
    if "结转" in text or "结余" in text:
        return FundKind.CARRY_OVER
    if "拨款" in text or "财政资金" in text:
        return FundKind.APPROPRIATION
    if "其他" in text or "其它" in text:
        return FundKind.OTHER
    return FundKind.UNKNOWN


#: The levels of government that pay a share, by the words of their labels; the first that fits counts.
_SHARES = (
    ("中央", ("中央",)),
    ("省级", ("省", "自治区")),
    ("市级", ("市", "州", "盟")),
    ("县级", ("县", "区", "旗")),
    ("地方", ("地方",)),
    ("本级", ("本级",)),
    ("上级", ("上级", "补助")),
)


@lru_cache(maxsize=1024)
def fund_share(label: str) -> str:
    """Whose share of the money a line is: 中央, 省级, 市级, 县级, 地方, 本级, 上级, 结转, 其他; "" where the label does not say."""
    text = re.sub(r"\s+", "", label)
    kind = fund_kind(text)
    if kind is FundKind.CARRY_OVER:
        return "结转"
    for share, words in _SHARES:
        if any(word in text for word in words):
            return share
    return "其他" if kind is FundKind.OTHER or "自筹" in text else ""


@record(frozen=True, slots=True)
class FundLine:
    """One row of 项目资金; amounts as printed, in the form's `amount_unit`.

    `review_score`, `review_opinion`, `rectification`: 复核得分 and 复核意见 of a reviewer, 整改情况 of the unit.
    """

    kind: str
    initial_budget: str = ""
    annual_budget: str = ""
    executed: str = ""
    weight: str = ""
    rate: str = ""
    score: str = ""
    note: str = ""
    review_score: str = ""
    review_opinion: str = ""
    rectification: str = ""

    @property
    def row(self) -> FundKind:
        return fund_kind(self.kind)


@record(frozen=True, slots=True)
class Goals:
    """年度总体目标: 预期目标 and 实际完成情况."""

    expected: str = ""
    actual: str = ""


@record(frozen=True, slots=True)
class Indicator:
    """One row of 绩效指标. `merged` names the fields whose cell is a continuation of a merged cell above."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    target: Entry = Entry()
    actual: Entry = Entry()
    weight: str = ""
    score: str = ""
    note: str = ""
    deduction: str = ""
    reason: str = ""
    detail: str = ""
    evidence: str = ""
    review_score: str = ""
    review_opinion: str = ""
    rectification: str = ""
    review_actual: str = ""
    review_deviation: str = ""
    merged: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """`一级/二级/三级`, the form in which a cell function is told the indicator."""
        return "/".join((self.level1, self.level2, self.level3))


@record(frozen=True, slots=True)
class Total:
    """The 总分 row: Σ分值, Σ得分, and 等级 where the layout prints one."""

    weight: str = ""
    score: str = ""
    grade: str = ""


@record(frozen=True, slots=True)
class Form:
    """One 项目支出绩效自评表. Field paths are 0-based: `indicators[3].score`, `funds[0].rate`, `total.score`."""

    id: str = ""
    title: str = ""
    year: str = ""
    name: str = ""
    code: str = ""
    department: str = ""
    unit: str = ""
    amount_unit: str = "万元"
    funds: tuple[FundLine, ...] = ()
    goals: Goals = Goals()
    indicators: tuple[Indicator, ...] = ()
    total: Total = Total()
    #: What is signed and noted under the table, a line each: `填报人：张三`.
    below: str = ""
    rulebook: str = ""
    kind: FormKind = FormKind.PROJECT
    waivers: tuple[Waiver, ...] = ()
    file: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    #: The key of the unit whose form it is, where a reviewer knows more than 实施单位 says (folder, alias); "" = as printed.
    owner: str = field(default="", compare=False)
    #: What a sheet held beside the fields; None where there was no sheet.
    sheet_reading: Reading | None = field(default=None, compare=False)
    #: What a ledger or JSON holds about it that could not be used, in the words in which it was told.
    unusable: tuple[str, ...] = field(default=(), compare=False)

    @property
    def reading(self) -> Reading:
        """How much was read; a form without a sheet has no row that was not."""
        return self.sheet_reading or Reading(len(self.indicators))

    @property
    def on_a_sheet(self) -> bool:
        """Whether it was read from a sheet of its own; a project of a ledger or of JSON has none yet."""
        return self.sheet_reading is not None

    @property
    def unit_key(self) -> str:
        """The unit to group by; "" where nobody knows it."""
        return self.owner or unit_key(self.unit)

    @property
    def reports(self) -> bool:
        """Whether it tells what was done; a 绩效目标申报表 only says what is to be done."""
        return self.kind is not FormKind.TARGETS

    @property
    def is_empty(self) -> bool:
        """Whether nobody filled anything in, as in a blank template. What stands in a form though unread makes it none."""
        filled = self.name or self.unit or self.department or self.indicators or self.goals.expected
        money = any(not is_blank(line.annual_budget) or not is_blank(line.executed) for line in self.funds)
        return not (filled or money or self.reading.unread or self.reading.unknown)

    @property
    def evaluated_year(self) -> int | None:
        """评价年度, from the printed period, else from the title."""
        return _year_of(self.year) or _year_of(self.title)

    def fund(self, kind: FundKind) -> FundLine | None:
        """The first fund row of that kind."""
        return next((line for line in self.funds if line.row is kind), None)

    def place(self, path: str) -> Place:
        """The cell of a field path; where only the row or block is known, that of the nearest parent."""
        probe = path if self.places else ""
        while probe:
            found = self.places.get(probe)
            if found is not None:
                return found
            cut = max(probe.rfind("."), probe.rfind("["))
            probe = probe[:cut] if cut > 0 else ""
        return Place(file=self.file)


@lru_cache(maxsize=1024)
def _year_of(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found.group(1)) if found else None
