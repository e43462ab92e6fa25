"""A form read by the frame of its workbook: where the reader found each field in another one with the same frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath

from zipingbiao.form.coverage import Reading
from zipingbiao.form.model import Form, FundKind, FundLine, Goals, Indicator, Total
from zipingbiao.package.address import cell_name
from zipingbiao.workbook.own.layout import LEVELS, Layout, Row
from zipingbiao.workbook.own.values import NotOurs, Shown, Values
from zipingbiao.workbook.read.field_values import named_year
from zipingbiao.workbook.read.indicator_block import FIELDS
from zipingbiao.workbook.read.printed import said
from zipingbiao.workbook.read.source_map import Places, Where

_NOTHING = Shown("", "", None)


@dataclass(frozen=True, slots=True)
class Frame:
    """`model`: the form that was read first; of it everything stays that no value decides."""

    layout: Layout
    model: Form
    sheet: str
    funds: tuple[Mapping[str, str], ...]
    before: Mapping[str, Where]
    after: Mapping[str, Where]

    @classmethod
    def of(cls, layout: Layout, model: Form) -> Frame | None:
        """None where the form has fields of 绩效指标 that have no name."""
        places = model.places
        if not isinstance(places, Places):
            return None
        paths = {f"indicators[0].{field}" for field in FIELDS if field in layout.rows[0].cells}
        if {path for path in places.cells if path.startswith("indicators[0].")} != paths:
            return None
        money = {path: where for path, where in places.cells.items() if path.startswith("funds[")}
        other = {
            path: where
            for path, where in places.cells.items()
            if not path.startswith(("funds[", "indicators["))
        }
        funds = tuple(
            {
                path.rpartition(".")[2]: cell_name(*where)
                for path, where in money.items()
                if path.startswith(f"funds[{i}].")
            }
            for i in range(len(model.funds))
        )
        return cls(layout, model, places.sheet, funds, money, other)

    def form(self, values: Values, runs: Mapping[str, list[tuple[int, int]]], file: str) -> Form:
        """The form of a workbook with this frame. Raises NotOurs where a row has to be looked at closer."""
        places: dict[str, Where] = dict(self.before)
        upper = {
            field: {row: top for top, bottom in found for row in range(top, bottom + 1)}
            for field, found in runs.items()
        }
        rows = [self._row(i, row, values.cells, upper, places) for i, row in enumerate(self.layout.rows)]
        places |= self.after
        single = {path: values.cells.get(cell, _NOTHING).result for path, cell in self.layout.single.items()}
        return replace(
            self.model,
            id=single["code"] or PurePath(file).stem,
            title=single["title"],
            year=named_year(single["year"]),
            name=single["name"],
            code=single["code"],
            department=single["department"],
            unit=single["unit"],
            funds=self._funds(values.cells, single["funds_note"]),
            goals=Goals(single["goals.expected"], single["goals.actual"]),
            indicators=tuple(rows),
            total=Total(single["total.weight"], single["total.score"], single["total.grade"]),
            file=file,
            places=Places(file, self.sheet, places),
            sheet_reading=Reading(len(rows)),
        )

    def _funds(self, cells: Mapping[str, Shown], note: str) -> tuple[FundLine, ...]:
        lines = []
        noted = False
        for model, own in zip(self.model.funds, self.funds, strict=True):
            shown = {field: cells.get(cell, _NOTHING) for field, cell in own.items() if field != "kind"}
            texts = {
                field: each.result if field in ("rate", "score") else each.text
                for field, each in shown.items()
            }
            texts["note"] = said(texts.get("note", ""))
            if not noted and model.row is FundKind.TOTAL:
                noted, texts["note"] = True, note
            lines.append(FundLine(model.kind, **texts))
        return tuple(lines)

    def _row(
        self,
        i: int,
        row: Row,
        cells: Mapping[str, Shown],
        upper: Mapping[str, Mapping[int, int]],
        places: dict[str, Where],
    ) -> Indicator:
        path, paths = _paths(i)
        levels = {}
        for field in FIELDS:
            if field not in row.cells:
                continue
            place, cell = row.places[field], row.cells[field]
            top = upper.get(field, {}).get(row.number, row.number) if field in LEVELS else row.number
            if top != row.number:
                if cell in cells:
                    raise NotOurs  # it stands below a merged cell, unseen
                place = (top, place[1])
                cell = cell_name(*place)
            if field in LEVELS:
                levels[field] = cells.get(cell, _NOTHING).text
            places[paths[field]] = place
        own = {field: cells.get(cell, _NOTHING) for field, cell in row.cells.items()}
        if not all(levels.values()) or not own["level3"].text or not own["target"].text:
            raise NotOurs
        places[path] = row.places["level3"]
        return Indicator(
            levels["level1"],
            levels["level2"],
            levels["level3"],
            own["target"].entry,
            own["actual"].entry,
            said(own["weight"].text),
            said(own["score"].result),
            said(own["note"].text),
            said(own["deduction"].text),
            said(own["reason"].text),
            said(own["detail"].text),
            said(own["evidence"].text),
        )


@lru_cache(maxsize=256)
def _paths(i: int) -> tuple[str, dict[str, str]]:
    path = f"indicators[{i}]"
    return path, {field: f"{path}.{field}" for field in FIELDS}
