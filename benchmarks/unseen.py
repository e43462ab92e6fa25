"""The same projects with texts that never come twice: nothing a cache holds from one form serves the next.

Familiar forms share most of their wording, as those of one office do; these share none, as those of a province's
offices hardly do. What lies between is what a user has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from projects import projects

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_ALONE = re.compile(r"[≥≤=<>]?\s*\d+(?:\.\d+)?\s*[^\d\s]{0,4}")
#: Words for a place, of characters that say nothing of direction, degree or number.
_SIGNS = "松竹梅兰荷菊桂桐枫柳槐榆杉柏樟楠"
_SHORT = 3
_FIELDS = ("level3", "target", "actual", "note", "reason", "detail")


def unseen_projects(number: int, seed: int = 2024) -> Iterator[dict[str, Any]]:
    """`number` projects of which no two share a text of an indicator, a goal or a note; always the same ones."""
    serial = count(1)
    for project in projects(number, seed):
        form = {key: value for key, value in project.items() if key != "text"}
        for row in form["indicators"]:
            row |= {field: _unseen(row[field], next(serial)) for field in _FIELDS if row.get(field)}
        form["goals"] = {field: _unseen(text, next(serial)) for field, text in form["goals"].items()}
        yield form | {"text": json.dumps(form, ensure_ascii=False)}


def _unseen(text: str, n: int) -> str:
    """The text with figures of its own, or, where it has none, named after a place of its own.

    A figure grows by a fraction that no other text has: 95% stays nearly 95%. A word as short as 是 is the same everywhere.
    """
    if len(text) < _SHORT and not _FIGURE.search(text):
        return text
    if _ALONE.fullmatch(text):
        return _FIGURE.sub(lambda found: f"{int(float(found[0]))}.{n:06d}1", text, count=1)
    return f"{text}（{_place(n)}）"


def _place(n: int) -> str:
    name = ""
    while n:
        n, at = divmod(n, len(_SIGNS))
        name += _SIGNS[at]
    return f"{name}片区"
