"""退回意见.xlsx: the letter, the forms, and a sheet for each group with a column for the unit's 整改情况, read back by desk."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.checks.labels import GROUPS
from zipingbiao.report.letter.beside import Told
from zipingbiao.report.letter.opinion import Opinion, Section
from zipingbiao.report.letter.plain import Item, Lot
from zipingbiao.report.sheets import Report
from zipingbiao.report.tables import Column, Kind, Table, Value

_ITEM_COLUMNS = (
    Column("序号", 6, Kind.COUNT),
    Column("项目名称", 26),
    Column("文件", 24),
    Column("位置", 13),
    Column("级别", 6),
    Column("规则", 8),
    Column("问题", 46),
    Column("填报", 22),
    Column("应为", 22),
    Column("怎么办", 34),
    Column("依据", 6),
    Column("说明", 20),
    Column("整改情况", 30),
    Column("编号", 16),
)
_SCORED_COLUMNS = (
    Column("项目名称", 30),
    Column("位置", 14),
    Column("内容", 36),
    Column("分值", 8),
    Column("自评", 8),
    Column("复核", 8),
    Column("复核意见", 50),
)


def opinion_workbook(opinion: Opinion) -> bytes:
    """The workbook of one letter; the same letter gives the same bytes."""
    report = Report("退回意见")
    report.add(Table("退回意见", (Column(opinion.title, 110),), [(text,) for text in _letter(opinion)]))
    if opinion.forms:
        report.add(_forms(opinion))
    beside = opinion.beside
    for name, heads, told in (
        ("没有读出", ("文件", "", "原因和办法"), beside.unread),
        ("请定哪一稿", ("项目名称", "文件", "情况"), beside.drafts),
        ("批复内容被改", ("项目名称", "位置", "改动"), beside.changed),
        ("删空后消失", ("项目名称", "情况", "原问题"), beside.hidden),
    ):
        if told:
            report.add(Table(name, _told_columns(heads), [_told(each) for each in told]))
    if beside.reviewed:
        rows = [
            (each.project, each.place, each.label, each.weight, each.own, each.reviewed, each.opinion)
            for each in beside.reviewed
        ]
        report.add(Table("复核意见", _SCORED_COLUMNS, rows))
    for section in opinion.sections:
        report.add(Table(section.heading, _ITEM_COLUMNS, list(_rows(section)), section.lead))
    if opinion.annex.lots:
        report.add(Table("提示", _ITEM_COLUMNS, list(_rows(opinion.annex)), opinion.annex.heading))
    if opinion.notes:
        grounds: list[tuple[Value, ...]] = [(f"〔{n}〕", text) for n, text in enumerate(opinion.notes, 1)]
        report.add(Table("依据", (Column("序号", 8), Column("依据", 100)), grounds))
    return report.bytes()


def _letter(opinion: Opinion) -> Iterator[str]:
    yield opinion.addressee
    yield from opinion.paragraphs
    yield from (f"应报未报：{text}" for text in opinion.beside.missing)
    yield from (f"上次退回、没有重报：{text}" for text in opinion.beside.late)
    yield from opinion.closing
    yield from opinion.signature


def _told_columns(heads: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(head, width) for head, width in zip(heads, (36, 36, 70), strict=True))


def _told(each: Told) -> tuple[Value, ...]:
    return each.project, each.place, each.text


def _forms(opinion: Opinion) -> Table:
    counts = tuple(Column(name, 10, Kind.COUNT) for name in (*GROUPS.values(), "提示", "已豁免"))
    columns = (
        Column("序号", 6, Kind.COUNT),
        Column("项目名称", 44),
        Column("文件", 36),
        *counts,
        Column("结论", 14),
    )
    rows: list[tuple[Value, ...]] = [
        (n, form.name, form.file, *form.counts, form.waived, form.verdict)
        for n, form in enumerate(opinion.forms, 1)
    ]
    return Table("项目", columns, rows)


def _rows(section: Section) -> Iterator[tuple[Value, ...]]:
    for lot in section.lots:
        for item in lot.items:
            yield _row(lot, item)


def _row(lot: Lot, item: Item) -> tuple[Value, ...]:
    texts = (item.project, item.file, item.place, lot.severity, lot.code, item.fault)
    return (
        item.n,
        *texts,
        item.found,
        item.expected,
        lot.advice,
        f"〔{lot.note}〕",
        item.remark,
        "",
        item.id,
    )
