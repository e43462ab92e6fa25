"""File names for workbooks: readable, unique, inside the folder, valid on Windows."""

from __future__ import annotations

import re

from zipingbiao.form.model import Form

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2028\u2029\ufeff]')
_RESERVED = re.compile(
    r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(\..*)?$", re.IGNORECASE
)
#: What an empty word leaves behind.
_EMPTY = re.compile(r"([-_])[-_]+")
#: Bytes of a stem: room for an extension and a temporary suffix on every file system.
_MAX_BYTES = 120


def safe_stem(text: str) -> str:
    """A text as a file name without extension: no path, no reserved name, at most 120 bytes."""
    stem = _FORBIDDEN.sub("_", re.sub(r"\s+", " ", text)).strip(" ._")
    while len(stem.encode("utf-8")) > _MAX_BYTES:
        stem = stem[:-1]
    stem = stem.strip(" ._") or "未命名项目"
    return f"_{stem}" if _RESERVED.match(stem) else stem


#: What a file name may tell of a project, as people write it in a pattern.
WORDS = ("序号", "年度", "主管部门", "单位", "项目", "编码")
PATTERN = "序号-项目"
_WORD = re.compile("|".join(WORDS))


def pattern_fault(pattern: str) -> str:
    """Why a pattern cannot name files; "" if it can."""
    if not {"序号", "项目", "编码"} & set(_WORD.findall(pattern)):
        return f"文件名样式“{pattern}”分不清项目，请至少用上 序号、项目、编码 之一，如 序号-单位-项目。"
    if _FORBIDDEN.search(pattern):
        return f"文件名样式“{pattern}”里有文件名不能用的字符，请改用 - 或 _ 连接。"
    return ""


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
        candidate, again = stem, 2
        while candidate.casefold() in self._given:
            candidate = f"{stem}（{again}）"
            again += 1
        self._given.add(candidate.casefold())
        return f"{candidate}{extension}"
