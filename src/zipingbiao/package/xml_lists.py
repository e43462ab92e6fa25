"""Lists inside a part (`fills`, `cellXfs`, `commentList`, `definedNames` …), read and changed as text.

Whatever is not named stays as it stands, byte for byte. `p` is the namespace prefix of the part's tags, mostly none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_ROOT = re.compile(r"<(?![?!])((?:\w+:)?)\w+")
_TAG = re.compile(r"<(/?)(\w)")
_COUNT = re.compile(r'\scount="\d+"')
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')

Span = tuple[int, int]


def prefix_of(text: str) -> str:
    """`x:` where the part's tags are written `<x:sheet>`."""
    found = _ROOT.search(text)
    return found[1] if found is not None else ""


def prefixed(xml: str, p: str) -> str:
    """Our own tags with the prefix of the part they go into."""
    return _TAG.sub(rf"<\1{p}\2", xml) if p else xml


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of the first tag in a text, as written."""
    return dict(_ATTRIBUTE.findall(tag[: tag.find(">") + 1 or None]))


def elements(text: str, name: str, within: Span | None = None) -> list[re.Match[str]]:
    """All elements of a name, with their content; those of the name inside one another are not expected."""
    start, end = within or (0, len(text))
    return list(_element(prefix_of(text), name).finditer(text, start, end))


def entries(text: str, listed: str, entry: str) -> list[re.Match[str]]:
    """The entries of the first list of that name; none where it is missing."""
    found = _element(prefix_of(text), listed).search(text)
    return elements(text, entry, found.span()) if found is not None else []


def appended(text: str, listed: str, xml: str) -> str:
    """The part with entries added at the end of a list. KeyError where it has no such list."""
    p = prefix_of(text)
    found = _element(p, listed).search(text)
    if found is None:
        raise KeyError(listed)
    whole = found.group()
    if whole.endswith("/>"):
        whole = f"{whole[:-2].rstrip()}></{p}{listed}>"
    end = whole.rindex("</")
    return f"{text[: found.start()]}{whole[:end]}{xml}{whole[end:]}{text[found.end() :]}"


def recounted(text: str, listed: str, entry: str) -> str:
    """The list's `count` as it is now; a list that states none is left without."""
    found = _element(prefix_of(text), listed).search(text)
    if found is None:
        return text
    opening = found.group()[: found.group().index(">") + 1]
    stated = _COUNT.sub(f' count="{len(entries(text, listed, entry))}"', opening, count=1)
    return text[: found.start()] + stated + text[found.start() + len(opening) :]


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with these pieces cut out."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


@lru_cache(maxsize=64)
def _element(p: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"<{p}{name}(?=[\s/>])[^>]*?(?:/>|>.*?</{p}{name}\s*>)", re.DOTALL)
