"""Where a printed form goes over to its next page, so that the levels can be said again there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zipingbiao.package.address import column_name
from zipingbiao.package.xml_lists import attributes_of, elements
from zipingbiao.workbook.write.template_parts import TemplateParts

#: Paper sizes by their number in a workbook, upright, in points.
_PAPER = {"9": (595.3, 841.9), "8": (841.9, 1190.6), "1": (612.0, 792.0)}
#: A column's width in points for each half-width character: as Excel draws it with its usual font, and as a program
#: without that font does. The wider the columns, the smaller the print, and the more rows on a page.
_NARROW, _WIDE = 5.25, 7.0
#: Programs differ a little in their heights; a break that is set too late would come too late.
_SAFE = 0.94
_TITLES = re.compile(r"\$(\d+):\$(\d+)")


@dataclass(frozen=True, slots=True)
class Paper:
    """Points of rows that a page holds at least and at most, as programs draw it, and the rows printed again on each page.

    A form that may not fit on one page says its levels again where the least page ends; only one that cannot fit is
    broken there too, so that no program prints two pages where one would do. `titles`: rows of the template.
    """

    points: float
    most: float
    titles: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Label:
    """A label that stands beside a whole block. `content`: what follows the reference of its cell; `cells`: row → piece."""

    left: str
    right: str
    first: int
    last: int
    content: str
    cells: Mapping[int, int]


def paper_of(template: TemplateParts) -> Paper | None:
    """The page; None where the form is put on one page, or the office has set breaks of its own."""
    after = template.sheet.after
    setup = _attributes(after, "pageSetup")
    size = _PAPER.get(setup.get("paperSize", ""))
    fitted = _attributes(template.sheet.before, "pageSetUpPr").get("fitToPage") in ("1", "true")
    if size is None or (fitted and setup.get("fitToHeight") != "0") or elements(after, "rowBreaks"):
        return None
    across, upright = size if setup.get("orientation", "portrait") != "landscape" else size[::-1]
    margins = {name: float(value) * 72 for name, value in _attributes(after, "pageMargins").items()}
    room = across - margins.get("left", 50.4) - margins.get("right", 50.4)
    high = upright - margins.get("top", 54.0) - margins.get("bottom", 54.0)
    if not fitted:
        points = high * 100 / int(setup.get("scale", "100"))
        return Paper(points, points, _titles(template))
    characters = _width(template)
    points, most = (high * max(1.0, characters * each / room) for each in (_NARROW, _WIDE))
    return Paper(points, most, _titles(template))


def _attributes(text: str, element: str) -> dict[str, str]:
    found = re.search(rf"<{element}\b[^>]*>", text)
    return attributes_of(found.group()) if found is not None else {}


def _width(template: TemplateParts) -> float:
    """In half-width characters."""
    letters = (column_name(number) for number in range(1, template.last_printed + 1))
    return sum(template.widths.get(letter, 9.0) for letter in letters)


def _titles(template: TemplateParts) -> tuple[int, int] | None:
    workbook = template.parts["xl/workbook.xml"].decode()
    found = re.search(r"<definedName\b[^>]*_xlnm\.Print_Titles[^>]*>([^<]*)<", workbook)
    rows = _TITLES.search(found[1]) if found is not None else None
    return (int(rows[1]), int(rows[2])) if rows is not None else None


def page_starts(
    rows: Sequence[tuple[int, float]], points: float, titles: float, within: range, kept: Collection[int]
) -> list[int]:
    """The rows that begin a further page. `within`: where a page may begin; `kept`: rows not to be parted from the one above."""
    if sum(height for _, height in rows) <= points:
        return []
    points *= _SAFE
    starts: list[int] = []
    used = 0.0
    page: list[tuple[int, float]] = []
    for number, height in rows:
        if used + height > points and page:
            at = number
            while at in kept and at > page[0][0] + 1:
                at -= 1
            if at in within and at > page[0][0]:
                starts.append(at)
                page = [row for row in page if row[0] >= at]
                used = titles + sum(h for _, h in page)
        page.append((number, height))
        used += height
    return starts


def breaks_xml(starts: Sequence[int]) -> str:
    """The breaks as an element of the sheet; each stands below the last row of its page."""
    if not starts:
        return ""
    listed = "".join(f'<brk id="{row - 1}" max="16383" man="1"/>' for row in starts)
    return f'<rowBreaks count="{len(starts)}" manualBreakCount="{len(starts)}">{listed}</rowBreaks>'
