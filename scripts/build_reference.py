"""Writes docs/函数与按钮.md from the texts that the function wizard and the ribbon show. Generated: edit those.

.venv/bin/python scripts/build_reference.py
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from zipingbiao.hosts.buttons.guards import WORDS
from zipingbiao.hosts.buttons.table import BUTTONS, TAB, Button
from zipingbiao.hosts.functions.table import CATEGORY, FUNCTIONS, CellFunction

PAGE = Path(__file__).resolve().parent.parent / "docs" / "函数与按钮.md"


def page() -> str:
    """The whole page."""
    return "\n".join((*_head(), *_functions(), *_buttons())) + "\n"


def _head() -> Iterator[str]:
    yield "# 函数与按钮"
    yield ""
    yield "Excel 和 LibreOffice 里的名称、结果相同。本页由程序里的帮助文字生成，请勿手改（`make docs`）。"
    yield ""


def _functions() -> Iterator[str]:
    yield f"## 单元格函数（函数向导的“{CATEGORY}”类）"
    yield ""
    yield "每个参数可以是一格，也可以是同样大小的区域：给一列，得一列。读不懂的内容得到 `#VALUE!`，不会是 0，也不会是文字。"
    yield ""
    for each in FUNCTIONS:
        yield f"### {each.name}　{each.title}"
        yield ""
        yield f"`={each.name}({', '.join(_arguments(each))})`"
        yield ""
        yield each.text
        yield ""
        yield "| 参数 | 填什么 |"
        yield "|---|---|"
        yield from (f"| {a.label}{'（可省）' if a.optional else ''} | {a.text} |" for a in each.parameters)
        yield ""


def _arguments(function: CellFunction) -> Iterator[str]:
    for each in function.parameters:
        yield f"[{each.label}]" if each.optional else each.label


def _buttons() -> Iterator[str]:
    yield "## 按钮"
    yield ""
    yield f"Excel 功能区“{TAB}”（按 Alt、J X，再按快捷键），LibreOffice 的工具栏和菜单“{TAB}”。"
    for group, members in groupby(BUTTONS, key=lambda each: each.group):
        yield ""
        yield f"### {group}"
        yield ""
        yield "| 按钮 | 快捷键 | 做什么 | 守着什么 |"
        yield "|---|---|---|---|"
        yield from (f"| {each.label} | {each.keytip} | {each.tip} | {_guards(each)} |" for each in members)


def _guards(each: Button) -> str:
    """What a button asks for and promises, in every host."""
    return "；".join(words for guard, words in WORDS.items() if guard in each.guards)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"已写 {PAGE.name}")
