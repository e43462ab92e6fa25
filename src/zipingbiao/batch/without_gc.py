"""No passes of the garbage collector while thousands of forms are in memory: looking through them frees nothing.

A form read holds no circle of references; what is no longer needed is given back without the collector.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def calm() -> Iterator[None]:
    """For as long as a function runs: `@calm()`."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
