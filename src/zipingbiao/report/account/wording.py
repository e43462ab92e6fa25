"""The wording of a 自评报告: `templates/account/自评报告.toml`, the office's own copy first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zipingbiao.for_people import ForPeople
from zipingbiao.resources import template_file

_FOLDER, _FILE = "account", "自评报告.toml"
CHAPTERS = ("basis", "money", "targets", "scores", "deviations", "plan", "problems")
BLANKS = frozenset(
    {
        "unit",
        "year",
        "projects",
        "indicators",
        "initial",
        "budget",
        "executed",
        "unspent",
        "rate",
        "low",
        "low_rate",
        "met",
        "partial",
        "missed",
        "unknown",
        "met_share",
        "scored",
        "unscored",
        "mean",
        "best",
        "worst",
        "grades",
        "deviations",
        "explained",
        "measures",
        "date",
    }
)
_BLANK = re.compile(r"\{([^{}]*)\}")


class WordingFault(ForPeople):
    """The wording cannot be used; the message says which file, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The heading, the sentences, and what is said where there is nothing to tell ("" : the sentences all the same)."""

    heading: str
    text: tuple[str, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts with their blanks `{…}`."""

    title: str
    chapters: Mapping[str, Chapter]
    signature: tuple[str, ...]


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its blanks filled."""
    return _BLANK.sub(lambda blank: values[blank[1]], text)


def load_wording(own: Path | None) -> Wording:
    """The wording that ships, or the one in the office's folder `own`. Raises :class:`WordingFault`."""
    path = template_file(_FOLDER, _FILE)
    if own is not None and (own / _FOLDER / _FILE).is_file():
        path = own / _FOLDER / _FILE
    try:
        wording = _wording(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WordingFault(f"自评报告的模板 {path} 读不出来（{fault}），请改正。") from fault
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise WordingFault(f"自评报告的模板 {path} 缺少或写错了 {fault}，请对照自带的模板。") from fault
    for text in _texts(wording):
        for blank in _BLANK.findall(text):
            if blank not in BLANKS:
                known = "、".join(sorted(BLANKS))
                raise WordingFault(f"自评报告的模板 {path} 里有不认识的空 {{{blank}}}；可用：{known}。")
    return wording


def _wording(data: Mapping[str, Any]) -> Wording:
    chapters = {
        name: Chapter(
            str(data["chapters"][name]["heading"]),
            tuple(map(str, data["chapters"][name]["text"])),
            str(data["chapters"][name].get("none", "")),
        )
        for name in CHAPTERS
    }
    return Wording(str(data["title"]), chapters, tuple(map(str, data["closing"]["signature"])))


def _texts(wording: Wording) -> Iterator[str]:
    yield wording.title
    yield from wording.signature
    for chapter in wording.chapters.values():
        yield from (*chapter.text, chapter.none)
