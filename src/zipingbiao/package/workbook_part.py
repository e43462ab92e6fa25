"""The workbook part of a closed book: its list of sheets and its defined names, extended in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from html import escape, unescape

from zipingbiao.package.calculation_part import with_calculation
from zipingbiao.package.parts import OFFICE, Parts
from zipingbiao.package.relations import relations_of
from zipingbiao.package.styles import Styles
from zipingbiao.package.xml_lists import (
    appended,
    attributes_of,
    elements,
    entries,
    prefix_of,
    prefixed,
    without,
)

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_LOCAL = re.compile(r'localSheetId="(\d+)"')
_VIEWED = re.compile(r'\b(activeTab|firstSheet)="(\d+)"')
#: What may follow the defined names in a workbook part.
_AFTER_NAMES = (
    r"calcPr|oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|fileRecoveryPr"
    r"|webPublishObjects|extLst"
)
#: The names of strict workbooks (Excel's “严格 Open XML 电子表格”) beside those of all others.
_STRICT = "http://purl.oclc.org/ooxml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LIST = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="{main}"><sheetPr><pageSetUpPr fitToPage="1"/>'
    "</sheetPr>{view}<cols>{columns}</cols><sheetData></sheetData>"
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
)
_VIEW = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews>'
)
_REST = 10.0


class BookPart:
    """`part`: where the workbook stands in the package. Changes go into `parts` at once, styles with :meth:`save`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        main = parts.related("", "officeDocument")
        self.part = main.part if main is not None else "xl/workbook.xml"

    @cached_property
    def styles(self) -> Styles:
        return Styles(self._parts, self.part)

    def save(self) -> None:
        if "styles" in self.__dict__:
            self.styles.save()

    # Sheets

    def sheets(self) -> dict[str, str]:
        """Sheet name → its part; sheets that are no worksheets (charts) as well."""
        targets = {relation.id: relation.part for relation in relations_of(self._parts, self.part)}
        return {
            unescape(stated.get("name", "")): targets[stated[id]]
            for stated in map(attributes_of, self._listed())
            for id in stated
            if id.endswith(":id") and stated[id] in targets
        }

    def add_sheet(self, name: str, widths: Mapping[int, float]) -> str:
        """A new last sheet for a list: head row frozen, texts wrapped, columns (1-based) in characters. Its part."""
        style = self.styles.wrapped()
        columns = "".join(
            f'<col min="{column}" max="{column}" width="{width:.2f}" style="{style}" customWidth="1"/>'
            for column, width in sorted(widths.items())
        )
        main, office = self._spaces()
        part = self._parts.free_name("xl/worksheets/sheet{}.xml")
        last = max(widths, default=0) + 1
        rest = f'<col min="{last}" max="16384" width="{_REST}" style="{style}"/>'
        # A view of a sheet is a view of the book; where the book has none, there is nothing to refer to.
        view = _VIEW if elements(self._parts.text(self.part), "bookViews") else ""
        self._parts.write(part, _LIST.format(main=main, view=view, columns=columns + rest))
        self._parts.declare(part, _SHEET_TYPE)
        id = self._parts.relate(self.part, f"{office}/worksheet", part)
        numbers = (attributes_of(sheet).get("sheetId", "0") for sheet in self._listed())
        number = max((int(n) for n in numbers if n.isdecimal()), default=0) + 1
        entry = f'<sheet xmlns:r="{office}" name="{escape(name)}" sheetId="{number}" r:id="{id}"/>'
        self._change(lambda text: appended(text, "sheets", prefixed(entry, prefix_of(text))))
        return part

    def _spaces(self) -> tuple[str, str]:
        """The namespaces of sheets and of relations that this book is written in."""
        if _STRICT in self._parts.text(self.part):
            return f"{_STRICT}/spreadsheetml/main", f"{_STRICT}/officeDocument/relationships"
        return _MAIN, OFFICE

    def remove_sheet(self, name: str) -> None:
        """A sheet away, with its part, its own names, and what only it referred to."""
        part = self.sheets().get(name)
        names = [unescape(attributes_of(sheet).get("name", "")) for sheet in self._listed()]
        if part is None or len(names) < 2:
            return
        at = names.index(name)
        self._change(lambda text: _without_sheet(text, at))
        self._parts.remove(part)

    # Names

    def set_name(self, name: str, formula: str | None) -> None:
        """A hidden defined name, made, changed or (None) taken away."""
        self._change(lambda text: _with_name(_without_name(text, name), name, formula))

    def recalculated(self) -> None:
        """All formulas are to be computed when the book is opened next."""
        self._change(lambda text: with_calculation(text, {"fullCalcOnLoad": "1"}))

    def _listed(self) -> list[str]:
        return [each.group() for each in entries(self._parts.text(self.part), "sheets", "sheet")]

    def _change(self, change: Callable[[str], str]) -> None:
        text = self._parts.text(self.part)
        new = change(text)
        if new != text:
            self._parts.write(self.part, new)


def _without_sheet(text: str, at: int) -> str:
    """The list of sheets without one; whatever counts sheets counts anew."""
    text = without(text, (entries(text, "sheets", "sheet")[at].span(),))
    own = [n.span() for n in entries(text, "definedNames", "definedName") if _local(n.group()) == at]
    text = _tidy_names(without(text, own))

    def moved(found: re.Match[str]) -> str:
        number = int(found[1])
        return f'localSheetId="{number - (number > at)}"'

    def viewed(found: re.Match[str]) -> str:
        number = int(found[2])
        return f'{found[1]}="{max(0, number - (number >= at))}"'

    return _VIEWED.sub(viewed, _LOCAL.sub(moved, text))


def _local(name: str) -> int | None:
    found = _LOCAL.search(name[: name.index(">")])
    return int(found[1]) if found is not None else None


def _without_name(text: str, name: str) -> str:
    spans = [
        each.span()
        for each in entries(text, "definedNames", "definedName")
        if attributes_of(each.group()).get("name", "").upper() == name.upper()
        and _local(each.group()) is None
    ]
    return _tidy_names(without(text, spans))


def _with_name(text: str, name: str, formula: str | None) -> str:
    if formula is None:
        return text
    p = prefix_of(text)
    if not elements(text, "definedNames"):
        end = text.index(f"</{p}sheets>")
        following = re.compile(rf"<(?:{p}(?:{_AFTER_NAMES})|mc:AlternateContent)\b|</{p}workbook\s*>").search(
            text, end
        )
        assert following is not None
        text = f"{text[: following.start()]}<{p}definedNames/>{text[following.start() :]}"
    content = escape(formula.removeprefix("="), quote=False)
    entry = f'<definedName name="{escape(name)}" hidden="1">{content}</definedName>'
    return appended(text, "definedNames", prefixed(entry, p))


def _tidy_names(text: str) -> str:
    """An empty list of names is not allowed."""
    if entries(text, "definedNames", "definedName"):
        return text
    return without(text, (each.span() for each in elements(text, "definedNames")))
