"""A note cut at its headings, its sentences and its clauses; what stands in brackets or quotation marks is one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

_PIECE = r"“[^”]*”|【[^【】]*】|（[^（）]*）|《[^《》]*》"
_SENTENCE = re.compile(rf"(?:{_PIECE}|[^。；;！!？?\n\r])+")
_CLAUSE = re.compile(rf"(?:{_PIECE}|[^，,]|[，,](?=\d{{3}}(?!\d)))+")
#: 调整依据 and 佐证材料 end with their sentence.
_SENTENCE_END = re.compile(rf"(?:{_PIECE}|[^。；;\n])*")


class Head(StrEnum):
    """What a heading says of the words after it. `FACTS`: what stands before 原因：, which mostly repeats the form."""

    FACTS = "facts"
    CAUSE = "cause_labels"
    MEASURE = "measure_labels"
    ADJUSTMENT = "adjustment_labels"
    EVIDENCE = "evidence_labels"


_WHOLE = (Head.CAUSE, Head.MEASURE)


@dataclass(frozen=True, slots=True)
class Headings:
    """The words that are headings where a colon follows them."""

    pattern: re.Pattern[str]
    heads: Mapping[str, Head]


def headings_of(words: Mapping[str, tuple[str, ...]]) -> Headings:
    """Compile the lists of headings."""
    heads = {
        word: head for head in Head for word in words.get(head.value, ()) if head is not Head.FACTS and word
    }
    listed = "|".join(map(re.escape, sorted(heads, key=lambda word: (-len(word), word)))) or "(?!)"
    return Headings(re.compile(rf"(?:^|(?<=[。；;，,\n】)）]))\s*({listed})[：:]"), heads)


def sections(text: str, headings: Headings) -> Iterator[tuple[Head | None, str]]:
    """The parts of a note under their headings; None where none says what the words are."""
    found = list(headings.pattern.finditer(text))
    heads = [headings.heads[heading.group(1)] for heading in found]
    # Only a note that goes on to its causes begins with facts; before a mere 改进措施： stand the causes.
    around = Head.FACTS if heads and heads[0] is not Head.MEASURE else None
    yield around, text[: found[0].start()] if found else text
    for n, (heading, head) in enumerate(zip(found, heads, strict=True)):
        body = text[heading.end() : found[n + 1].start() if n + 1 < len(found) else None]
        if head in _WHOLE:
            yield head, body
            continue
        end = _SENTENCE_END.match(body)
        cut = end.end() if end else len(body)
        yield head, body[:cut]
        yield around, body[cut:]


def sentences(text: str) -> list[str]:
    """The sentences of a section."""
    return _SENTENCE.findall(text)


def clauses(sentence: str) -> list[str]:
    """The clauses of a sentence; the comma of 1,200 parts nothing."""
    return _CLAUSE.findall(sentence)
