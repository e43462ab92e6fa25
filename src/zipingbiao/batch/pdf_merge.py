"""All forms in one PDF: pages numbered through, every project a bookmark."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from zipingbiao.batch.pdf import DRAFT, Printed

#: The page number: points of its letters, and its place from the lower right corner.
_SIZE, _RIGHT, _LOW = 9, 36, 18
#: Width of a digit of Helvetica, in thousandths of the letter's size.
_DIGIT = 556


def merged(printed: Iterable[Printed]) -> bytes:
    """One PDF of all that were printed, in order."""
    writer = PdfWriter()
    for each in printed:
        if not each.data:
            continue
        first = len(writer.pages)
        writer.append(PdfReader(io.BytesIO(each.data)), import_outline=False)
        title = each.task.form.name or each.file.removesuffix(".pdf")
        writer.add_outline_item(
            title=f"{each.task.n} {title}{DRAFT if each.draft else ''}", page_number=first
        )
    count = len(writer.pages)
    for number, page in enumerate(writer.pages, 1):
        page.merge_page(_numbered(page, f"{number}/{count}"))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _numbered(page: PageObject, number: str) -> PageObject:
    """An empty page of the same size with its number in the corner."""
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    sheet = PageObject.create_blank_page(width=width, height=height)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/ZpbPage"): font})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    left = width - _RIGHT - len(number) * _DIGIT * _SIZE / 1000
    stream = DecodedStreamObject()
    stream.set_data(f"BT /ZpbPage {_SIZE} Tf {left:.1f} {_LOW} Td ({number}) Tj ET".encode())
    sheet[NameObject("/Contents")] = stream
    return sheet
