"""The bridge and the ribbon's callback executed by pyOpenVBA's interpreter of VBA, down to a stand-in for Python.

Left out are the declarations of Windows' and xlwings' libraries, and the three procedures that use them.
"""

from __future__ import annotations

from typing import Any

import pytest

from zipingbiao.hosts.excel.modules import source_text

excel = pytest.importorskip("pyopenvba.apps.excel")

STAND_IN = """
Private Function Python() As Object
    starts = starts + 1
    If starts <= failures Then Err.Raise failWith
    Set Python = New FakePython
End Function

Private Sub LoadStarter()
End Sub

Private Function WayToStart() As String
End Function

Public Function XLPyDLLActivateAuto(a, b, c) As Long
End Function

Public Function PerfText(ByVal key As String) As String
    PerfText = key
End Function

"""
FAKE_PYTHON = """Public Function CallUDF(ByVal m As String, ByVal name As String, ByVal given As Variant) As Variant
    CallUDF = name & " " & given(LBound(given)) & " " & given(UBound(given))
End Function
"""
ASK = """Public Function Asked(ByVal number As Long, ByVal times As Long) As Variant
    starts = 0
    failures = times
    failWith = number
    Asked = PerfAsk("PERF_SCORE", Array("x", 2), "cn|2024")
End Function
"""
GONE = (462, 0x800706BA, 0x800706BE, 0x80010007, 0x80010012, 0x80010108, 0x800401FD)


def signed(code: int) -> int:
    """As VBA's Long holds it."""
    return code - 2**32 if code >= 2**31 else code


@pytest.fixture(scope="module")
def app() -> Any:
    bridge = source_text("PerfBridge.bas")
    declared, constants = bridge.index("#If VBA7"), bridge.index("Private Const FUNCTIONS_MODULE")
    starting, rest = bridge.index("Private Function Python()"), bridge.index("Private Function WithPlace")
    counted = "Public starts As Long\nPublic failures As Long\nPublic failWith As Long\n"
    made = excel.ExcelApplication()
    made.add_workbook()
    made.add_module(
        bridge[:declared] + counted + bridge[constants:starting] + STAND_IN + bridge[rest:], name="PerfBridge"
    )
    made.add_module(FAKE_PYTHON, name="FakePython", kind="class")
    made.add_module(ASK, name="Asking")
    return made


@pytest.mark.parametrize("code", [0, *GONE], ids=hex)
def test_a_process_that_is_gone_is_asked_again(code: int, app: Any) -> None:
    assert app.run("Asked", signed(code), 1 if code else 0) == "PERF_SCORE x cn|2024"


@pytest.mark.parametrize(("code", "times"), [(1000, 1), (13, 1), (0x80020009, 1), (462, 2)])
def test_anything_else_and_a_second_failure_is_an_error_value(code: int, times: int, app: Any) -> None:
    """Never a text, never 0, never a third try."""
    assert str(app.run("Asked", signed(code), times)) == "Error 2015"


RIBBON = """Public pressed As String
Public Sub PerfPress(ByVal id As String, ByVal book As Object)
    pressed = id & " " & book.Name
End Sub
"""
CONTROL = """Public ID As String
Public Context As Object
"""
WINDOW = """Public Parent As Object
"""
PRESS = """Public Function Pressing(ByVal number As Long, ByVal inWindow As Boolean) As String
    Dim control As New FakeControl, window As New FakeWindow
    control.ID = "score"
    If inWindow Then
        Set window.Parent = Workbooks(number)
        Set control.Context = window
    End If
    Workbooks(1).Activate
    Perf_OnAction control
    Pressing = pressed
End Function
"""


@pytest.fixture(scope="module")
def ribbon() -> Any:
    made = excel.ExcelApplication()
    made.add_workbook()
    made.add_workbook()
    made.add_module(RIBBON, name="PerfBridge")
    made.add_module(source_text("PerfRibbon.bas"), name="PerfRibbon")
    made.add_module(CONTROL, name="FakeControl", kind="class")
    made.add_module(WINDOW, name="FakeWindow", kind="class")
    made.add_module(PRESS, name="Pressing_")
    return made


@pytest.mark.parametrize("number", [1, 2])
def test_a_button_acts_on_the_book_of_its_window(number: int, ribbon: Any) -> None:
    name = ribbon.evaluate(f"Workbooks({number}).Name")
    assert ribbon.run("Pressing", number, True) == f"score {name}"


def test_without_a_window_it_acts_on_the_active_book(ribbon: Any) -> None:
    assert ribbon.run("Pressing", 2, False) == f"score {ribbon.evaluate('ActiveWorkbook.Name')}"
