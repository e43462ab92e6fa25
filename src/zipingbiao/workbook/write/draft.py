"""A workbook marked as a draft: the word in the header of every printed page."""

from __future__ import annotations

from zipingbiao.package.element_order import place_of
from zipingbiao.package.gate import package_of
from zipingbiao.package.parts import Parts
from zipingbiao.package.workbook_part import BookPart
from zipingbiao.package.xml_lists import elements, prefix_of

#: `&C` centre, `&14` points, `&K` colour.
_HEADER = "&amp;C&amp;14&amp;KC00000草　稿（尚有错误或待填内容，不得报送）"


def drafted(data: bytes) -> bytes:
    """The workbook whose every sheet says 草稿 at the head of each page, in place of the header it had."""
    parts = Parts(package_of(data, ""))
    for part in BookPart(parts).sheets().values():
        text = parts.text(part)
        if elements(text, "sheetData"):
            parts.write(part, _with_header(text))
    return parts.packed()


def _with_header(text: str) -> str:
    p = prefix_of(text)
    header = f"<{p}oddHeader>{_HEADER}</{p}oddHeader>"
    present = elements(text, "headerFooter")
    if not present:
        at = place_of(text, "headerFooter")
        return f"{text[:at]}<{p}headerFooter>{header}</{p}headerFooter>{text[at:]}"
    footer = elements(text, "oddFooter", present[0].span())
    kept = footer[0].group() if footer else ""
    start, end = present[0].span()
    return f"{text[:start]}<{p}headerFooter>{header}{kept}</{p}headerFooter>{text[end:]}"
