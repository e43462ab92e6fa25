"""What openpyxl's packages need before they may be shipped: fixed times, valid element order, stable bytes."""

from __future__ import annotations

import io
import re
import zipfile

from zipingbiao.package.element_order import font_in_order
from zipingbiao.package.zip_package import EMPTY, SLOW, compress_part

_FONT = re.compile(rb"<font>(.*?)</font>", re.DOTALL)
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FIXED_TIME = rb"\g<1>2026-01-01T00:00:00Z\g<3>"
_MERGES = re.compile(rb"(<mergeCells\b[^>]*>)(.*?)(</mergeCells>)", re.DOTALL)
#: Where openpyxl puts comments and their boxes.
_COMMENTS = re.compile(rb"/comments/comment(\d+)\.xml|/drawings/commentsDrawing(\d+)\.vml")
_CREATOR = re.compile(rb"(<dc:creator\b[^>]*>)[^<]*(</dc:creator>)")
_PROGRAM = re.compile(rb"(<Application>)[^<]*(</Application>)(?:<AppVersion>[^<]*</AppVersion>)?")


def tidy(package: bytes) -> bytes:
    """The same workbook: valid for the schema, without clock and author, always the same bytes."""
    out = EMPTY
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        for name in sorted(
            source.namelist(), key=lambda n: (n != "[Content_Types].xml", n != "_rels/.rels", n)
        ):
            out = out.with_parts([compress_part(placed(name), tidied(name, source.read(name)), SLOW)])
    return out.file()


def placed(name: str) -> str:
    """Where Excel would put a part: some readers look for comments nowhere else."""
    return _COMMENTS.sub(_where, name.encode()).decode()


def _where(found: re.Match[bytes]) -> bytes:
    number = found[1] or found[2]
    return b"/comments%s.xml" % number if found[1] else b"/drawings/vmlDrawing%s.vml" % number


def tidied(name: str, content: bytes) -> bytes:
    """One part of a package, by its name."""
    if name.endswith(".rels") or name == "[Content_Types].xml":
        return _COMMENTS.sub(_where, content)
    if name == "xl/styles.xml":
        return _FONT.sub(_ordered, content)
    if name.startswith("xl/worksheets/"):
        return _MERGES.sub(_sorted, content)
    if name == "docProps/core.xml":
        return _CREATOR.sub(rb"\g<1>zipingbiao\g<2>", _TIMES.sub(_FIXED_TIME, content))
    if name == "docProps/app.xml":
        return _PROGRAM.sub(rb"\g<1>Microsoft Excel\g<2>", content)
    return content


def _ordered(font: re.Match[bytes]) -> bytes:
    return font_in_order(font.group().decode()).encode()


def _sorted(merges: re.Match[bytes]) -> bytes:
    """openpyxl keeps merged areas in a set, whose order differs from run to run."""
    areas = sorted(re.findall(rb"<mergeCell [^>]*/>", merges.group(2)))
    return merges.group(1) + b"".join(areas) + merges.group(3)
