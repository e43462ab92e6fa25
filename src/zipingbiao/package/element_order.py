"""Where an element belongs in a part: the format fixes the order of what follows the cells, and of a font's children."""

from __future__ import annotations

import re

from zipingbiao.package.xml_lists import prefix_of

_ORDER = (
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)

FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_PARTS = re.compile(r"(<(?:\w+:)?font\b[^>]*>)(.*)(</(?:\w+:)?font>)", re.DOTALL)
_CHILD = re.compile(r"<(?:\w+:)?(\w+)\b[^>]*?(?:/>|></(?:\w+:)?\1>)\s*")


def place_of(text: str, element: str) -> int:
    """The offset at which a new `element` goes into a sheet that has none."""
    p = prefix_of(text)
    later = "|".join(_ORDER[_ORDER.index(element) + 1 :])
    # Controls and embedded objects may stand in an mc:AlternateContent, whatever the sheet's own prefix.
    found = re.compile(rf"<(?:{p}(?:{later})|mc:AlternateContent)\b|</{p}worksheet\s*>").search(
        text, text.rindex(f"</{p}sheetData")
    )
    assert found is not None
    return found.start()


def font_in_order(font: str) -> str:
    """The same font, its children in the order of the schema (Excel mends another one with a warning); as it is where it
    holds anything but plain children.
    """
    parts = _PARTS.fullmatch(font)
    if parts is None:
        return font
    children = list(_CHILD.finditer(parts[2].lstrip()))
    if "".join(child.group() for child in children) != parts[2].lstrip():
        return font
    rank = {name: place for place, name in enumerate(FONT_ORDER)}
    children.sort(key=lambda child: rank.get(child[1], len(rank)))
    return parts[1] + "".join(child.group() for child in children) + parts[3]
