"""What is typed under the table goes back there: to the template's own labels, what has none into a row of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zipingbiao.package.address import column_name, column_number
from zipingbiao.package.text_height import lines_of
from zipingbiao.workbook.below import labelled
from zipingbiao.workbook.write.template_parts import TemplateParts

#: The field of the row that is added for lines without a label of the template.
ADDED = "below"
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Below:
    """`cells`: what the cells of the template's labels hold now; `added`: the lines for a row of their own."""

    cells: Mapping[Place, str]
    added: str

    @property
    def key(self) -> tuple[frozenset[Place], bool]:
        """All that the layout of a sheet depends on."""
        return frozenset(self.cells), bool(self.added)


NOTHING_BELOW = Below({}, "")


def field_at(place: Place) -> str:
    """The slot of a label's cell."""
    return f"{ADDED}.{place[0]}{place[1]}"


def placed(text: str, template: TemplateParts) -> Below:
    """The lines of a form in the template's cells."""
    cells: dict[Place, str] = {}
    added: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line in template.below.values():
            continue  # the template prints it itself
        label, value = labelled(line)
        place = next(
            (
                place
                for place, printed in template.below.items()
                if label and place not in cells and _plain(labelled(printed)[0]) == _plain(label)
            ),
            None,
        )
        filled = f"{_head(template.below[place])}{value}" if place is not None and value else ""
        if place is not None and filled and lines_of(filled, _room(place, template)) == 1:
            cells[place] = filled
        else:
            added.append(line)
    return Below(cells, "\n".join(added))


def _head(printed: str) -> str:
    """The label with its colon, as the template prints it."""
    return next(
        printed[: at + 1].lstrip() for at, letter in enumerate(printed) if letter in "：:"
    )  # a label has one


def _plain(label: str) -> str:
    return "".join(label.split())


def _room(place: Place, template: TemplateParts) -> float:
    """Characters from the label to the next text of its row, or to the edge of the print area."""
    column, row = place
    others = [column_number(other) for other, beside in template.below if beside == row]
    first = column_number(column)
    end = min([n for n in others if n > first], default=template.last_printed + 1)
    return sum(template.widths.get(column_name(n), 9.0) for n in range(first, end))
