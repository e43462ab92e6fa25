"""Comments stand where Excel puts them: some readers look nowhere else."""

from __future__ import annotations

import re

import pytest
from openpyxl.comments import Comment

from workbook_write.kit import FORMS, STANDARD, opened, parts, published, saved, write
from workbook_write.kit import processed as _processed
from workbook_write.soundness import check_package
from zipingbiao.package.stable_bytes import tidy
from zipingbiao.resources import DEMO_LEDGER, LEDGER_TEMPLATE, workbook_path
from zipingbiao.workbook.write.writer import Mode

PLACE = re.compile(r"xl/comments\d+\.xml|xl/drawings/vmlDrawing\d+\.vml")


def of_comments(package: bytes) -> list[str]:
    return [name for name in parts(package) if "omment" in name or name.endswith(".vml")]


def comments(package: bytes) -> int:
    return sum(cell.comment is not None for s in opened(package) for row in s.iter_rows() for cell in row)


def test_written_forms() -> None:
    found = [of_comments(published(n, Mode.FORMULAS)) for n in range(len(FORMS))]
    assert any(found)
    assert all(PLACE.fullmatch(name) for names in found for name in names)


@pytest.mark.parametrize("name", [LEDGER_TEMPLATE, DEMO_LEDGER])
def test_ledgers(name: str) -> None:
    package = workbook_path(name).read_bytes()
    names = of_comments(package)
    assert names and all(PLACE.fullmatch(each) for each in names)
    assert comments(package) == 39


def test_numbers_that_another_sheet_has_are_left_to_it() -> None:
    """The office's second sheet has comments of its own under Excel's name."""
    n = next(n for n in range(len(FORMS)) if of_comments(published(n, Mode.FORMULAS)))
    book = opened(STANDARD)
    book.create_sheet("填表说明")["A1"].comment = Comment("见通知", "某局")
    package = write(_processed(n), Mode.FORMULAS, tidy(saved(book)))
    check_package(package)
    assert sorted(of_comments(package)) == [
        "xl/comments1.xml", "xl/comments2.xml", "xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing2.vml",
    ]  # fmt: skip
    assert opened(package)["填表说明"]["A1"].comment.text == "见通知"
    assert comments(package) == 1 + comments(published(n, Mode.FORMULAS))
