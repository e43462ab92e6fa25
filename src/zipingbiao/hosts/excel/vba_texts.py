"""The Chinese texts that VBA itself has to show, as an ASCII module: dialogs without Python, and the wizard's help."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.hosts.buttons.table import TAB
from zipingbiao.hosts.functions.table import CATEGORY, FUNCTIONS, CellFunction

#: What is said when Python itself could not be reached; everything else is said by Python.
TEXTS = {
    "title": TAB,
    "failed": "计算服务没有启动，这个按钮没有做任何改动。请点“重启计算服务”再试；仍不行，请运行 zipingbiao excel doctor，或联系管理员。",
}
#: Five decimal digits a character; a VBA line holds 1023 characters.
_PIECE = 150
_HEAD = """Option Explicit
' Generated. Chinese texts, five digits a character, because a VBA project has no code page for them.

Private Function U(ByVal digits As String) As String
    Dim i As Long, text As String
    For i = 1 To Len(digits) Step 5
        text = text & ChrW(CLng(Mid$(digits, i, 5)))
    Next i
    U = text
End Function
"""


def texts_module() -> str:
    """The source of `PerfTexts`: `PerfText(key)` and `PerfDescribe`, which tells Excel's wizard about the functions."""
    return "\n".join((_HEAD, *_text_function(), *_describe()))


def _text_function() -> Iterator[str]:
    yield "Public Function PerfText(ByVal key As String) As String"
    yield "    Dim t As String"
    for key, text in TEXTS.items():
        yield f'    If key = "{key}" Then'
        yield from _assigned("t", text, indent="        ")
        yield "    End If"
    yield "    PerfText = t"
    yield "End Function\n"


def _describe() -> Iterator[str]:
    yield "Public Sub PerfDescribe()"
    yield "    Dim group As String"
    yield from _assigned("group", CATEGORY)
    yield from (f"    Describe{each.name} group" for each in FUNCTIONS)
    yield "End Sub\n"
    for each in FUNCTIONS:
        yield from _described(each)


def _described(function: CellFunction) -> Iterator[str]:
    names = [f"a{i}" for i in range(1, len(function.parameters) + 1)]
    yield f"Private Sub Describe{function.name}(ByVal group As String)"
    yield f"    Dim d As String, {', '.join(f'{name} As String' for name in names)}"
    yield from _assigned("d", f"{function.title}：{function.text}")
    for name, parameter in zip(names, function.parameters, strict=True):
        yield from _assigned(name, f"{parameter.label}：{parameter.text}")
    yield f'    Application.MacroOptions Macro:="{function.name}", Description:=d, Category:=group, _'
    yield f"        ArgumentDescriptions:=Array({', '.join(names)})"
    yield "End Sub\n"


def _assigned(variable: str, text: str, indent: str = "    ") -> Iterator[str]:
    for i in range(0, len(text), _PIECE):
        digits = "".join(f"{ord(character):05d}" for character in text[i : i + _PIECE])
        before = f"{variable} & " if i else ""
        yield f'{indent}{variable} = {before}U("{digits}")'
