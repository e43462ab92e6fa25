"""A file that a second engine read and judged, on its way to the desk. Both engines are this program, of one page."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

from zipingbiao.rulebook.load import load
from zipingbiao.rulebook.rulebook import Rulebook


def handed_over(read: object) -> bytes:
    """Everything that was made of the file, but for the rulebooks: the desk has its own."""
    out = io.BytesIO()
    packer = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    packer.dispatch_table = {**copyreg.dispatch_table, Rulebook: _by_name}
    packer.dump(read)
    return out.getvalue()


def received(data: bytes) -> Any:
    """The same on the other side. What comes here was written by :func:`handed_over`, never by a file."""
    return pickle.loads(data)


def _by_name(rulebook: Rulebook) -> tuple[Callable[..., Rulebook], tuple[str, int | None]]:
    return load, (rulebook.name, None if rulebook.on == date.max else rulebook.on.year)
