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


def _forget(every: bool) -> None:
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper) and (every or _is_ours(each)):
            each.cache_clear()
    narrator: Any = sys.modules.get("zipingbiao.narrative.narrator")
    if narrator is not None:
        narrator._LOADED.clear()


def _is_ours(cached: Any) -> bool:
    """What is mutated; the rulebooks are not, and take long to load."""
    module = getattr(cached, "__module__", "")
    return module.startswith("zipingbiao.") and not module.startswith("zipingbiao.rulebook.")


def pytest_sessionstart() -> None:
    _forget(every=True)


def pytest_runtest_setup() -> None:
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _forget(every=False)
