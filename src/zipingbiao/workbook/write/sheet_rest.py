"""What stands around the rows of the template's sheet: columns before them; rules, page breaks and areas after them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from zipingbiao.workbook.write.row_map import RowMap

_MERGES = re.compile(r"<mergeCells\b.*?</mergeCells>", re.DOTALL)
_AREA = re.compile(r'\b(sqref|ref)="([^"]+)"|<xm:sqref>([^<]+)</xm:sqref>')
_FORMULA = re.compile(r"<(formula[12]?|xm:f)\b([^>]*)>([^<]*)</\1>")
_RULES = re.compile(
    r"<(dataValidations|conditionalFormatting)\b.*?</\1>"
    r"|<ext\b[^>]*>\s*<x14:(dataValidations|conditionalFormattings)\b.*?</x14:\2>\s*</ext>",
    re.DOTALL,
)
_NO_EXTENSIONS = re.compile(r"<extLst>\s*</extLst>")
_ROW_BREAKS = re.compile(r"<rowBreaks\b.*?</rowBreaks>", re.DOTALL)
_BREAK = re.compile(r'(<brk\b[^>]*?\bid=")(\d+)"')
_COLUMNS = re.compile(r"<cols>(.*?)</cols>", re.DOTALL)
_COLUMN = re.compile(r"<col\b[^>]*/>")
_EDGE = re.compile(r'\b(min|max)="(\d+)"')


def moved_rest(text: str, rows: RowMap, formula: Callable[[str], str]) -> str:
    """What follows the merged cells, with its areas, formulas and page breaks moved."""
    text = _AREA.sub(lambda found: _moved_area(found, rows), text)
    text = _FORMULA.sub(
        lambda found: (
            f"<{found[1]}{found[2]}>{escape(formula(unescape(found[3])), quote=False)}</{found[1]}>"
        ),
        text,
    )
    return _ROW_BREAKS.sub(
        lambda found: _BREAK.sub(lambda brk: f'{brk[1]}{rows.bottom(int(brk[2]))}"', found.group()), text
    )


def _moved_area(found: re.Match[str], rows: RowMap) -> str:
    if found[1]:
        return f'{found[1]}="{rows.areas(found[2])}"'
    return f"<xm:sqref>{rows.areas(found[3])}</xm:sqref>"


def without_rules(text: str) -> str:
    """No dropdowns and no conditional colours, in the old or the newer notation."""
    return _NO_EXTENSIONS.sub("", _RULES.sub("", text))


def narrowed(text: str, last: int) -> str:
    """Column widths up to column `last` only."""

    def kept(found: re.Match[str]) -> str:
        edges = {name: int(number) for name, number in _EDGE.findall(found.group())}
        if edges["min"] > last:
            return ""
        return re.sub(r'\bmax="\d+"', f'max="{min(edges["max"], last)}"', found.group())

    def columns(found: re.Match[str]) -> str:
        inner = _COLUMN.sub(kept, found[1])
        return f"<cols>{inner}</cols>" if inner else ""

    return _COLUMNS.sub(columns, text)


def split_merges(after: str) -> tuple[str, str]:
    """The text before and after where mergeCells stand, or have to stand."""
    found = _MERGES.search(after)
    if found is not None:
        return after[: found.start()], after[found.end() :]
    end = len("</sheetData>")
    while (passed := _BEFORE_MERGES.match(after, end)) is not None:
        end = passed.end()
    return after[:end], after[end:]


_BEFORE_MERGES = re.compile(
    r"<(sheetCalcPr|sheetProtection|protectedRanges|scenarios|autoFilter|sortState|dataConsolidate|customSheetViews)\b"
    r"(?:[^>]*/>|.*?</\1>)",
    re.DOTALL,
)
