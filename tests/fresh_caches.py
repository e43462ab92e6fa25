"""A pytest plugin for mutation testing: forget what a run before this one has computed."""

from __future__ import annotations

import gc
from functools import _lru_cache_wrapper


def pytest_sessionstart() -> None:
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper):
            each.cache_clear()
