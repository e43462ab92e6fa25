"""One press of a button is one step: written whole or not at all, and remembered before the first cell is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import uuid4

from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.buttons import undo
from zipingbiao.hosts.buttons.host import Host
from zipingbiao.log import record_fault

#: The hidden defined name that tells a book from every other one, however it is called and wherever it lies.
BOOK = "ZPB_BOOK"
_NAMED = 5


class NotWritten(ForPeople):
    """A step that could not be finished; the message says where it stopped, and that all of it was taken back."""


def written_whole(
    batches: Iterable[Sequence[Edit]], write: Callable[[Sequence[Edit]], list[Edit]]
) -> list[Edit]:
    """Write batch by batch; where one fails, take back it and all before it, and raise :class:`NotWritten`."""
    done: list[Edit] = []
    for batch in batches:
        try:
            done += write(batch)
        except Exception as fault:
            record_fault()
            lost = _taken_back([*done, *batch], write)
            raise NotWritten(_sentence(batch, fault, lost)) from fault
    return done


def _taken_back(edits: Sequence[Edit], write: Callable[[Sequence[Edit]], list[Edit]]) -> list[str]:
    """Undo what was written, each edit for itself; the places where even that failed."""
    lost: list[str] = []
    for edit in reversed(edits):
        try:
            write([edit.inverse()])
        except Exception:
            record_fault()
            lost.append(_place(edit))
    return lost


def _sentence(batch: Sequence[Edit], fault: Exception, lost: list[str]) -> str:
    places = "、".join(dict.fromkeys(_place(edit) for edit in batch[:_NAMED]))
    said = f"{places}写不进去（{_reason(fault)}），这一步没有做。"
    if not lost:
        return said + "已写的都恢复了原样。"
    named = "、".join(dict.fromkeys(lost[:_NAMED]))
    return (
        said + f"已写的恢复了原样，只有{named}等{len(lost)}处没能恢复：请不要保存，关闭后重新打开这个工作簿。"
    )


def _place(edit: Edit) -> str:
    if edit.kind is EditKind.NAME:
        return f"名称 {edit.cell}"
    return f"“{edit.sheet}”{edit.cell}"


def _reason(fault: Exception) -> str:
    """What the program itself says: Excel's own sentence stands in the third part of a COM error."""
    details = fault.args[2] if len(fault.args) > 2 else None
    said = details[2] if isinstance(details, tuple) and len(details) > 2 else str(fault)
    return str(said or type(fault).__name__).strip().rstrip("。.")


class Step:
    """The edits of one press on the open book. Several calls of `apply` are still one step."""

    def __init__(self, host: Host, title: str) -> None:
        self._host, self._title = host, title
        full_name, id = host.identity()
        self._new_id = "" if id else uuid4().hex
        self._book = undo.key(full_name, id or self._new_id)
        self._before = undo.last_step(self._book)
        self._applied: list[Edit] = []

    @property
    def applied(self) -> tuple[Edit, ...]:
        """What was done so far, with what stood there before; without the mark of the book itself."""
        return tuple(edit for edit in self._applied if (edit.kind, edit.cell) != (EditKind.NAME, BOOK))

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make these edits too. :class:`ForPeople` where they cannot be made; then nothing of the step is left."""
        planned = [*self._marking(), *(self._with_old(edit) for edit in edits)]
        undo.remember(self._book, self._title, [*self._applied, *planned])
        try:
            self._applied += self._host.apply(planned, self._title)
        except BaseException:
            self._give_up()
            raise
        undo.remember(self._book, self._title, self._applied)

    def _marking(self) -> list[Edit]:
        """The first edit that a book ever gets from a button gives it its id."""
        if not self._new_id:
            return []
        id, self._new_id = self._new_id, ""
        return [Edit(EditKind.NAME, "", BOOK, None, f'="{id}"')]

    def _with_old(self, edit: Edit) -> Edit:
        """What stands there is known before anything is written, so that it is remembered whatever happens."""
        if edit.kind not in undo.ASKED or edit.old is not None:
            return edit
        return replace(edit, old=self._host.standing(edit))

    def _give_up(self) -> None:
        """The calls before the one that failed are taken back too, and the step before this one is the last again."""
        if self._before is None:
            undo.forget(self._book)
        else:
            undo.remember(self._book, *self._before)
        if self._applied:
            self._host.apply([edit.inverse() for edit in reversed(self._applied)], self._title)
