"""The gate: a file becomes a package of parts only if it is a sound, unencrypted, reasonably sized archive.

Nothing is parsed before it passed here. Every refusal is a :class:`ReadFault` that tells the clerk what to do.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zipingbiao.for_people import legible
from zipingbiao.package.fault import ReadFault, TooLarge
from zipingbiao.record import record

_MB = 1024 * 1024
MAX_FILE = 20 * _MB
#: What may stand unpacked in memory, of one part and of all together.
MAX_UNPACKED = 200 * _MB
MAX_PARTS = 2000
MAX_RATIO = 100
#: Small parts may compress as well as they like: an empty sheet does.
BIG_PART = 4 * _MB

#: Parts that can be read piece by piece, whatever their size: rows and the texts in them.
_IN_PIECES = re.compile(r"xl/(?:worksheets/[^/]+|sharedstrings)\.xml")
_PIECE = 256 * 1024


@record(frozen=True, slots=True)
class Limits:
    """The largest file of a kind, in bytes. `pieces`: its rows are read piece by piece, so they may unpack to any size."""

    file: int
    pieces: bool = False


#: A workbook that is read whole.
WHOLE = Limits(MAX_FILE)
#: A ledger; its reader counts what it takes.
IN_PIECES = Limits(400 * _MB, pieces=True)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What `zipfile` raises where an entry or its own header is not what the directory says.
_DAMAGE = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, OverflowError, struct.error,
)  # fmt: skip
_PROLOG = 4096
_SMALL = 64 * 1024
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "utf-16", "utf-16le", "utf-16be"})
_OTHER_FILES = (
    (b"%PDF", "这是 PDF 文件，不是 Excel 工作簿，请提供 .xlsx 或 .xlsm 文件。"),
    (b"Rar!", "这是 RAR 压缩包，请先解压，再提供其中的 .xlsx 文件。"),
    (b"7z\xbc\xaf", "这是 7z 压缩包，请先解压，再提供其中的 .xlsx 文件。"),
    (b"<", "这是网页或 XML 文件（系统导出的“.xls”常是这种），请用 Excel 或 WPS 打开后另存为 .xlsx。"),
)


@record(frozen=True, slots=True)
class Package:
    """An OOXML package that passed the gate. Part names are found whatever their case."""

    file: str
    archive: ZipFile
    parts: dict[str, ZipInfo]
    #: Small parts, which the gate had to unpack anyway.
    unpacked: dict[str, bytes]

    def has(self, part: str) -> bool:
        return part.lower() in self.parts

    def size(self, part: str) -> int:
        """How many bytes a part unpacks to."""
        return self._info(part).file_size

    def read(self, part: str) -> bytes:
        """The bytes of a part; a missing, damaged or far too large part is a :class:`ReadFault`."""
        info = self._info(part)
        data = self.unpacked.get(part.lower())
        if data is None:
            if info.file_size > MAX_UNPACKED:
                raise _unpacks_to(info.file_size, self.file)
            data = _unpack(self.file, self.archive, info)
        # A comment longer than what the gate looked at may hide a document type behind it.
        if _names_a_doctype(data):
            _refuse_doctype(data, self.file, part)
        return data

    def pieces(self, part: str) -> Iterator[bytes]:
        """The same piece by piece, for a part of any size."""
        info, before = self._info(part), b""
        try:
            with self.archive.open(info) as stream:
                while piece := stream.read(_PIECE):
                    if _names_a_doctype(seen := before + piece):
                        _refuse_doctype(seen, self.file, part)
                    before = seen[-16:]
                    yield piece
        except _DAMAGE as fault:
            raise _damaged(self.file, info) from fault

    def close(self) -> None:
        """Let go of the file, which a large package keeps open."""
        source = self.archive.fp
        self.archive.close()
        if source is not None:
            source.close()

    def _info(self, part: str) -> ZipInfo:
        info = self.parts.get(part.lower())
        if info is None:
            raise ReadFault(
                self.file, f"文件内部缺少“{part}”，文件不完整，请用 Excel 或 WPS 打开修复后另存为 .xlsx。"
            )
        return info

    def raw(self, info: ZipInfo) -> bytes:
        """The bytes of an entry whatever they hold, to be copied; a damaged one is a :class:`ReadFault`."""
        return _unpack(self.file, self.archive, info)


def open_package(path: Path, shown: str = "", limits: Limits = WHOLE) -> Package:
    """Read and check a closed .xlsx or .xlsm. Raises :class:`ReadFault`; errors of the disk stay OSError.

    `shown`: its name in messages, where that is more than the file's own.
    """
    file = shown or legible(path.name)
    size = path.stat().st_size
    if size > limits.file:
        raise TooLarge(
            file,
            f"文件有 {size / _MB:.0f} MB，超过 {limits.file // _MB} MB 的上限，请删除其中的图片和无关的工作表后再试。",
        )
    if size <= MAX_FILE:
        return _package(BytesIO(path.read_bytes()), file, limits)
    source = path.open("rb")
    try:
        return _package(source, file, limits)
    except ReadFault:
        source.close()
        raise


def package_of(data: bytes, file: str) -> Package:
    """The workbook in `data`; `file` is the name used in messages."""
    return _package(BytesIO(data), file, WHOLE)


def _package(source: BinaryIO, file: str, limits: Limits) -> Package:
    _refuse_other_files(source, file)
    package = _archive(source, file, limits)
    _refuse_other_packages(package.parts, file)
    return package


def archive_of(data: bytes, file: str) -> Package:
    """Any zip of XML parts (a workbook, a Word document, an ODS sheet), as sound and as bounded as a workbook has to be."""
    return _archive(BytesIO(data), file, WHOLE)


def _archive(source: BinaryIO, file: str, limits: Limits) -> Package:
    try:
        archive = ZipFile(source)
    except _DAMAGE as fault:
        raise ReadFault(
            file, "文件不完整或已损坏（可能没有下载完），请重新取得文件，或用 Excel 打开修复后另存为 .xlsx。"
        ) from fault
    infos = archive.infolist()
    parts = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
    _refuse_excess(infos, file, limits)
    if len(parts) < len(infos):
        raise ReadFault(
            file, "文件内部有重复的部分，内容前后不一，已拒绝读取；请用 Excel 打开修复后另存为 .xlsx。"
        )
    unpacked: dict[str, bytes] = {}
    for name, info in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            if info.file_size <= _SMALL:
                start = unpacked[name] = _unpack(file, archive, info)
            else:
                start = _start_of(file, archive, info)
            _refuse_doctype(start[:_PROLOG], file, info.filename)
    return Package(file, archive, parts, unpacked)


def _refuse_other_files(source: BinaryIO, file: str) -> None:
    start = source.read(4)
    source.seek(0)
    if start == b"PK\x03\x04":
        return
    data = source.read(MAX_FILE)
    if not data:
        raise ReadFault(file, "文件是空的（0 字节），请重新取得文件。")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadFault(
                file, "文件设有打开密码，无法读取，请在 Excel 中取消密码（文件—信息—保护工作簿）后另存。"
            )
        raise ReadFault(
            file, "这是旧版 .xls 文件（只改扩展名没有用），请用 Excel 或 WPS 打开后另存为 .xlsx。"
        )
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for start, message in _OTHER_FILES:
        if head.startswith(start):
            raise ReadFault(file, message)
    raise ReadFault(
        file, "这不是 Excel 工作簿（内容不是 .xlsx 格式），请确认文件，或用 Excel 打开后另存为 .xlsx。"
    )


def _refuse_excess(infos: list[ZipInfo], file: str, limits: Limits) -> None:
    if len(infos) > MAX_PARTS:
        raise ReadFault(
            file, f"文件内部有 {len(infos)} 个部分，超过 {MAX_PARTS} 个的上限，不像一份自评表，已拒绝读取。"
        )
    total = sum(
        info.file_size
        for info in infos
        if not (limits.pieces and _IN_PIECES.fullmatch(info.filename.lower()))
    )
    if total > MAX_UNPACKED:
        raise _unpacks_to(total, file)
    for info in infos:
        if info.flag_bits & 1:
            raise ReadFault(file, "压缩包设有密码，无法读取，请提供没有密码的 .xlsx 文件。")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise _damaged(file, info)
        if info.file_size > BIG_PART and info.file_size > MAX_RATIO * info.compress_size:
            raise ReadFault(
                file,
                f"“{info.filename}”的压缩比异常（展开后是压缩前的 {info.file_size // max(info.compress_size, 1)} 倍），"
                "可能是恶意文件，已拒绝读取；确为自评表的，请清除空白行列的格式后另存。",
            )


def _refuse_other_packages(parts: dict[str, ZipInfo], file: str) -> None:
    if "xl/workbook.bin" in parts:
        raise ReadFault(file, "这是 .xlsb（二进制）工作簿，请用 Excel 打开后另存为 .xlsx。")
    if "[content_types].xml" in parts:
        if any(name.startswith("word/") for name in parts):
            raise ReadFault(file, "这是 Word 文档，请提供 Excel 格式（.xlsx）的自评表。")
        return
    if "content.xml" in parts:
        raise ReadFault(file, "这是 ODS 表格，请用 LibreOffice、WPS 或 Excel 另存为 .xlsx。")
    raise ReadFault(file, "这是压缩包，不是 Excel 工作簿，请先解压，再提供其中的 .xlsx 文件。")


def _unpacks_to(size: int, file: str) -> TooLarge:
    return TooLarge(
        file,
        f"文件展开后有 {size / _MB:.0f} MB，超过 200 MB 的上限，已拒绝读取；请删除多余的行列格式和工作表后另存。",
    )


def _unpack(file: str, archive: ZipFile, info: ZipInfo) -> bytes:
    try:
        return archive.read(info)
    except _DAMAGE as fault:
        raise _damaged(file, info) from fault


def _start_of(file: str, archive: ZipFile, info: ZipInfo) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(_PROLOG)
    except _DAMAGE as fault:
        raise _damaged(file, info) from fault


def _damaged(file: str, info: ZipInfo) -> ReadFault:
    return ReadFault(
        file, f"“{info.filename}”已损坏，无法展开，请重新取得文件，或用 Excel 打开修复后另存为 .xlsx。"
    )


def _names_a_doctype(data: bytes) -> bool:
    return b"!\0D\0O\0C" in data or b"<!DOC" in data or b"<!doc" in data


def _refuse_doctype(start: bytes, file: str, part: str) -> None:
    """A document type can only stand before the root element; a workbook never has one.

    UTF-16 is looked through by dropping its zero bytes. Other encodings could hide one, and no workbook has them.
    """
    plain = start.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ReadFault(file, f"“{part}”里有文档类型或实体定义（DTD/ENTITY），可能是恶意文件，已拒绝读取。")
    declared = _DECLARED.search(start.replace(b"\0", b"")[:200])
    if declared and declared.group(1).decode("ascii").lower() not in _ENCODINGS:
        raise ReadFault(file, f"“{part}”的编码不是 UTF-8，不符合 .xlsx 格式，请用 Excel 打开后另存为 .xlsx。")
    if len(start) == _PROLOG and not re.search(rb"<[A-Z_]", plain):
        raise ReadFault(file, f"“{part}”的开头异常，不像 Excel 保存的文件，已拒绝读取。")
