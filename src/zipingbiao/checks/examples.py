"""Examples of each rule, in words: what it finds, what it does not, and what only looks like it.

`examples.toml` is made from the cases that the rules are tried on, which no installed program has.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

#: The kinds, with their headings, in the order in which they are told.
KINDS = {"fail": "会发现的", "pass": "不会发现的", "near_miss": "像而不是的"}


def examples_of(code: str) -> Mapping[str, tuple[str, ...]]:
    """The examples of a rule by kind; no entry for a kind without any."""
    return _examples().get(code, {})


@lru_cache(maxsize=1)
def _examples() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    data = tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8"))
    return {
        code: {kind: tuple(given[kind]) for kind in KINDS if given.get(kind)} for code, given in data.items()
    }
