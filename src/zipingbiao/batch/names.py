"""File names for workbooks: readable, unique, inside the folder, valid on Windows."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = re.compile(
    r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) *(\..*)?$", re.IGNORECASE
)
#: Bytes of a stem: room for an extension and a temporary suffix on every file system.
_MAX_BYTES = 120


def safe_stem(text: str) -> str:
    """A text as a file name without extension: no path, no reserved name, nothing unseen, at most 120 bytes.

    Accents are joined to their letters, as some file systems do it by themselves.
    """
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    seen = "".join(sign if sign.isprintable() and sign not in _FORBIDDEN else "_" for sign in spaced)
    stem = _cut(seen.strip(" ._"), _MAX_BYTES).strip(" ._") or "未命名项目"
    return f"_{stem}" if _RESERVED.match(stem) else stem


def _cut(text: str, size: int) -> str:
    """As much of a text as fits into that many bytes."""
    return text.encode()[:size].decode(errors="ignore")


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
            mark = f"（{again}）"
            candidate = f"{_cut(stem, _MAX_BYTES - len(mark.encode()))}{mark}"
            again += 1
        self._given.add(candidate.casefold())
        return f"{candidate}{extension}"
