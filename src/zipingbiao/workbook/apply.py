"""Edits into a closed workbook: the sheets they name change, every other part of the package stays byte for byte."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zipingbiao.workbook.intake import Package
from zipingbiao.workbook.problem import ReadProblem
from zipingbiao.workbook.sheet_text import UnusualSheet, changed_sheet, sheets_of
from zipingbiao.workbook.snapshot import Edit
from zipingbiao.workbook.xlsx import sheet_parts

_CALC = re.compile(rb"<((?:\w+:)?)calcPr\b[^>]*?/>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >]")
_OURS = b"PERF_"


def apply_edits(package: Package, edits: Iterable[Edit]) -> bytes:
    """The workbook with the edits made. Raises :class:`ReadProblem` where a sheet cannot be changed in place."""
    parts = {name: part.lower() for name, part in sheet_parts(package).items()}
    changed: dict[str, bytes] = {}
    for sheet, mine in sheets_of(edits).items():
        part = parts.get(sheet)
        if part is None:
            raise ReadProblem(package.file, f"找不到工作表“{sheet}”，没有写入。")
        try:
            changed[part] = changed_sheet(_text(package, part), mine).encode()
        except UnusualSheet as problem:
            raise ReadProblem(package.file, f"工作表“{sheet}”：{problem}") from problem
    if changed and _needs_recalculation(package, parts.values()):
        book = "xl/workbook.xml"
        if package.has(book):
            changed[book] = _CALC.sub(rb'<\1calcPr fullCalcOnLoad="1"/>', package.read(book))
    return _packed(package, changed)


def _text(package: Package, part: str) -> str:
    data = package.read(part)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16").replace('encoding="UTF-16"', 'encoding="UTF-8"', 1)
    return data.decode("utf-8-sig")


def _needs_recalculation(package: Package, parts: Iterable[str]) -> bool:
    """Whether formulas of the user's own may depend on what changed.

    A book with our cell functions is left alone: a PC without the add-in would turn them into #NAME?.
    """
    sheets = [package.read(part) for part in parts if package.has(part)]
    return any(_FORMULA.search(data) for data in sheets) and not any(_OURS in data for data in sheets)


def _packed(package: Package, changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in package.archive.infolist():
            name = info.filename.replace("\\", "/").lstrip("/").lower()
            copy = ZipInfo(info.filename, info.date_time)
            copy.compress_type = info.compress_type
            copy.external_attr = info.external_attr
            target.writestr(copy, changed.get(name) or package.archive.read(info))
    return out.getvalue()
