"""A workbook as bytes that depend on its content only: no time of writing, no time of day in the package."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_MOMENT = datetime(2024, 1, 1)
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


def sealed(book: Workbook) -> bytes:
    """The package of the book. openpyxl writes the present time into it; that is put back to a fixed one."""
    book.properties.creator = "zipingbiao"
    book.properties.created = _MOMENT
    raw, out = BytesIO(), BytesIO()
    book.save(raw)
    stamp = _MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(raw) as package, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in package.infolist():
            data = package.read(info)
            if info.filename == _CORE:
                data = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            entry = ZipInfo(info.filename, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return out.getvalue()
