"""Regular expressions that are compiled when they are first asked: most texts ask few, and compiling is what a start costs."""

from __future__ import annotations

import re
from typing import Any, cast


def late_pattern(shape: str) -> re.Pattern[str]:
    """A pattern in all but the time at which it is compiled. A shape that is wrong is told only then."""
    return cast("re.Pattern[str]", _Late(shape))


class _Late:
    """Answers the first question by compiling; from then on every method is the compiled pattern's own."""

    def __init__(self, shape: str) -> None:
        self.pattern = shape

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
