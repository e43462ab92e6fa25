"""Where an element belongs in a worksheet part: the format fixes the order of what follows the cells."""

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
