"""Cell comments of a written workbook: the two parts Excel keeps them in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zipingbiao.package.address import parse_cell
from zipingbiao.package.cell_xml import escape
from zipingbiao.package.xml_lists import appended, entries, prefix_of, prefixed

#: Where Excel puts them; some readers look nowhere else.
COMMENTS_PART, DRAWING_PART = "xl/comments{}.xml", "xl/drawings/vmlDrawing{}.vml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_AUTHOR = "zipingbiao"

_NO_COMMENTS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}"><authors>'
    "</authors><commentList></commentList></comments>"
)
_BOX_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_PREFIXES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_NO_BOXES = (
    f'<xml {_PREFIXES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    f"</o:shapelayout>{_BOX_TYPE}</xml>"
)
_FIRST_SHAPE = 1025
#: A box is 180 pt wide: so many Chinese characters of 9 pt in a line; lines and box in points.
_LINE_LENGTH, _LINE_HEIGHT, _LEAST_HEIGHT, _MOST_LINES = 18, 14, 70, 30

Comment = tuple[str, str]  # cell reference, text


def comments_xml(comments: Sequence[Comment], present: str = "") -> bytes:
    """The comments part; `present`: the one that the template has, whose comments stay."""
    text = present or _NO_COMMENTS
    p = prefix_of(text)
    author = len(entries(text, "authors", "author"))
    listed = "".join(
        f'<comment ref="{cell}" authorId="{author}"><text><r><rPr><sz val="9"/><rFont val="宋体"/></rPr>'
        f'<t xml:space="preserve">{escape(comment)}</t></r></text></comment>'
        for cell, comment in comments
    )
    text = appended(text, "authors", prefixed(f"<author>{_AUTHOR}</author>", p))
    return appended(text, "commentList", prefixed(listed, p)).encode(errors="surrogateescape")


def drawing_vml(comments: Sequence[Comment], present: str = "") -> bytes:
    """The boxes the comments are shown in, hidden until pointed at; `present`: the template's, which stay."""
    text = present or _NO_BOXES
    used = max((int(n) for n in re.findall(r'id="_x0000_s(\d+)"', text)), default=_FIRST_SHAPE - 1)
    boxes = "".join(_box(used + n, *comment) for n, comment in enumerate(comments, 1))
    if "_x0000_t202" not in text:
        boxes = _BOX_TYPE + boxes
    if "xmlns:v=" not in text[: text.index(">")]:
        # Other programs choose other prefixes; each of our elements then has to say what its own mean.
        boxes = re.sub(r"<(v:shape|v:shapetype)\b", rf"<\1 {_PREFIXES}", boxes)
    return text.replace("</xml>", f"{boxes}</xml>").encode(errors="surrogateescape")


def _box(n: int, cell: str, text: str) -> str:
    row, column = parse_cell(cell) or (1, 1)
    lines = sum(-(-len(line) // _LINE_LENGTH) for line in text.splitlines())
    height = max(_LEAST_HEIGHT, min(lines, _MOST_LINES) * _LINE_HEIGHT)
    return (
        f'<v:shape id="_x0000_s{n}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        f'width:180pt;height:{height}pt;z-index:{n - _FIRST_SHAPE + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
