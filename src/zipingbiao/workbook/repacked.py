"""A package written anew with some parts changed and some added; all others are copied as they are."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zipingbiao.workbook.intake import Package

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def repacked(package: Package, changed: Mapping[str, bytes], added: Mapping[str, bytes]) -> bytes:
    """The package in its order. `changed`: part name in lower case → its new bytes; `added`: stand at the end."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for info in package.archive.infolist():
            name = info.filename.replace("\\", "/").lstrip("/").lower()
            copy = ZipInfo(info.filename, info.date_time)
            copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
            new = changed.get(name)
            target.writestr(copy, package.archive.read(info) if new is None else new)
        for part, data in added.items():
            made = ZipInfo(part, _EARLIEST)
            made.compress_type = ZIP_DEFLATED
            target.writestr(made, data)
    return out.getvalue()
