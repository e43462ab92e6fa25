"""Official labels as they are printed: read, cleaned, told apart. The words themselves stand in ``labels.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.record import record

_SPACE = late_pattern(r"[\s\u200b\u200c\ufeff]+")
_NUMBERING = late_pattern(r"^(?:[(]?[一二三四五六七八九十]{1,3}[)、.]|[(]?\d{1,2}[)、.](?!\d))")
_BRACKETS = late_pattern(r"\([^()]*\)|\[[^\[\]]*\]")
#: How columns are numbered and computed from each other: `小计③=①+②`, `执行率C=B/A`.
_COMPUTED = late_pattern(
    r"[①-⑳⑴-⒇][=＝①-⑳⑴-⒇+＋\-－*×/÷%％()（）\d\s]*|(?<=[一-鿿])[A-Z](?:[=＝][A-Z\d/÷×*+\-%()]+)?(?=$|[(（])"
)
_MARKS = ":*★☆#"
#: Longer texts are contents, not labels.
MAX_LABEL = 40
_LONGEST_COMPOSED = 16


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """A text as labels are compared: no white space, half-width signs, no numbering, no `:` or `*` around it."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", text))
    return _NUMBERING.sub("", plain.strip(_MARKS)).strip(_MARKS)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """The compact label without brackets and their content; a label of nothing but a bracket gives the content."""
    plain = compact(_COMPUTED.sub("", text))
    return _BRACKETS.sub("", plain).strip(_MARKS) or plain.strip("()[]")


@record(frozen=True, slots=True)
class Words:
    """The labels of one field."""

    exact: frozenset[str] = frozenset()
    contains: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    longest: int = MAX_LABEL
    ends: tuple[str, ...] = ()
    #: A label put together from `parts` alone, one `core` among them.
    parts: tuple[str, ...] = ()
    core: tuple[str, ...] = ()

    def match(self, text: str) -> bool:
        """Whether a printed text is this label."""
        if not text or len(text) > 4 * MAX_LABEL:
            return False
        label = bare(text)
        return label in self.exact or self.similar(label) or compact(text).startswith(self.starts or ("\0",))

    def names(self, text: str) -> bool:
        """Whether a text is one of the labels word for word."""
        return bare(text) in self.exact

    def composed(self, text: str) -> bool:
        """Whether a text is put together from the words of this label and says nothing else: 自评得分总计."""
        label = bare(text)
        if len(label) > _LONGEST_COMPOSED or not _holds(label, self.core):
            return False
        return re.fullmatch(f"(?:{'|'.join((*self.core, *self.parts))})+", label) is not None

    def similar(self, label: str) -> bool:
        if len(label) > self.longest or not _holds(label, self.contains):
            return False
        return not _holds(label, self.without)


class Labels:
    """The labels of one block: which field a printed label names."""

    def __init__(self, words: Mapping[str, Words]) -> None:
        self._words = words
        self._exact = {label: kind for kind, each in words.items() for label in each.exact}
        #: Most texts hold no word of any label: one look instead of one for each field.
        self._words_of_any = tuple(dict.fromkeys(word for each in words.values() for word in each.contains))
        self._known: dict[str, str] = {}

    def kind(self, text: str) -> str:
        """The field; "" where the text is no label of this block. Labels are Chinese: a figure is none."""
        if text.isascii() or len(text) > 4 * MAX_LABEL:
            return ""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > 4096:
                self._known.clear()
            found = self._known[text] = self._find(bare(text))
        return found

    def is_kind(self, kind: str, text: str) -> bool:
        """Whether a printed label is word for word one of that field."""
        return self._exact.get(bare(text)) == kind

    def names(self, text: str) -> bool:
        """Whether a text is one of the labels word for word; a content may well contain such a word."""
        return bare(text) in self._exact

    def _find(self, label: str) -> str:
        found = self._exact.get(label)
        if found is not None:
            return found
        if not _holds(label, self._words_of_any):
            return ""
        return next((kind for kind, words in self._words.items() if words.similar(label)), "")


def _words(data: Mapping[str, Any]) -> Words:
    return Words(
        frozenset(data.get("exact", ())),
        tuple(data.get("contains", ())),
        tuple(data.get("without", ())),
        tuple(data.get("starts", ())),
        data.get("longest", MAX_LABEL),
        *(tuple(data.get(key, ())) for key in ("ends", "parts", "core")),
    )


def _holds(label: str, words: Iterable[str]) -> bool:
    return any(map(label.__contains__, words))


_DATA = tomllib.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))


def _block(name: str) -> Labels:
    return Labels({kind: _words(data) for kind, data in _DATA[name].items()})


HEAD = _block("head")
FUNDS = _block("funds")
GOALS = _block("goals")
COLUMNS = _block("columns")
TITLE = _words(_DATA["title"])
TARGETS_TITLE = _words(_DATA["targets_title"])
MONITOR_TITLE = _words(_DATA["monitor_title"])
DEPARTMENT_TITLE = _words(_DATA["department_title"])
TRANSFER_TITLE = _words(_DATA["transfer_title"])
END = _words(_DATA["end"])
PAIR_BUDGET = _words(_DATA["pair_budget"])
FUND_ROW = _words(_DATA["fund_row"])
FUND_SOURCE = _words(_DATA["fund_source"])
TOTAL_ROW = _words(_DATA["total_row"])
SUBTOTAL_ROW = _words(_DATA["subtotal_row"])
SAID_BELOW = _words(_DATA["said_below"])
SIGNED = _words(_DATA["signed"])
INDICATOR_BAND = _words(_DATA["indicator_band"])
CLASS_COLUMN = _words(_DATA["class_column"])
GRADE = _words(_DATA["grade"])
NO_MEASURE = _words(_DATA["no_measure"])
BETTER: Mapping[str, str] = _DATA["better"]
DIRECTIONS: Mapping[str, str] = _DATA["directions"]
