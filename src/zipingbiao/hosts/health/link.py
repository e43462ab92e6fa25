"""One link of the chain: what it is, how it does, and what mends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WORDS = {"good": "正常", "missing": "没有", "broken": "有问题"}


@dataclass(frozen=True, slots=True)
class Link:
    """One thing looked at. `state`: good, missing (not needed everywhere) or broken; `advice` where it is not good."""

    name: str
    state: str
    found: str
    advice: str = ""


def tried(name: str, look: Callable[[], str], advice: str) -> Link:
    """A link that is good where `look` says what it found, and broken where it raises whatever it raises."""
    try:
        return Link(name, "good", look())
    except Exception as fault:
        return Link(name, "broken", told(fault), advice)


def told(fault: BaseException) -> str:
    """A fault in one line."""
    text = " ".join(str(fault).split())
    return text or type(fault).__name__


def link_data(link: Link) -> dict[str, str]:
    """The JSON of one link."""
    return {"name": link.name, "state": link.state, "found": link.found, "advice": link.advice}
