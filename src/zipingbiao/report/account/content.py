"""The report as paragraphs, tables and pictures, before it becomes a document, a workbook or a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.batch.inputs import InputFault
from zipingbiao.form.model import Form, FundKind
from zipingbiao.form.money import plain, round_half_up
from zipingbiao.narrative.engine import gaps_of
from zipingbiao.report.account.annex import annex
from zipingbiao.report.account.figures import Class, Figures, Outcome, outcome_of
from zipingbiao.report.account.picture import TICKS, Bar, bars_png
from zipingbiao.report.account.wording import Wording, filled
from zipingbiao.report.bins import bins
from zipingbiao.report.tables import Column, Kind, Table, Value, fraction

_NUMERALS = "一二三四五六七八九十"
#: More bars than this nobody tells apart.
_MOST_BARS = 40
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with the words under it, and what each bar is."""

    png: bytes
    caption: str


Block = str | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter or the annex: its heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The whole report."""

    title: str
    sections: tuple[Section, ...]
    signature: tuple[str, ...]

    @property
    def gaps(self) -> int:
        """How many 【请填写：…】 are left to the unit."""
        texts = [self.title, *self.signature]
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, str):
                    texts.append(block)
                elif isinstance(block, Table):
                    texts += [value for row in block.rows for value in row if isinstance(value, str)]
        return sum(len(gaps_of(text)) for text in texts)


def account(
    figures: Figures, wording: Wording, date: str, told: Sequence[InputFault] = (), unit: str = ""
) -> Account:
    """The report of the forms. `told`: what was not read or not taken in, which the annex lists."""
    values = _values(figures, date, unit)
    made = {
        "basis": (),
        "money": _money(figures),
        "targets": _targets(figures),
        "scores": _scores(figures),
        "deviations": _deviations(figures),
        "plan": _plan(figures),
        "problems": (),
    }
    nothing = {
        "money": not figures.money.budget and not figures.money.unread,
        "scores": not figures.totals,
        "deviations": not figures.deviations,
        "plan": not any(each.measure for each in figures.deviations),
    }
    sections = []
    for n, (name, chapter) in enumerate(wording.chapters.items()):
        empty = nothing.get(name, False) and chapter.none
        lead = (chapter.none,) if empty else chapter.text
        blocks = () if empty else made[name]
        sections.append(
            Section(f"{_NUMERALS[n]}、{chapter.heading}", (*(filled(t, values) for t in lead), *blocks))
        )
    sections.append(Section("附表　项目一览", tuple(annex(figures, told))))
    signature = tuple(filled(text, values) for text in wording.signature)
    return Account(filled(wording.title, values), tuple(sections), signature)


def _values(figures: Figures, date: str, unit: str) -> Mapping[str, str]:
    forms = [each.form for each in figures.forms]
    money, outcomes, totals = figures.money, figures.outcomes, figures.totals
    count = sum(outcomes.values())
    rates = {each.rulebook.number("check.low_rate") for each in figures.forms}
    grades = "，".join(f"{grade} {n} 个" for grade, n in figures.grades.most_common())
    return {
        "unit": unit or _common(forms),
        "year": _year(forms),
        "projects": str(len(forms)),
        "indicators": str(count),
        "initial": _wan(money.initial),
        "budget": _wan(money.budget),
        "executed": _wan(money.executed),
        "unspent": _wan(money.budget - money.executed),
        "rate": "【请核实：有金额没有读成数，未计算】" if money.rate is None else f"{money.rate}%",
        "low": str(len(figures.low)),
        "low_rate": "、".join(f"{plain(rate)}%" for rate in sorted(rates)),
        **{outcome.name.lower(): str(outcomes[outcome]) for outcome in Outcome},
        "met_share": _share(outcomes[Outcome.MET], count),
        "scored": str(len(totals)),
        "unscored": str(len(forms) - len(totals)),
        "mean": _points(sum(totals, Decimal(0)) / len(totals)) if totals else "—",
        "best": _points(max(totals)) if totals else "—",
        "worst": _points(min(totals)) if totals else "—",
        "grades": grades or "没有等级",
        "deviations": str(len(figures.deviations)),
        "explained": str(sum(each.explained for each in figures.deviations)),
        "measures": str(sum(bool(each.measure) for each in figures.deviations)),
        "date": date or "【请填写：日期】",
    }


def _common(forms: Sequence[Form]) -> str:
    """The one unit of all forms, else their one department; several are a gap, not a guess."""
    for texts in ([form.unit for form in forms], [form.department for form in forms]):
        names = {"".join(text.split()) for text in texts}
        if len(names) == 1 and (name := names.pop()):
            return name
    return "【请填写：单位名称】"


def _year(forms: Sequence[Form]) -> str:
    years = sorted({form.evaluated_year for form in forms if form.evaluated_year is not None})
    if len(years) == 1 and all(form.evaluated_year for form in forms):
        return f"{years[0]}年度"
    return "【请核实：年度，各表为" + ("、".join(map(str, years)) or "未印") + "】"


def _wan(value: Decimal) -> str:
    return format(round_half_up(value, 2), "f")


def _points(value: Decimal) -> str:
    return format(round_half_up(value, 2), "f")


def _share(part: int, whole: int) -> str:
    return f"{round_half_up(Decimal(part) / whole * 100, 1)}%" if whole else "—"


def _money(figures: Figures) -> tuple[Block, ...]:
    blocks: list[Block] = [f"没有计入合计：{each}。" for each in figures.money.unread]
    rated = [
        (n, form.execution.rate) for n, form in enumerate(figures.forms) if form.execution.rate is not None
    ]
    if figures.low:
        columns = (
            Column("序号", 6, Kind.COUNT),
            Column("项目名称", 40),
            Column("执行率", 10, Kind.RATE),
            Column("资金说明", 60),
        )
        rows = [_low(figures, n) for n in figures.low]
        blocks.append(Table("执行率偏低的项目", columns, rows))
    if rated and len(rated) <= _MOST_BARS:
        bars = [
            Bar(str(n + 1), rate, f"{plain(round_half_up(rate, 1))}%", n in figures.low) for n, rate in rated
        ]
        caption = "各项目预算执行率（%）；横轴是附表中的项目序号，深色的低于界限。"
        blocks.append(Picture(bars_png(bars, _top([rate for _, rate in rated])), caption))
    return tuple(blocks)


def _top(values: Sequence[Decimal]) -> Decimal:
    """The upper edge of a chart of percents."""
    return max(_HUNDRED, (max(values) / 10).to_integral_value("ROUND_CEILING") * 10)


def _low(figures: Figures, n: int) -> tuple[Value, ...]:
    form = figures.forms[n]
    line = form.form.fund(FundKind.TOTAL)
    note = line.note.strip() if line is not None else ""
    return n + 1, form.form.name, fraction(form.execution.rate), note or "【请填写：执行率偏低的原因和安排】"


def _targets(figures: Figures) -> tuple[Block, ...]:
    columns = (
        Column("一级指标", 16),
        Column("二级指标", 20),
        Column("指标数", 8, Kind.COUNT),
        *(Column(outcome.value, 9, Kind.COUNT) for outcome in Outcome),
        Column("分值", 9, Kind.SCORE),
        Column("得分", 9, Kind.SCORE),
        Column("没有得分", 9, Kind.COUNT),
    )
    tops = [each for each in figures.classes if not each.level2]
    rows = [_class_row(each) for each in figures.classes]
    names = "，".join(f"{n} {each.level1}" for n, each in enumerate(tops, 1))
    bars = [
        Bar(
            str(n),
            Decimal(each.outcomes[Outcome.MET]) / each.count * 100,
            _share(each.outcomes[Outcome.MET], each.count),
        )
        for n, each in enumerate(tops, 1)
    ]
    picture = Picture(bars_png(bars, _HUNDRED), f"各类指标完成的占比（%）：{names}。")
    return Table("绩效目标分类完成情况", columns, rows), *((picture,) if bars else ())


def _class_row(each: Class) -> tuple[Value, ...]:
    counts = (each.outcomes[outcome] for outcome in Outcome)
    return each.level1, each.level2 or "小计", each.count, *counts, each.weight, each.score, each.unscored


def _scores(figures: Figures) -> tuple[Block, ...]:
    left = tuple(f"总分没有计入平均：{name}：{why}。" for name, why in figures.doubts)
    spread = bins(figures.totals)
    if not spread:
        return left
    bars = [Bar(f"{plain(b.low)}-{plain(b.high)}", Decimal(b.count), str(b.count)) for b in spread]
    top = Decimal(-(-max(b.count for b in spread) // TICKS) * TICKS)
    return *left, Picture(bars_png(bars, top), "总分分布：横轴是分数段（含下限），纵轴是项目数。")


def _deviations(figures: Figures) -> tuple[Block, ...]:
    columns = (
        Column("序号", 6, Kind.COUNT),
        Column("项目名称", 24),
        Column("三级指标", 34),
        Column("指标值", 12),
        Column("完成值", 12),
        Column("情况", 9),
        Column("分值", 7, Kind.SCORE),
        Column("得分", 7, Kind.SCORE),
        Column("偏差原因及改进措施", 60),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.project + 1,
            each.name,
            each.row.level3,
            each.row.target.text,
            each.row.actual.text,
            outcome_of(each.score).value,
            each.score.weight,
            each.score.score,
            each.told,
        )
        for each in figures.deviations
    ]
    return (Table("偏差及原因", columns, rows),)


def _plan(figures: Figures) -> tuple[Block, ...]:
    """The measures as the forms state them, those of one project together; the same words once."""
    by_project: dict[int, dict[str, None]] = {}
    for each in figures.deviations:
        if each.measure:
            by_project.setdefault(each.project, {})[each.measure] = None
    return tuple(
        f"{n}. {figures.forms[project].form.name}：{'；'.join(measures)}。"
        for n, (project, measures) in enumerate(by_project.items(), 1)
    )
