"""Whom a 满意度 row is about, as far as the 三级指标 text says so safely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_UNTIL = re.compile(r"对|[，,。；;：:]|满意")
_AND = re.compile(r"[、和及与]")
_MAX = 40


@dataclass(frozen=True, slots=True)
class People:
    """The word lists of reasons.toml that recognise bodies and persons."""

    endings: tuple[str, ...]
    lead_ins: tuple[str, ...]
    generic: frozenset[str]

    def of(self, level3: str) -> str:
        """`局属各处室及事业单位用户满意度` → `局属各处室及事业单位用户`; "" where the text names nobody for certain."""
        text = re.sub(r"\s+", "", level3)
        for lead_in in self.lead_ins:
            text = text.removeprefix(lead_in)
        found = _UNTIL.search(text)
        named = text[: found.start()] if found else ""
        if not named or len(named) > _MAX or named in self.generic:
            return ""
        return named if all(part.endswith(self.endings) for part in _AND.split(named)) else ""


def people_of(words: Mapping[str, Iterable[str]]) -> People:
    """Compile the word lists."""
    return People(
        tuple(words.get("people", ())),
        tuple(words.get("people_lead_ins", ())),
        frozenset(words.get("people_generic", ())),
    )
