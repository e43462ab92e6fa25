"""The cell styles of a book, extended: a cell's style with another fill, as a link, as wrapped text."""

from __future__ import annotations

import re

from zipingbiao.package.colours import Palette
from zipingbiao.package.element_order import font_in_order
from zipingbiao.package.parts import OFFICE, Parts
from zipingbiao.package.xml_lists import appended, attributes_of, entries, prefix_of, prefixed, recounted

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MINIMAL = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
_PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
_WRAPPED = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
)
_LINK_COLOUR = '<u/><color rgb="FF0563C1"/>'
_FONT_COLOUR = re.compile(r"<(?:\w+:)?(?:color|u)(?=[\s/>])[^>]*/>")
_FONT_HEAD = re.compile(r"<(?:\w+:)?font\b[^>]*?>")


class Styles:
    """`styles.xml`; new entries are only ever added, so that every style number in use keeps its look."""

    def __init__(self, parts: Parts, workbook: str) -> None:
        self._parts = parts
        self._part = _styles_part(parts, workbook)
        text = self._text = parts.text(self._part)
        self._p = prefix_of(text)
        self._lists = {
            listed: [each.group() for each in entries(text, listed, entry)]
            for listed, entry in (("fonts", "font"), ("fills", "fill"), ("cellXfs", "xf"))
        }
        self._filled: dict[tuple[int, str | None], int] = {}
        theme = parts.related(workbook, "theme")
        self._palette = Palette(
            text, parts.text(theme.part) if theme is not None and theme.part in parts else ""
        )

    def colour(self, style: int) -> str | None:
        """The fill of a style, `RRGGBB`; None for none."""
        number = attributes_of(self._xf(style)).get("fillId", "0")
        fills = self._lists["fills"]
        known = number.isdecimal() and int(number) < len(fills)
        return self._palette.fill(fills[int(number)]) if known else None

    def filled(self, style: int, colour: str | None) -> int:
        """The number of the style that is like this one with that fill (None: no fill)."""
        key = (style, colour)
        if key not in self._filled:
            self._filled[key] = self._find_filled(style, colour)
        return self._filled[key]

    def _find_filled(self, style: int, colour: str | None) -> int:
        xf = self._xf(style)
        fills = self._lists["fills"]
        fitting = [n for n, fill in enumerate(fills) if self._palette.fill(fill) == colour]
        if colour is None:
            fitting = [0]
        for number in fitting:
            for known, other in enumerate(self._lists["cellXfs"]):
                if _with(other, "fillId", str(number)) == other and _like(other) == _like(xf):
                    return known
        number = fitting[0] if fitting else self._add("fills", _solid(colour))
        return self._add("cellXfs", _with(_with(xf, "fillId", str(number)), "applyFill", "1"))

    def linked(self, style: int) -> int:
        """The style that is like this one, blue and underlined."""
        xf = self._xf(style)
        number = attributes_of(xf).get("fontId", "0")
        fonts = self._lists["fonts"]
        font = fonts[int(number)] if number.isdecimal() and int(number) < len(fonts) else "<font></font>"
        blue = _FONT_HEAD.sub(
            lambda head: head.group() + prefixed(_LINK_COLOUR, self._p), _FONT_COLOUR.sub("", font), count=1
        )
        linked = _with(_with(xf, "fontId", str(self._known("fonts", font_in_order(blue)))), "applyFont", "1")
        return self._known("cellXfs", linked)

    def wrapped(self) -> int:
        """The style of running text: wrapped, at the top of its cell."""
        return self._known("cellXfs", prefixed(_WRAPPED, self._p))

    def save(self) -> None:
        """The part with all that was added; nothing where nothing was."""
        text = self._text
        for listed, entry in (("fonts", "font"), ("fills", "fill"), ("cellXfs", "xf")):
            added = self._lists[listed][len(entries(text, listed, entry)) :]
            if added:
                text = recounted(appended(text, listed, "".join(added)), listed, entry)
        if text != self._text:
            self._text = text
            self._parts.write(self._part, text)

    def _xf(self, style: int) -> str:
        known = self._lists["cellXfs"]
        return known[style] if style < len(known) else prefixed(_PLAIN, self._p)

    def _known(self, listed: str, entry: str) -> int:
        known = self._lists[listed]
        return known.index(entry) if entry in known else self._add(listed, entry)

    def _add(self, listed: str, entry: str) -> int:
        self._lists[listed].append(prefixed(entry, self._p) if entry.startswith("<fill>") else entry)
        return len(self._lists[listed]) - 1


def _styles_part(parts: Parts, workbook: str) -> str:
    """The book's styles; a book without any gets the least that there must be."""
    found = parts.related(workbook, "styles")
    if found is not None and found.part in parts:
        return found.part
    part = parts.free_name("xl/styles{}.xml")
    parts.write(part, _MINIMAL)
    parts.relate(workbook, f"{OFFICE}/styles", part)
    parts.declare(part, _TYPE)
    return part


def _solid(colour: str | None) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
        "</patternFill></fill>"
    )


def _with(xf: str, attribute: str, value: str) -> str:
    """A style with one attribute set."""
    stated = re.compile(rf'(\s{attribute}=")[^"]*(")')
    head, tail = xf[: xf.index(">")], xf[xf.index(">") :]
    if stated.search(head):
        return stated.sub(rf"\g<1>{value}\g<2>", head, count=1) + tail
    end = head.removesuffix("/").rstrip()
    return f'{end} {attribute}="{value}"{"/" if head.endswith("/") else ""}{tail}'


def _like(xf: str) -> str:
    """A style but for its fill."""
    return re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", xf)
