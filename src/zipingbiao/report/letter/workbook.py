"""退回意见.xlsx: the letter, the forms, and a sheet for each group with a column for the unit's 整改情况."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.checks.labels import GROUPS
from zipingbiao.report.letter.opinion import Item, Opinion
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
    Column("依据", 34),
    Column("整改情况", 30),
)


def opinion_workbook(opinion: Opinion) -> bytes:
    """The workbook of one letter; the same letter gives the same bytes."""
    report = Report("退回意见")
    report.add(Table("退回意见", (Column(opinion.title, 110),), [(text,) for text in _letter(opinion)]))
    report.add(_forms(opinion))
    for section in opinion.sections:
        report.add(
            Table(section.heading, _ITEM_COLUMNS, [_row(item) for item in section.items], section.lead)
        )
    return report.bytes()


def _letter(opinion: Opinion) -> Iterator[str]:
    yield opinion.addressee
    yield from opinion.paragraphs
    yield from opinion.closing
    yield from opinion.signature


def _forms(opinion: Opinion) -> Table:
    counts = tuple(Column(name, 10, Kind.COUNT) for name in (*GROUPS.values(), "已豁免"))
    columns = (
        Column("序号", 6, Kind.COUNT),
        Column("项目名称", 44),
        Column("文件", 36),
        *counts,
        Column("结论", 10),
    )
    rows: list[tuple[Value, ...]] = [
        (n, form.name, form.file, *form.counts, form.waived, form.verdict)
        for n, form in enumerate(opinion.forms, 1)
    ]
    return Table("项目", columns, rows)


def _row(item: Item) -> tuple[Value, ...]:
    texts = (item.project, item.file, item.place, item.severity, item.code, item.fault)
    return (item.n, *texts, item.found, item.expected, item.advice, item.source, "")
