"""What stands in a workbook or a document: forms, a ledger, or a report of this tool."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.batch.given.found import InputFault, Inputs, unreadable, with_whole
from zipingbiao.documents.kinds import Kind
from zipingbiao.package.fault import ReadFault, TooLarge

if TYPE_CHECKING:
    from zipingbiao.edits.read_xlsx import XlsxReader
    from zipingbiao.edits.snapshot import Snapshot
    from zipingbiao.ledger.forms import Ledger
    from zipingbiao.package.gate import Package
    from zipingbiao.workbook.read.forms import ReadResult


def known_form(data: bytes, name: str) -> Inputs | None:
    """The form of a workbook that differs from one of ours by its values only."""
    from zipingbiao.workbook.own.put_off import read_as_before

    found = read_as_before(data, name)
    return _read(name, found) if found is not None else None


def workbook_forms(path: Path, name: str, data: bytes = b"") -> Inputs:
    """What an .xlsx gave: forms, a ledger, or a report of ours. `data`: its bytes, where they are held. Raises ReadFault."""
    from zipingbiao.edits.read_xlsx import FORMS, XlsxReader
    from zipingbiao.ledger.recognise import holds_ledger
    from zipingbiao.package.own_output import EXPORTS, own_output

    package = _package(path, name)
    own = own_output(package)
    if own and own not in EXPORTS:
        return _own(name, own, lambda: XlsxReader(package, FORMS).snapshot(), TooLarge)
    if holds_ledger(package):
        return _ledger_in(package)
    return replace(_learned(data, XlsxReader(package, FORMS)), export=own)


def _learned(data: bytes, reader: XlsxReader) -> Inputs:
    """The forms of a workbook; how it was read is remembered for others like it."""
    from zipingbiao.workbook.own.put_off import read_with_care
    from zipingbiao.workbook.read.forms import forms_of

    snapshot = reader.snapshot()
    found = forms_of(snapshot)
    visible = [each.part for each in reader.worksheets() if not each.hidden]
    read_with_care(data, snapshot, visible[0] if len(visible) == 1 else "", reader.formats, found)
    return _read(snapshot.file, found)


def document_forms(data: bytes, name: str, kind: Kind) -> Inputs:
    """A file that is neither .xlsx nor JSON. Raises ReadFault."""
    from zipingbiao.documents.read import own_document, read_document
    from zipingbiao.ledger.recognise import names_ledger
    from zipingbiao.package.own_output import EXPORTS

    if kind is Kind.DOC:
        from zipingbiao.batch.old_word import as_docx

        data, kind = as_docx(data, name), Kind.DOCX
    own = own_document(data, name, kind)
    if own and own not in EXPORTS:
        return _own(name, own, lambda: read_document(data, name, kind).snapshot, ReadFault)
    document = read_document(data, name, kind)
    snapshot = document.snapshot
    found = _ledger(snapshot) if names_ledger(each.name for each in snapshot.sheets) else _forms(snapshot)
    unread = tuple(InputFault(name, message) for message in document.unread)
    return with_whole(replace(found, faults=(*found.faults, *unread), printed=kind is Kind.PDF, export=own))


def _own(name: str, own: str, snapshot: Callable[[], Snapshot], excused: type[ReadFault]) -> Inputs:
    """A report of ours; the forms that somebody put into it are forms all the same. Raises ReadFault.

    `excused`: how one may fail to be read: the tables of thousands of projects; a letter without any table.
    """
    from zipingbiao.workbook.pasted import pasted_forms

    try:
        found = _read(name, pasted_forms(snapshot()))
    except excused:
        found = Inputs((), ())
    if found.forms or found.faults:
        told = InputFault(name, f"是本工具写的{own}，里面另有自评表。")
        return replace(found, remarks=(told, *found.remarks), around=own)
    message = f"是本工具写的{own}，不是自评表；请给出自评表或台账。"
    return replace(unreadable(name, message), own=own)


def _forms(snapshot: Snapshot) -> Inputs:
    from zipingbiao.workbook.read.forms import forms_of

    return _read(snapshot.file, forms_of(snapshot))


def _read(file: str, found: ReadResult) -> Inputs:
    """What a workbook gave. What stands in it and was not read is a fault; a doubt about a form that was, a remark."""
    whole = not found.forms
    faults = (each for each in found.problems if whole or each.unread)
    remarks = (each for each in found.problems if not whole and not each.unread)
    return Inputs(
        found.forms,
        tuple(InputFault(file, each.message, whole) for each in faults),
        tuple(InputFault(file, each.message) for each in remarks),
    )


def _package(path: Path, name: str) -> Package:
    """The package of a workbook; only a ledger, whose rows are read one by one, may be very large."""
    from zipingbiao.ledger.recognise import holds_ledger
    from zipingbiao.package.gate import IN_PIECES, open_package

    try:
        return open_package(path, name)
    except TooLarge as too_large:
        try:
            package = open_package(path, name, IN_PIECES)
        except ReadFault:
            raise too_large from None
        if holds_ledger(package):
            return package
        package.close()
        raise


def _ledger_in(package: Package) -> Inputs:
    """Raises ReadFault."""
    from zipingbiao.ledger.read import ledger_in
    from zipingbiao.ledger.reasons import reason_labels

    with closing(package):
        return _of_ledger(package.file, ledger_in(package, reason_labels()))


def _ledger(snapshot: Snapshot) -> Inputs:
    from zipingbiao.ledger.read import ledger_of
    from zipingbiao.ledger.reasons import reason_labels

    return _of_ledger(snapshot.file, ledger_of(snapshot, reason_labels()))


def _of_ledger(file: str, ledger: Ledger) -> Inputs:
    whole = not ledger.forms
    return Inputs(
        ledger.forms,
        tuple(InputFault(file, str(fault), whole) for fault in ledger.faults),
        tuple(InputFault(file, str(remark)) for remark in ledger.remarks),
        ledger=True,
    )
