"""Any file that is not .xlsx or JSON → Snapshot."""

from __future__ import annotations

from zipingbiao.documents.kinds import Kind
from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.package.gate import archive_of


def snapshot_of_document(data: bytes, file: str, kind: Kind) -> Snapshot:
    """The snapshot of a file of a kind that is read here. `file`: its name in messages. Raises ReadFault."""
    if kind is Kind.XLS:
        from zipingbiao.documents.old_workbook import snapshot_of_xls

        return snapshot_of_xls(data, file)
    if kind is Kind.PDF:
        from zipingbiao.documents.pdf.read import snapshot_of_pdf

        return snapshot_of_pdf(data, file)
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
