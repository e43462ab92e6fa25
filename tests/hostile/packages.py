"""Hostile workbooks, made from one sound form: every builder gives the bytes of a file."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from zipingbiao.resources import TEMPLATE, workbook_path


@dataclass(frozen=True)
class Hostile:
    """`words`: what the refusal of the whole file has to say; "" where it is read, or only part of it refused."""

    build: Callable[[], bytes]
    words: str = ""
    suffix: str = ".xlsx"

    @property
    def refused(self) -> bool:
        return bool(self.words)


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
STYLES, TYPES = "xl/styles.xml", "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SOUND = workbook_path(TEMPLATE).read_bytes()


def changed(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    """The sound form with every part passed through `change` (None: left out), and `extra` parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SOUND)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
        for name, part in (extra or {}).items():
            target.writestr(name, part)
    return stream.getvalue()


def with_part(part: str, new: bytes | None) -> bytes:
    return changed(lambda name, old: new if name == part else old)


def edited(part: str, old: bytes, new: bytes) -> bytes:
    """The sound form with a text of one part replaced."""

    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        assert old in data, f"{part} holds no {old!r}"
        return data.replace(old, new, 1)

    return changed(change)


def with_extra(extra: dict[str, bytes]) -> bytes:
    return changed(lambda _, old: old, extra)


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    """The form with this worksheet; `before` stands above its root element, `after` behind its rows."""
    return with_part(
        SHEET,
        f'<?xml version="1.0"?>{before}<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>'.encode(),
    )


def cell(value: str, kind: str = "n") -> bytes:
    """A sheet of one cell."""
    return sheet(f'<row r="1"><c r="A1" t="{kind}"><v>{value}</v></c></row>')


def text_cell(value: str) -> bytes:
    """A sheet with 项目名称 and this text beside it."""
    return sheet(
        f'<row r="1"><c r="A1" t="str"><v>项目名称</v></c><c r="B1" t="str"><v>{value}</v></c></row>'
    )


def claimed_size(size: int) -> bytes:
    """The directory of the archive tells that the last part is that large."""
    at = SOUND.rindex(b"PK\x01\x02")
    return SOUND[: at + 24] + struct.pack("<I", size) + SOUND[at + 28 :]


def lying_size() -> bytes:
    """60 MB of a worksheet that the directory calls 1,000 bytes."""
    data = with_part(SHEET, b"<worksheet>" + b"<row/>" * 10_000_000 + b"</worksheet>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    return data.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def doubled(part: str, second: bytes) -> bytes:
    """A package that holds one part twice."""
    stream = io.BytesIO(SOUND)
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(part, second)
    return stream.getvalue()


def zipped(contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return stream.getvalue()


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip."""
    data = zipped({"0.txt": b"0" * 1_000_000})
    for n in range(depth):
        data = zipped({f"{n}.zip": data})
    return data


def encrypted_flag() -> bytes:
    """The bit for a password set on every part."""
    data = bytearray(SOUND)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def with_method(method: int) -> bytes:
    """A compression method that nobody knows, for every part."""
    data = bytearray(SOUND)
    for mark, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place : at + place + 2] = struct.pack("<H", method)
            at = data.find(mark, at + 4)
    return bytes(data)


def lol(levels: int = 9) -> str:
    """The billion laughs."""
    entities = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1)
    )
    return f"<!DOCTYPE x [{entities}]>"


def linked() -> bytes:
    """External links, a macro and a remote picture beside a sound form: read, none of them followed."""
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="' + relation + b'/externalLinkPath" Target="file:///etc/passwd" '
        b'TargetMode="External"/></Relationships>'
    )
    return with_extra(
        {
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
            "xl/vbaProject.bin": OLE,
        }
    )
