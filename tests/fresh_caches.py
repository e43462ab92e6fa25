"""A pytest plugin for mutation testing: forget what a run before this one has computed.

While mutmut looks which tests reach which function (`stats`), forget it before each test: what the first test made
remembered, the others would seem never to reach.
"""

from __future__ import annotations

import gc
import os
import sys
from functools import _lru_cache_wrapper
from typing import Any

from hypothesis import settings

# A busy machine notices no change, and the same code is asked the same examples each time.
settings.register_profile("mutants", deadline=None, derandomize=True, database=None)
settings.load_profile("mutants")

#: Not mutated, and long to load.
_KEPT = ("zipingbiao.rulebook.",)


def _forget(module: str) -> None:
    for name, each in list(sys.modules.items()):
        if not name.startswith(module) or name.startswith(_KEPT):
            continue
        for cached in vars(each).values():
            if isinstance(cached, _lru_cache_wrapper):
                cached.cache_clear()
    narrator: Any = sys.modules.get("zipingbiao.narrative.narrator")
    if narrator is not None:
        narrator._LOADED.clear()


def pytest_sessionstart() -> None:
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper):
            each.cache_clear()
    _forget("zipingbiao.narrative")


def pytest_runtest_setup() -> None:
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget("zipingbiao.")


def pytest_make_parametrize_id(argname: str) -> str:
    """mutmut gives the tests back by their names; not every text that is tested can stand in one."""
    return argname
