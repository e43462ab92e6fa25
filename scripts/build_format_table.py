"""How much of the 14 published forms is recovered from every kind of file, and how fast, written into docs/文件格式.md.

.venv/bin/python scripts/build_format_table.py (needs LibreOffice with Writer, and Chromium)
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from documents import building
from workbook_read.books import FORMS
from workbook_read.reading import as_data, expected
from zipingbiao.batch.inputs import Inputs, read_input
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

PAGE = Path(__file__).resolve().parent.parent / "docs" / "文件格式.md"
BEGIN, END = "<!-- 以下由 scripts/build_format_table.py 生成，请勿手改 -->", "<!-- 生成结束 -->"
ROUNDS = 5


@dataclass(frozen=True)
class Row:
    """One kind of file: its name, who made it, what came back of the forms, and the time of a reading."""

    name: str
    maker: str
    forms: int
    fields: int
    totals: int
    seconds: float


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = [_measured(*each) for each in _files(Path(folder))]
    text = PAGE.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{_table(rows)}\n{END}{after}", "utf-8")


def _files(folder: Path) -> Iterator[tuple[str, str, Path]]:
    book = building.save(folder)
    word = building.word(FORMS, folder / "文档.docx")
    page = folder / "网页.html"
    page.write_text(building.page(FORMS), "utf-8")
    yield ".xlsx", "openpyxl", book
    yield ".xls、.et", "LibreOffice", building.converted(book, "xls", folder)
    yield ".ods", "LibreOffice", building.converted(book, "ods", folder)
    yield ".docx", "python-docx", word
    yield ".doc", "LibreOffice", building.converted(word, "doc", folder)
    yield ".html（表格程序另存）", "LibreOffice", building.converted(book, "html", folder)
    yield ".pdf（由 Excel 表）", "LibreOffice Calc", building.converted(book, "pdf", folder)
    yield ".pdf（由 Word 文档，行跨页断开）", "LibreOffice Writer", building.converted(word, "pdf", folder)
    yield ".pdf（由网页打印）", "Chromium", building.printed(page, folder / "打印.pdf", folder)


def _measured(name: str, maker: str, path: Path) -> Row:
    times, read = [], read_input(path)
    for _ in range(ROUNDS):
        start = time.perf_counter()
        read = read_input(path)
        times.append(time.perf_counter() - start)
    return Row(name, maker, len(read.forms), _recovered(read), _totals(read), statistics.median(times))


def _recovered(read: Inputs) -> int:
    return sum(
        dict(_fields(as_data(form))).get(path) == value
        for form, source in zip(read.forms, FORMS, strict=False)
        for path, value in _fields(expected(source))
    )


def _totals(read: Inputs) -> int:
    return sum(
        score_form(form, load("cn", 2024)).total == Decimal(source["total"]["score"])
        for form, source in zip(read.forms, FORMS, strict=False)
    )


def _fields(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every field with its path, without blanks: a printed page breaks lines where its columns end."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _fields(value, f"{path}.{key}")
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _fields(value, f"{path}[{n}]")
    else:
        yield path, "".join(data.split())


def _table(rows: list[Row]) -> str:
    fields = sum(len(list(_fields(expected(source)))) for source in FORMS)
    base = rows[0].seconds
    lines = [
        f"一个文件装 14 张公开的自评表，共 {fields} 栏。时间是读一个文件的中位数与 .xlsx 之比"
        f"（各读 {ROUNDS} 次，同一台机器、同一进程）；.doc 的时间主要是 LibreOffice 转换。\n",
        "| 格式 | 文件由谁生成 | 认出的表 | 与公开内容一致的栏 | 与公开一致的总分 | 用时是 .xlsx 的几倍 |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.name} | {row.maker} | {row.forms} / {len(FORMS)} | {row.fields} / {fields} "
        f"| {row.totals} / {len(FORMS)} | {row.seconds / base:.1f} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
