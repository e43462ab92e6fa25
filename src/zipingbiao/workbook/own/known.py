"""Our own workbooks, told by their bytes: whatever is the same in two files of ours is read once.

A workbook that we wrote differs from others by the values of one form. So one is read with all care; of the next whose
other bytes are the same, only the values are taken. Nothing is guessed: what was learned is tried at once on the file it
was learned from, and anything in a file that does not stand there in our own way leads back to the careful reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zipingbiao.edits.snapshot import Snapshot
from zipingbiao.form.coverage import FormKind, Reading
from zipingbiao.form.model import Form
from zipingbiao.form.serial_dates import lost_date, serial_date
from zipingbiao.workbook.own.frame import Frame
from zipingbiao.workbook.own.layout import Layout
from zipingbiao.workbook.own.part_apart import part_apart
from zipingbiao.workbook.own.values import NotOurs, Values, values_of
from zipingbiao.workbook.read.forms import ReadResult
from zipingbiao.workbook.read.named_fields import named_fields
from zipingbiao.workbook.read.source_map import Places
from zipingbiao.workbook.waivers import waiver_sheet

#: Where our writer puts the sheet of the form.
SHEET = "xl/worksheets/sheet1.xml"
#: So many frames are kept; an office's own templates and the numbers of rows make a few dozen.
_MOST = 256


@dataclass(slots=True)
class _Kin:
    """Workbooks whose parts are the same but the sheet. `frames`: None for a frame that cannot be read this way."""

    layout: Layout
    formats: tuple[str, ...]
    frames: dict[str, Frame | None] = field(default_factory=dict)


_kin: dict[bytes, _Kin] = {}


def read_known(data: bytes, file: str) -> ReadResult | None:
    """What the careful reader would give; None where only it can tell."""
    apart = part_apart(data, SHEET)
    kin = _kin.get(apart.rest) if apart is not None else None
    if apart is None or kin is None:
        return None
    try:
        values = values_of(apart.part, kin.layout.slots, kin.formats)
        frame = kin.frames.get(kin.layout.signature(values))
        if frame is None or not kin.layout.lets_stand(values):
            return None
        form = _form(frame, kin.layout, values, file)
    except NotOurs:
        return None
    return None if _doubtful(form) else ReadResult((form,))


def learn(data: bytes, snapshot: Snapshot, sheet: str, formats: Sequence[str], found: ReadResult) -> None:
    """Remember how a workbook was read, if it is one of ours. `sheet`: the part of its only visible sheet, "" for several."""
    if sheet != SHEET or not _is_plain(snapshot, found):
        return
    apart = part_apart(data, SHEET)
    if apart is None:
        return
    form = found.forms[0]
    kin = _kin.get(apart.rest) or _new_kin(snapshot, form, tuple(formats))
    if kin is None:
        return
    try:
        values = values_of(apart.part, kin.layout.slots, kin.formats)
        if not kin.layout.lets_stand(values):
            return
        signature = kin.layout.signature(values)
        frame = Frame.of(kin.layout, form) if kin.layout.is_beside_nothing(values) else None
        again = _form(frame, kin.layout, values, snapshot.file) if frame is not None else None
    except NotOurs:
        return
    if sum(len(each.frames) for each in _kin.values()) >= _MOST:
        _kin.clear()
        kin.frames.clear()
    _kin[apart.rest] = kin
    kin.frames[signature] = frame if again is not None and _same(again, form) else None


def _form(frame: Frame, layout: Layout, values: Values, file: str) -> Form:
    return frame.form(values, layout.runs(values)[0], file)


def _is_plain(snapshot: Snapshot, found: ReadResult) -> bool:
    """One form of a project, all read, nothing doubtful, nothing beside it."""
    if len(found.forms) != 1 or found.problems or waiver_sheet(snapshot) is not None:
        return False
    form = found.forms[0]
    return form.kind is FormKind.PROJECT and form.sheet_reading == Reading(len(form.indicators))


def _new_kin(snapshot: Snapshot, form: Form, formats: tuple[str, ...]) -> _Kin | None:
    sheet = form.places.sheet if isinstance(form.places, Places) else ""
    named = named_fields(snapshot, sheet)
    layout = Layout.of(named) if named is not None else None
    return _Kin(layout, formats) if layout is not None else None


def _same(one: Form, other: Form) -> bool:
    """Everything, the order of the places too."""
    same = one == other and one.sheet_reading == other.sheet_reading and one.owner == other.owner
    return same and list(one.places) == list(other.places) and one.unusable == other.unusable


def _doubtful(form: Form) -> bool:
    """Whether the careful reader has more to say: goals that may stand elsewhere, dates that lost their format."""
    if not form.goals.expected and not form.goals.actual:
        return True
    if form.evaluated_year is None and serial_date(form.year) is not None:
        return True
    return any(
        lost_date(text.text, f"{other.text}{row.level3}") is not None
        for row in form.indicators
        for text, other in ((row.target, row.actual), (row.actual, row.target))
    )
