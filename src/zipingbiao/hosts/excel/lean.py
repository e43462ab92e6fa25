"""xlwings loaded without the libraries of tables, pictures and ciphers that it takes in wherever they are installed.

Excel waits for the first cell while the service starts, and nothing of ours hands xlwings a table, a picture or a key. Imported
before xlwings itself; afterwards whoever wants one of these libraries gets it as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: xlwings tries each of them, and goes without where it is not there.
_HEAVY = ("pandas", "numpy", "polars", "matplotlib", "PIL", "plotly", "cryptography")


@contextmanager
def _absent(*names: str) -> Iterator[None]:
    """None in the list of modules is Python's own way to say that there is none."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


with _absent(*_HEAVY):
    import xlwings

__all__ = ["xlwings"]
