"""What each button asks for before it does anything, and what it promises while it works.

The table of buttons names the guards of each; the manual is made from it, and one test holds it in every host: the
command line, Excel, LibreOffice and the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Guard(StrEnum):
    """`FORM`: the workbook holds a form, else the button is refused. `UNPROTECTED`: what is protected is never written
    into, and this is said before the first edit. `ONE_STEP`: one step for 撤销, whole or not at all. `BESIDE`: files go
    beside the saved workbook; for one never saved a folder is asked for. `READY`: refused while an error or a gap is
    left. `STOP`: long work can be stopped, and what was done stays.
    """

    FORM = "form"
    UNPROTECTED = "unprotected"
    ONE_STEP = "one-step"
    BESIDE = "beside"
    READY = "ready"
    STOP = "stop"


#: What the manual says of each.
WORDS: Mapping[Guard, str] = {
    Guard.FORM: "工作簿里没有自评表时不做",
    Guard.UNPROTECTED: "受保护的工作表不写，先说明",
    Guard.ONE_STEP: "一步完成，一次撤销",
    Guard.BESIDE: "文件放在工作簿旁边，没有保存过的先问文件夹",
    Guard.READY: "有错误或【请填写】时不做",
    Guard.STOP: "中途可以停止，已写的保留",
}

NONE: frozenset[Guard] = frozenset()
LOOKS = frozenset({Guard.FORM})
CHANGES = frozenset({Guard.FORM, Guard.UNPROTECTED, Guard.ONE_STEP})
TAKES_BACK = frozenset({Guard.UNPROTECTED, Guard.ONE_STEP})
HANDS_IN = frozenset({Guard.FORM, Guard.BESIDE, Guard.READY})
