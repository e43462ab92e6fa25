"""Cells whose formulas show what we compute: ours are brought up to date, the unit's own show what they give.

A unit's formula may forget a row. Our figure is never put beside it: it would look right, and no check would see it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from zipingbiao.commands.places import OWN_FUNCTION, same, shown, shows, value_of
from zipingbiao.commands.shipped_formulas import bare
from zipingbiao.edits.calculation.evaluate import Calculation, Foreign, Spot
from zipingbiao.edits.calculation.parse import Call, Cells, Node, NotUnderstood, parsed
from zipingbiao.edits.dependents import followers
from zipingbiao.edits.snapshot import Cell, CellValue, Edit, EditKind, Snapshot
from zipingbiao.form.field_names import called
from zipingbiao.form.model import Place
from zipingbiao.form.money import number, round_half_up
from zipingbiao.package.address import cell_name, parse_cell
from zipingbiao.workbook.write.content import Content, Formula

#: A range longer than any block of indicators is not looked through for figures in words.
_MOST_NAMED = 1000


class Wish(NamedTuple):
    """What a cell with a formula should show.

    `rests_on_typed`: it is computed from a score that a person typed, so that its figure is the person's doing.
    """

    path: str
    place: Place
    cell: Cell
    content: Content
    rests_on_typed: bool = False


def refresh(
    snapshot: Snapshot, wishes: Sequence[Wish], edits: Iterable[Edit], shipped: Collection[str] = ()
) -> tuple[list[Edit], list[str]]:
    """The edits that bring the formulas' values up to date after `edits`, and where a formula gives something else.

    `shipped`: the bare formulas that came with the workbook; what they show is not the unit's doing.
    """
    now: dict[Spot, CellValue] = {}
    for edit in edits:
        if (at := parse_cell(edit.cell)) is not None:
            now[edit.sheet, *at] = edit.cached if edit.kind is EditKind.FORMULA else edit.new
    spots = [_spot(wish.place) for wish in wishes]
    calculation = Calculation(snapshot, now, frozenset(followers(snapshot, [*now, *spots])))
    refreshed: list[Edit] = []
    differing: list[str] = []
    for wish, spot in zip(wishes, spots, strict=True):
        wanted = value_of(wish.content)
        given, known = _given(calculation, wish, wanted)
        if not known:
            given = wish.cell.value
        elif (renewed := shows(wish.place, wish.cell, given)) is not None:
            refreshed.append(renewed)
        calculation.set(spot, given)
        if not _agrees(given, wanted) and not (wish.rests_on_typed and isinstance(given, Decimal)):
            told = _figures_in_words(snapshot, wish) if bare(wish.cell.formula) in shipped else None
            differing.append(_differs(wish, given, wanted, told, known=known))
    return refreshed, differing


def value_now(snapshot: Snapshot, place: Place, cell: Cell) -> CellValue:
    """What a formula gives, computed anew; what it shows where that cannot be told, None where it shows nothing."""
    try:
        return Calculation(snapshot, {}, ()).formula(cell.formula, place.sheet or "")
    except NotUnderstood:
        return None if cell.error else cell.value


def _given(calculation: Calculation, wish: Wish, wanted: CellValue) -> tuple[CellValue, bool]:
    """What the formula gives, our functions in it giving what is wanted; and whether that is known."""
    formula = wish.cell.formula
    try:
        return calculation.formula(formula, wish.place.sheet or "", _ours(wanted)), True
    except NotUnderstood:
        return wanted, is_ours(formula, wish.content)


def _ours(wanted: CellValue) -> Foreign:
    def foreign(name: str) -> Decimal | str | bool | None:
        if not name.startswith(OWN_FUNCTION) or not isinstance(wanted, Decimal | str | bool | None):
            raise NotUnderstood
        return wanted

    return foreign


def is_ours(formula: str, content: Content) -> bool:
    """Whether a formula calls one of our functions, or is the one that we would write there."""
    if OWN_FUNCTION in formula.upper():
        return True
    return isinstance(content, Formula) and bare(formula) == bare(content.formula)


def _agrees(given: CellValue, wanted: CellValue) -> bool:
    """The same, to the places that a score is told with."""
    if isinstance(given, Decimal) and isinstance(wanted, Decimal):
        exponent = wanted.as_tuple().exponent
        places = max(2, -exponent) if isinstance(exponent, int) else 2
        return round_half_up(given, places) == wanted
    return same(given, wanted)


def _differs(
    wish: Wish, given: CellValue, wanted: CellValue, texts: Sequence[str] | None, *, known: bool
) -> str:
    """`texts`: for a formula of the template, the figures it asks for that stand there as texts."""
    formula, cell = wish.cell.formula, wish.place.cell
    shows_now = f"算得{shown(given) or '空'}" if known else f"本工具算不出，现显示{shown(given) or '空'}"
    where = f"{called(wish.path)}（{cell}）"
    if texts is None:
        return f"{where}是单位自己的公式 {formula}，{shows_now}，按计分应为{shown(wanted)}；公式没有改动，请核对。"
    if texts:
        return f"{where}{shows_now}，按计分应为{shown(wanted)}：{'、'.join(texts)}是文字，公式不当数算；请改成半角的数字。"
    return f"{where}是模板的公式，{shows_now}，按计分应为{shown(wanted)}；请核对它用到的格是不是都填了数字。"


def _figures_in_words(snapshot: Snapshot, wish: Wish) -> list[str]:
    """The cells of a formula, and of those it rests on, that hold a figure as a text: ４８．５, '48.5."""
    sheet = next((each for each in snapshot.sheets if each.name == wish.place.sheet), None)
    found: dict[str, str] = {}
    seen: set[tuple[int, int]] = set()
    waiting = list(_asked(wish.cell.formula))
    while waiting and sheet is not None:
        at = waiting.pop()
        cell = sheet.cells.get(at)
        if at in seen or cell is None:
            continue
        seen.add(at)
        if cell.formula:
            waiting += _asked(cell.formula)
        elif isinstance(cell.value, str) and number(cell.value) is not None:
            found[cell_name(*at)] = cell.value
    return [f"{name}的“{text}”" for name, text in sorted(found.items())]


def _asked(formula: str) -> Iterator[tuple[int, int]]:
    """The cells of its own sheet that a formula names, as far as they are few."""
    try:
        waiting: list[Node] = [parsed(formula)]
    except NotUnderstood:
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, Call):
            waiting += node.arguments
        elif isinstance(node, Cells) and not node.sheet:
            area = node.area
            if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= _MOST_NAMED:
                yield from product(range(area.top, area.bottom + 1), range(area.left, area.right + 1))


def _spot(place: Place) -> Spot:
    row, column = parse_cell(place.cell or "") or (0, 0)
    return place.sheet or "", row, column
