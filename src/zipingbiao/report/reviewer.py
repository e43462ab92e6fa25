"""复核: what a reviewer scored and wrote beside the self-evaluation, and what the unit did about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.form.model import FundKind, FundLine, Indicator
from zipingbiao.form.money import number, plain, round_half_up
from zipingbiao.report.subject import Review, Reviewed
from zipingbiao.report.tables import Column, Kind, Table, Value

SHEET = "复核"
_PERCENT_OFF = re.compile(r"扣(?:除|减|分)?(?:分值的?)?(\d{1,3}(?:\.\d+)?)[%％]")
_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 30),
    Column("行", 14),
    Column("三级指标", 40),
    Column("分值", 7, Kind.SCORE),
    Column("自评得分", 9, Kind.SCORE),
    Column("复核得分", 9, Kind.SCORE),
    Column("差", 7, Kind.SCORE),
    Column("复核意见", 44),
    Column("整改情况", 44),
    Column("复核完成值", 14),
    Column("偏离度", 9),
)


@dataclass(frozen=True, slots=True)
class SecondLook:
    """One line that a reviewer touched. `reviewed`: 复核得分, None where none was given or it is no number."""

    where: str
    label: str
    weight: Decimal | None
    score: Decimal | None
    reviewed: Decimal | None
    written: str  # 复核得分 as it was written
    opinion: str
    rectification: str
    actual: str = ""  # 复核完成值
    written_deviation: str = ""

    @property
    def deviation(self) -> str:
        """偏离度: as it was written, else (复核得分 − 自评得分) ÷ 自评得分."""
        if self.written_deviation or self.difference is None or not self.score:
            return self.written_deviation
        return f"{plain(round_half_up(self.difference / self.score * 100, 2))}%"

    @property
    def difference(self) -> Decimal | None:
        """复核得分 − 自评得分; None for a 复核得分 that cannot be used."""
        if self.reviewed is None or self.score is None or self._is_outside:
            return None
        return self.reviewed - self.score

    @property
    def is_unusable(self) -> bool:
        """Whether a 复核得分 was written that is no number within 0…分值."""
        return bool(self.written) and (self.reviewed is None or self._is_outside)

    @property
    def _is_outside(self) -> bool:
        if self.reviewed is None:
            return False
        return self.reviewed < 0 or (self.weight is not None and self.reviewed > self.weight)

    @property
    def remark(self) -> str:
        """The opinion; a 复核得分 that is no number, or outside 0…分值, is told with it."""
        return "；".join(part for part in (self._doubt, self.opinion) if part)

    @property
    def _doubt(self) -> str:
        if self.reviewed is None:
            return f"【复核得分“{self.written}”不是数字，没有计入】" if self.written else ""
        if self._is_outside:
            return f"【复核得分{plain(self.reviewed)}超出分值{'' if self.weight is None else plain(self.weight)}，没有计入】"
        return self._percent_doubt

    @property
    def _percent_doubt(self) -> str:
        """An opinion that says `扣30%` beside a 复核得分 that takes off another share."""
        said = _PERCENT_OFF.search("".join(self.opinion.split()))
        if said is None or self.reviewed is None or not self.weight:
            return ""
        wanted = round_half_up(self.weight * (1 - Decimal(said[1]) / 100), 2)
        if wanted == self.reviewed:
            return ""
        return f"【意见写“{said[0]}”，应为{plain(wanted)}分，复核得分为{plain(self.reviewed)}分】"


def second_looks(each: Reviewed) -> tuple[SecondLook, ...]:
    """The lines of a form that a reviewer touched, the money first."""
    return tuple(_looks(each))


def _looks(each: Reviewed) -> Iterator[SecondLook]:
    execution = each.scored.execution
    for line in each.form.funds:
        if line.row is FundKind.TOTAL and _touched(line):
            yield _look("预算执行率", line.kind, execution.weight, execution.score, line)
    for n, (row, scored) in enumerate(zip(each.form.indicators, each.scored.rows, strict=True), 1):
        if _touched(row):
            yield _look(f"第{n}行", row.level3, scored.weight, scored.score, row)


def _touched(line: FundLine | Indicator) -> bool:
    return any(
        text.strip()
        for text in (line.review_score, line.review_opinion, line.rectification, *_actual_and_deviation(line))
    )


def _actual_and_deviation(line: FundLine | Indicator) -> tuple[str, str]:
    """Only an indicator has a 完成值."""
    return (line.review_actual, line.review_deviation) if isinstance(line, Indicator) else ("", "")


def _look(
    where: str, label: str, weight: Decimal | None, score: Decimal | None, line: FundLine | Indicator
) -> SecondLook:
    written = line.review_score.strip()
    return SecondLook(
        where,
        label,
        weight,
        score,
        number(written) if written else None,
        written,
        line.review_opinion.strip(),
        line.rectification.strip(),
        *(text.strip() for text in _actual_and_deviation(line)),
    )


def reviewed_total(each: Reviewed, looks: Iterable[SecondLook]) -> Decimal | None:
    """The total with 复核得分 in place of 自评得分 where one was given.

    None where the form has no total, or a 复核得分 cannot be used: a sum over the rest would look like a total.
    """
    looks = tuple(looks)
    if each.total is None or any(look.is_unusable for look in looks):
        return None
    return sum((look.difference for look in looks if look.difference is not None), each.total)


def review_table(review: Review) -> Table | None:
    """The sheet 复核, a line 总分 below each form; None where no reviewer has written anything."""
    rows: list[tuple[Value, ...]] = []
    for each in review.forms:
        looks = second_looks(each)
        rows += [_row(each, look) for look in looks]
        if looks:
            rows.append(_total(each, reviewed_total(each, looks)))
    if not rows:
        return None
    return Table(SHEET, _COLUMNS, rows, "没有写复核得分的行，复核总分按自评得分计。")


def _row(each: Reviewed, look: SecondLook) -> tuple[Value, ...]:
    figures = (look.weight, look.score, look.reviewed, look.difference)
    return (
        each.n,
        each.name,
        look.where,
        look.label,
        *figures,
        look.remark,
        look.rectification,
        look.actual,
        look.deviation,
    )


def _total(each: Reviewed, total: Decimal | None) -> tuple[Value, ...]:
    own = each.total
    change = None if total is None or own is None else total - own
    why = "" if total is not None else "没有自评总分" if own is None else "有复核得分不能用，没有合计"
    return (each.n, each.name, "总分", "", each.scored.weights, own, total, change, why, "", "", "")
