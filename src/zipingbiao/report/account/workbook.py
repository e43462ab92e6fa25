"""自评报告.xlsx: the sentences on the first sheet, then each table on its own."""

from __future__ import annotations

from zipingbiao.report.account.content import Account
from zipingbiao.report.sheets import Report
from zipingbiao.report.tables import Column, Table


def account_workbook(account: Account) -> bytes:
    """The same report gives the same bytes. The charts stand in the document; here are the figures they show."""
    report = Report("自评报告")
    lines: list[tuple[str]] = []
    for section in account.sections:
        lines.append((section.heading,))
        lines += [(block,) for block in section.blocks if isinstance(block, str)]
    lines += [(text,) for text in account.signature]
    report.add(Table("自评报告", (Column(account.title, 110),), lines))
    for section in account.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                report.add(block)
    return report.bytes()
