"""File names for workbooks: readable, unique, inside the folder, valid on Windows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from zipingbiao.form.model import Form

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = re.compile(
    r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$) *(\..*)?$", re.IGNORECASE
)
#: What an empty word leaves behind.
_EMPTY = re.compile(r"([-_])[-_]+")
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


def unique(stem: str, given: set[str]) -> str:
    """The stem, numbered where one like it was given before; what is given is noted. Windows knows no case."""
    candidate, again = stem, 2
    while candidate.casefold() in given:
        mark = f"（{again}）"
        candidate = f"{_cut(stem, _MAX_BYTES - len(mark.encode()))}{mark}"
        again += 1
    given.add(candidate.casefold())
    return candidate


#: What a file name may tell of a project, as people write it in a pattern.
WORDS = ("序号", "年度", "主管部门", "单位", "项目", "编码")
PATTERN = "序号-项目"
_WORD = re.compile("|".join(WORDS))


def pattern_fault(pattern: str) -> str:
    """Why a pattern cannot name files; "" if it can."""
    if not {"序号", "项目", "编码"} & set(_WORD.findall(pattern)):
        return f"文件名样式“{pattern}”分不清项目，请至少用上 序号、项目、编码 之一，如 序号-单位-项目。"
    used = _WORD.findall(pattern)
    if len(set(used)) < len(used):
        return f"文件名样式“{pattern}”里有的栏目写了两次，请每个只写一次，如 序号-单位-项目。"
    if not all(sign.isprintable() and sign not in _FORBIDDEN for sign in pattern):
        return f"文件名样式“{pattern}”里有文件名不能用的字符，请改用 - 或 _ 连接。"
    return ""


def without_project(folder: Path, extension: str, names: Iterable[str]) -> list[str]:
    """The workbooks of a folder that none of these names stands for: of projects renamed, taken out, or never there."""
    found = {path.name.casefold(): path.name for path in _workbooks(folder, extension)}
    for name in names if found else ():
        found.pop(name.casefold(), None)
    return sorted(found.values())


def count_workbooks(folder: Path, extension: str) -> int:
    """How many workbooks stand in a folder."""
    return sum(1 for _ in _workbooks(folder, extension))


def _workbooks(folder: Path, extension: str) -> Iterator[Path]:
    """Not what Excel puts beside an open one, nor anything hidden."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.suffix.lower() == extension and not path.name.startswith(("~$", ".")):
            yield path


class Names:
    """Hands out unique names by a pattern, `序号-项目` where none is given; the number keeps the ledger's order."""

    def __init__(self, count: int, pattern: str = PATTERN) -> None:
        self._width = max(2, len(str(count)))
        self._pattern = pattern
        self._given: set[str] = set()

    def name(self, n: int, form: Form, extension: str) -> str:
        """The name of the `n`-th project (from 1)."""
        said = {
            "序号": f"{n:0{self._width}d}",
            "年度": str(form.evaluated_year or ""),
            "主管部门": form.department,
            "单位": form.unit,
            "项目": form.name or "未命名项目",
            "编码": form.code or "",
        }
        filled = _WORD.sub(lambda word: said[word.group()], self._pattern)
        stem = safe_stem(_EMPTY.sub(r"\1", filled).strip("-_"))
        return f"{unique(stem, self._given)}{extension}"
