"""A workbook as bytes that depend on its content only: no time of writing, no time of day in the package."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from zipingbiao.package.stable_bytes import placed, tidied


def sealed(workbook: Workbook) -> bytes:
    """The package of the book, as valid and as free of clocks as a shipped template."""
    raw, out = BytesIO(), BytesIO()
    workbook.save(raw)
    with ZipFile(raw) as package, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in package.infolist():
            entry = ZipInfo(placed(info.filename), date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, tidied(info.filename, package.read(info)))
    return out.getvalue()


def without_times(package: bytes) -> bytes:
    """The package of another library: the same parts in the same order, none with the time of writing."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            entry = ZipInfo(info.filename, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            target.writestr(entry, source.read(info))
    return out.getvalue()
