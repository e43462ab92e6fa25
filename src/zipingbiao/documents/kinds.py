"""What kind of file it is, told by its content: exports named .xls are web pages, .et files are .xls, and so on."""

from __future__ import annotations

import re
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from zipingbiao.documents.compound import MAGIC, stream_heads
from zipingbiao.documents.text import Undecodable, encoding_of
from zipingbiao.package.fault import NotAForm, ReadFault


class Kind(StrEnum):
    """The kinds that are read."""

    WORKBOOK = "xlsx"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


_TAKEN = "请提供 .xlsx、.xlsm、.xls、.et、.ods、.docx、.doc、.pdf、.html、.csv 或 .json 文件"
_SPREADSHEET_2003 = "这是 Excel 2003 的 XML 表格，请用 Excel 或 WPS 打开后另存为 .xlsx。"
#: First bytes → what it is and what to do.
_OTHERS = (
    (b"Rar!", "这是 RAR 压缩包，请先解压，再提供其中的自评表。"),
    (b"7z\xbc\xaf", "这是 7z 压缩包，请先解压，再提供其中的自评表。"),
    (b"\x1f\x8b", "这是 gz 压缩包，请先解压，再提供其中的自评表。"),
    (
        b"\xff\xd8\xff",
        "这是图片（JPEG），里面的文字读不出；请提供自评表的原件（Word、Excel 或有文字的 PDF）。",
    ),
    (b"\x89PNG", "这是图片（PNG），里面的文字读不出；请提供自评表的原件（Word、Excel 或有文字的 PDF）。"),
    (b"GIF8", "这是图片（GIF），里面的文字读不出；请提供自评表的原件（Word、Excel 或有文字的 PDF）。"),
    (b"BM6", "这是图片（BMP），里面的文字读不出；请提供自评表的原件（Word、Excel 或有文字的 PDF）。"),
    (b"II*\0", "这是图片（TIFF），里面的文字读不出；请提供自评表的原件（Word、Excel 或有文字的 PDF）。"),
    (b"MM\0*", "这是图片（TIFF），里面的文字读不出；请提供自评表的原件（Word、Excel 或有文字的 PDF）。"),
    (b"MIME-Version:", "这是单文件网页（.mht），请用 Excel、WPS 或 Word 打开后另存为 .xlsx 或 .docx。"),
)
#: The same for what never holds a form.
_NO_FORMS = (
    (b"MZ", "这是程序"),
    (b"\x7fELF", "这是程序"),
    (b"SQLite format 3\0", "这是数据库文件（复核登记就是这样的文件）"),
    (b"PAR1", "这是数据文件（collect --to parquet 写的就是这样的文件）"),
)
#: Whoever gave a file one of these names meant it as a form: what is no such file is told as broken, not passed over.
_MEANT = frozenset(
    {
        ".xlsx",
        ".xlsm",
        ".xls",
        ".et",
        ".ods",
        ".docx",
        ".doc",
        ".wps",
        ".pdf",
        ".csv",
        ".tsv",
        ".html",
        ".htm",
    }
)
#: A text that is written line by line is no table.
_FEWEST_LINES, _FEWEST_TABS = 3, 2
#: Part of a zip → what the zip is and what to do.
_OTHER_ZIPS = (
    ("xl/workbook.bin", "这是 .xlsb（二进制）工作簿，请用 Excel 打开后另存为 .xlsx。"),
    ("ppt/presentation.xml", "这是演示文稿，不是自评表；请提供 Word、Excel 或 PDF 格式的自评表。"),
    ("ofd.xml", "这是 OFD 版式文件，请用 OFD 阅读器导出为 PDF，或提供 Word、Excel 原件。"),
)
_BROKEN = "这个旧版 .xls 或 .doc 文件不完整或已损坏，请重新取得文件，或另存为 .xlsx、.docx。"
#: How the stream WordDocument begins.
_WORD = b"\xec\xa5"
_RTF = b"{\\rtf"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|div|style|script|title)\b", re.I)
_TEXT_MIME = "application/vnd.oasis.opendocument.text"


def kind_of(data: bytes, file: str, suffix: str) -> Kind:
    """The kind of a file. `suffix` decides only between kinds of plain text. Raises ReadFault for what is not read."""
    if not data:
        raise ReadFault(file, "文件是空的（0 字节），请重新取得文件。")
    if data.startswith(b"PK"):
        return _zip_kind(data, file)
    if data.startswith(MAGIC):
        return _compound_kind(data, file)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return Kind.PDF
    if head.startswith(_RTF):
        return Kind.DOC
    refuse_foreign(head, file, suffix)
    return _text_kind(data, head, file, suffix)


