"""Any file that is not .xlsx or JSON → Snapshot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from zipingbiao.documents.kinds import Kind
from zipingbiao.documents.own_tables import own_table
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.package.gate import archive_of
from zipingbiao.package.own_output import own_output

_HEAD = 4096
_GENERATOR = re.compile(rb'<meta name="generator" content="zipingbiao ([^"<>]+)">')


@dataclass(frozen=True, slots=True)
class Document:
    """`unread`: parts of the file that hold something and could not be read, in a sentence each."""

    snapshot: Snapshot
    unread: tuple[str, ...] = ()


def read_document(data: bytes, file: str, kind: Kind) -> Document:
    """A file of a kind that is read here. `file`: its name in messages. Raises ReadFault."""
    if kind is Kind.PDF:
        from zipingbiao.documents.pdf.read import read_pdf

        return Document(*read_pdf(data, file))
    return Document(_snapshot(data, file, kind))


def _snapshot(data: bytes, file: str, kind: Kind) -> Snapshot:
    if kind is Kind.XLS:
        from zipingbiao.documents.old_workbook import snapshot_of_xls

        return snapshot_of_xls(data, file)
    if kind is Kind.DOCX:
        from zipingbiao.documents.word import snapshot_of_docx

        return snapshot_of_docx(archive_of(data, file))
    if kind is Kind.ODS:
        from zipingbiao.documents.open_sheet import snapshot_of_ods

        return snapshot_of_ods(archive_of(data, file))
    if kind is Kind.HTML:
        from zipingbiao.documents.web_page import snapshot_of_html

        return snapshot_of_html(data, file)
    if kind is Kind.CSV:
        from zipingbiao.documents.separated import snapshot_of_csv

        return snapshot_of_csv(data, file)
    raise ValueError(f"{kind} is read elsewhere")


def own_document(data: bytes, file: str, kind: Kind) -> str:
    """审核报告, 退回意见 …; "" for what this tool did not write. Raises ReadFault for a broken archive."""
    if kind is Kind.DOCX:
        return own_output(archive_of(data, file))
    if kind is Kind.CSV:
        return own_table(data)
    if kind is Kind.HTML:
        found = _GENERATOR.search(data[:_HEAD])
        return unescape(found[1].decode("utf-8", "replace")) if found is not None else ""
    return ""
