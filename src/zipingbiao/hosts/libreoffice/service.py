"""What LibreOffice's own Python calls: answers to cell functions, and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from threading import Lock
from typing import Any

from zipingbiao.hosts.functions.asked import answers_to
from zipingbiao.hosts.functions.values import CellError, Given, Result

#: LibreOffice has one thread for all its windows; a button pressed inside another would write into its snapshot.
_ONE_AT_A_TIME = Lock()

Answer = float | str | tuple[tuple[float | str, ...], ...]


def answer(name: str, given: Sequence[Any], error: float) -> Answer:
    """The answer to `=NAME(…)`. `given`: values and blocks, the last one `rulebook|year`; `error`: Calc's #VALUE!."""
    *arguments, place = given
    found = answers_to(name, [_given(each) for each in arguments], place)
    if any(isinstance(each, tuple) for each in arguments):
        return tuple(tuple(_shown(each, error) for each in row) for row in found)
    return _shown(found[0][0], error)


def _given(value: Any) -> Given:
    """Basic's empty argument is None or ""; a block comes as rows."""
    if isinstance(value, tuple):
        return value
    return None if value == "" else value


def _shown(result: Result, error: float) -> float | str:
    match result:
        case CellError():
            return error
        case Decimal():
            return float(result)
        case _:
            return result


def press_button(id: str, context: Any, frame: Any, arguments: Sequence[Any]) -> None:
    """Press a button on the document of a frame. Arguments (`File`, `Folder`, `Choice`) answer its dialogs for scripts."""
    if not _ONE_AT_A_TIME.acquire(blocking=False):
        return  # while 停止 is waited for, clicks on other windows come through
    try:
        _press(id, context, frame, arguments)
    finally:
        _ONE_AT_A_TIME.release()


def _press(id: str, context: Any, frame: Any, arguments: Sequence[Any]) -> None:
    from zipingbiao.hosts.buttons.press import press
    from zipingbiao.hosts.libreoffice.dialogs import OfficeDialogs, ScriptedDialogs
    from zipingbiao.hosts.libreoffice.document_host import LibreOfficeHost

    answers = {each.Name: each.Value for each in arguments}
    dialogs = ScriptedDialogs(answers) if "Quiet" in answers else OfficeDialogs(context, frame)
    press(id, LibreOfficeHost(context, frame, dialogs))