def refuse_foreign(head: bytes, file: str, suffix: str) -> None:
    """Pictures, archives, programs, databases: told by their first bytes alone. Raises ReadFault."""
    for start, message in _OTHERS:
        if head.startswith(start):
            raise ReadFault(file, message)
    for start, what in _NO_FORMS:
        if head.startswith(start):
            raise _no_form(file, suffix, f"{what}，不是 Excel 工作簿，也不是文档")


def _zip_kind(data: bytes, file: str) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lstrip("/").lower() for name in archive.namelist()}
            mime = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (BadZipFile, KeyError, NotImplementedError, ValueError, OverflowError, RuntimeError, OSError):
        return Kind.WORKBOOK  # its gate tells what is wrong with it
    except Exception:  # zlib.error and what else a damaged archive brings
        return Kind.WORKBOOK
    for part, message in _OTHER_ZIPS:
        if part in names:
            raise ReadFault(file, message)
    if "xl/workbook.xml" in names:
        return Kind.WORKBOOK
    if "word/document.xml" in names:
        return Kind.DOCX
    if mime.startswith(_TEXT_MIME):
        raise ReadFault(file, "这是 ODT 文档，请用 LibreOffice、WPS 或 Word 另存为 .docx。")
    if "content.xml" in names:
        return Kind.ODS
    if "[content_types].xml" in names:
        return Kind.WORKBOOK
    raise ReadFault(file, "这是压缩包，不是 Excel 工作簿，请先解压，再提供其中的自评表。")


def _compound_kind(data: bytes, file: str) -> Kind:
    streams = stream_heads(data)
    if "EncryptedPackage" in streams or "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadFault(
            file, "文件设有打开密码，无法读取，请在 Excel 或 Word 中取消密码（文件—信息—保护）后另存。"
        )
    if "WordDocument" in streams:
        if _word_password(streams["WordDocument"]):
            raise ReadFault(file, "文件设有打开密码，无法读取，请在 Word 中取消密码后另存为 .docx。")
        if not streams["WordDocument"].startswith(_WORD):
            raise ReadFault(file, _BROKEN)
        return Kind.DOC
    if "PowerPoint Document" in streams:
        raise ReadFault(file, "这是演示文稿，不是自评表；请提供 Word、Excel 或 PDF 格式的自评表。")
    if "Workbook" in streams or "Book" in streams:
        return Kind.XLS
    raise ReadFault(file, _BROKEN)


def _word_password(head: bytes) -> bool:
    """Bit fEncrypted of the file information block."""
    return len(head) >= 12 and head.startswith(_WORD) and bool(head[11] & 1)


def _text_kind(data: bytes, head: bytes, file: str, suffix: str) -> Kind:
    if suffix in (".json", ".jsonl"):
        return Kind.JSON
    plain = head.replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    if plain.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in plain and not _HTML.search(plain):
            raise ReadFault(file, _SPREADSHEET_2003)
        if _HTML.search(plain) or _HTML.search(data.replace(b"\0", b"")[:65536]):
            return Kind.HTML
        raise _no_form(file, suffix, "这是 XML 文件，不是自评表")
    if plain[:1] in (b"{", b"["):
        return Kind.JSON
    try:
        if b"\0" in data[:4096] and not encoding_of(data[:2]).startswith("utf-16"):
            raise Undecodable
        encoding_of(data)
    except Undecodable as fault:
        raise ReadFault(
            file, f"不支持的文件类型“{suffix}”：内容不是 Excel 工作簿、文档或文字；{_TAKEN}。"
        ) from fault
    if suffix not in _MEANT and not _in_columns(data):
        raise _no_form(file, suffix, f"这是文本文件（{suffix or '没有后缀'}），不是自评表")
    return Kind.CSV


def _no_form(file: str, suffix: str, what: str) -> ReadFault:
    told = f"{what}，没有读取；{_TAKEN}。"
    return ReadFault(file, told) if suffix in _MEANT else NotAForm(file, told)


def _in_columns(data: bytes) -> bool:
    """Whether a text is a table: some programs give their exports, columns apart by tabs, the name of a workbook."""
    lines = data[:65536].splitlines()
    return sum(line.count(b"\t") >= _FEWEST_TABS for line in lines) >= _FEWEST_LINES
