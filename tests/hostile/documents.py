"""Hostile files of the other kinds: Word, ODS, old workbooks, PDF, web pages, separated text."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from hostile.packages import zipped
from zipingbiao.hosts.excel.vba.compound import compound_file

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TABLE, _OFFICE, _TEXT = (
    f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("table", "office", "text")
)


# Word


def word(body: str, before: str = "", extra: dict[str, bytes] | None = None, *, packed: bool = True) -> bytes:
    document = (
        f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode(), **(extra or {})}
    return zipped(parts, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)


def table(cells: str) -> str:
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def cell(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth


# ODS


def ods(rows: str, extra: dict[str, bytes] | None = None) -> bytes:
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" xmlns:text="{_TEXT}"><office:body>'
        f'<office:spreadsheet><table:table table:name="表1">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mime, "content.xml": content.encode(), **(extra or {})}, zipfile.ZIP_DEFLATED)


def ods_row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def ods_cell(text: str = "项目名称", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


# Old workbooks and documents


def records(each: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in each)


def old_workbook(each: Iterable[tuple[int, bytes]]) -> bytes:
    start = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    return compound_file({"Workbook": records([start, *each]).ljust(8192, b"\0")})


def circular_compound() -> bytes:
    """A compound file whose directory leads back to itself."""
    data = bytearray(compound_file({"Workbook": bytes(8192)}))
    (directory,) = struct.unpack_from("<I", data, 48)
    (table,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, (table + 1) * 512 + directory * 4, directory)
    return bytes(data)


def old_document(flags: int = 0, magic: int = 0xA5EC) -> bytes:
    head = struct.pack("<HHHHHH", magic, 0x00C1, 0, 0x0804, 0, flags)
    return compound_file({"WordDocument": head.ljust(8192, b"\0")})


# PDF


def pdf(objects: Sequence[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a sound list of them."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        trailer,
        start,
    )
    return bytes(out)


def stream(data: bytes, attributes: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), attributes, data)


def flate(data: bytes, attributes: bytes = b"") -> bytes:
    return stream(zlib.compress(data, 9), b"/Filter/FlateDecode" + attributes)


def one_page(content: bytes, resources: bytes = b"<<>>", more: Sequence[bytes] = ()) -> bytes:
    """A document of one page; `content` is object 4, `more` begin with 5."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % resources
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, *more]
    )


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)]
        + [page] * count
    )


def forms_within_forms(depth: int, each: int) -> bytes:
    """A drawing that draws another one several times, which draws another one …"""
    more = []
    for n in range(depth):
        following = b"/F %d 0 R" % (n + 6) if n + 1 < depth else b""
        body = b"/F Do " * each if following else b"0 0 m 9 9 l S " * 50
        more.append(
            stream(
                body,
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<%s>>>>" % following,
            )
        )
    return one_page(stream(b"/F Do"), b"<</XObject<</F 5 0 R>>>>", more)


FONT = b"<</Font<</A<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
TEXT = b"BT /A 12 Tf 100 700 Td (name) Tj ET "


def lines(count: int) -> bytes:
    """A ruled grid of so many lines each way."""
    return b"".join(
        b"%d %d m %d 800 l S 10 %d m 580 %d l S\n" % (n + 10, 10, n + 10, n + 10, n + 10)
        for n in range(count)
    )
