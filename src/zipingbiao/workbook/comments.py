"""Cell comments of a written workbook: the two parts Excel keeps them in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zipingbiao.workbook.cell_xml import escape

COMMENTS_PART, DRAWING_PART = "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_AUTHOR = "zipingbiao"

Comment = tuple[str, str]  # cell reference, text


def comments_xml(comments: Sequence[Comment]) -> bytes:
    """`comments1.xml`."""
    listed = "".join(
        f'<comment ref="{cell}" authorId="0"><text><r><rPr><sz val="9"/><rFont val="宋体"/></rPr>'
        f'<t xml:space="preserve">{escape(text)}</t></r></text></comment>'
        for cell, text in comments
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}"><authors>'
        f"<author>{_AUTHOR}</author></authors><commentList>{listed}</commentList></comments>"
    ).encode()


def drawing_vml(comments: Sequence[Comment]) -> bytes:
    """The boxes the comments are shown in, hidden until pointed at."""
    boxes = "".join(_box(n, cell) for n, (cell, _) in enumerate(comments))
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{boxes}</xml>"
    ).encode()


def _box(n: int, cell: str) -> str:
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    row = int(digits)
    return (
        f'<v:shape id="_x0000_s{1025 + n}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
        f'width:180pt;height:70pt;z-index:{n + 1};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
