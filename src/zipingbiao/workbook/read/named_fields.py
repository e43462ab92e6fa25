"""The fields of a form whose cells carry our defined names: the surest way to find them, whatever the labels say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.package.address import Area, parse_reference
from zipingbiao.record import record
from zipingbiao.workbook.read.columns import Column, Heading
from zipingbiao.workbook.read.regions import Region
from zipingbiao.workbook.slots import FUNDS, INDICATORS, PREFIX, RULEBOOK, SINGLE


@record(frozen=True, slots=True)
class NamedBlock:
    """The rows of a block and the columns that have names."""

    top: int
    bottom: int
    columns: Mapping[str, Column]

    def heading(self, labelled: Heading | None) -> Heading:
        """The named columns, completed by those that only labels tell; a label over none of them heads what it did."""
        if labelled is None:
            return Heading(self.top - 1, dict(self.columns))
        columns = labelled.columns | dict(self.columns)
        others = tuple(
            each
            for each in labelled.others
            if not any(column.covers(each.left) for column in columns.values())
        )
        return Heading(self.top - 1, columns, others, labelled.beside, labelled.of_levels)


@record(frozen=True, slots=True)
class Named:
    """What the names say about one sheet."""

    single: Mapping[str, Area]
    funds: NamedBlock | None
    #: None where the labels beside them contradict the names.
    indicators: NamedBlock | None

    def within(self, region: Region) -> bool:
        """Whether the named form is the one in `region`."""
        return self.indicators is not None and region.top <= self.indicators.top <= region.bottom

    def without(self, names: Iterable[str]) -> Named:
        """Without the fields of one cell that have these names."""
        dropped = set(names)
        return replace(
            self, single={path: area for path, area in self.single.items() if SINGLE[path] not in dropped}
        )


def named_fields(snapshot: Snapshot, sheet: str) -> Named | None:
    """The named fields on a sheet; None unless its indicators' targets and actuals are named.

    A name of the sheet itself goes before one of the workbook: a copied sheet has such.
    """
    areas: dict[str, Area] = {}
    for key, reference in snapshot.names.items():
        scope, _, name = key.rpartition("!")
        if not name.startswith(PREFIX) or (scope and scope != sheet):
            continue
        found = parse_reference(reference)
        if found is not None and found[0] == sheet and (scope or name not in areas):
            areas[name] = found[1]
    indicators = _block(areas, INDICATORS)
    if indicators is None or not {"target", "actual"} <= indicators.columns.keys():
        return None
    single = {path: areas[name] for path, name in SINGLE.items() if name in areas}
    return Named(single, _block(areas, FUNDS), indicators)


def rulebook_of(snapshot: Snapshot) -> str:
    """The rulebook that the workbook names: a constant, or the text of the cell the name stands on."""
    text = snapshot.names.get(RULEBOOK, "").removeprefix("=").strip()
    found = parse_reference(text)
    if found is None:
        return text.strip('"') if text.startswith('"') else ""
    title, area = found
    for sheet in snapshot.sheets:
        cell = sheet.cells.get((area.top, area.left))
        if sheet.name == title and cell is not None and isinstance(cell.value, str):
            return cell.value.strip()
    return ""


def _block(areas: Mapping[str, Area], names: Mapping[str, str]) -> NamedBlock | None:
    own = {kind: areas[name] for kind, name in names.items() if name in areas}
    if not own:
        return None
    columns = {kind: Column(area.left, area.right, names[kind]) for kind, area in own.items()}
    return NamedBlock(min(a.top for a in own.values()), max(a.bottom for a in own.values()), columns)
