"""File names for workbooks: readable, unique, inside the folder, valid on Windows."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2028\u2029\ufeff]')
_RESERVED = re.compile(
    r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\..*)?$", re.IGNORECASE
)
#: Bytes of a stem: room for an extension and a temporary suffix on every file system.
_MAX_BYTES = 120


def safe_stem(text: str) -> str:
    """A text as a file name without extension: no path, no reserved name, at most 120 bytes."""
    stem = _FORBIDDEN.sub("_", re.sub(r"\s+", " ", text)).strip(" ._")
    while len(stem.encode("utf-8")) > _MAX_BYTES:
        stem = stem[:-1]
    stem = stem.strip(" ._") or "未命名项目"
    return f"_{stem}" if _RESERVED.match(stem) else stem


class Names:
    """Hands out unique names `序号-项目名称.xlsx`; the number keeps the folder in ledger order."""

    def __init__(self, count: int) -> None:
        self._width = max(2, len(str(count)))
        self._given: set[str] = set()

    def name(self, n: int, title: str, extension: str) -> str:
        """The name of the `n`-th project (from 1)."""
        stem = safe_stem(f"{n:0{self._width}d}-{title or '未命名项目'}")
        candidate, again = stem, 2
        while candidate.casefold() in self._given:
            candidate = f"{stem}（{again}）"
            again += 1
        self._given.add(candidate.casefold())
        return f"{candidate}{extension}"
