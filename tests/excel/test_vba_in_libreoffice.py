"""The VBA wrappers executed: LibreOffice compiles and runs them, in cells, down to Python.

Two modules are left out, because LibreOffice does not compile them (#If, Declare): xlwings' own and `PerfBridge`,
which load Windows' starter library. In their place stands a `PerfAsk` that reaches the same `XLPython.CallUDF`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from functions.cases import ERROR, USUAL, Case
from zipingbiao.batch.office_environment import office_environment
from zipingbiao.hosts.excel import build as building
from zipingbiao.hosts.excel.modules import project_modules
from zipingbiao.hosts.excel.vba.project import Module
from zipingbiao.resources import TEMPLATE, workbook_path

OFFICE_PYTHON = Path("/usr/bin/python3")
#: LibreOffice shows a CVErr(2015) of VBA as this text; in Excel it is #VALUE!.
VALUE_ERROR = "Error 2015"
BRIDGE = '''Option Explicit
Public Function PerfAsk(ByVal name As String, ByVal given As Variant, ByVal place As String) As Variant
    Dim answers As Object, asked() As Variant, i As Long
    ReDim asked(0 To UBound(given) + 1)
    For i = 0 To UBound(given)
        asked(i) = given(i)
    Next i
    asked(UBound(asked)) = place
    answers = CreateUnoService("zipingbiao.test.Answers")
    PerfAsk = Rectangular(answers.callFunction(name, asked))
End Function

' UNO hands a block over as rows within a list; COM as one array of two dimensions.
Private Function Rectangular(ByVal answer As Variant) As Variant
    Dim r As Long, c As Long, block() As Variant
    Rectangular = answer
    If Not IsArray(answer) Then Exit Function
    If Not IsArray(answer(0)) Then Exit Function
    ReDim block(0 To UBound(answer), 0 To UBound(answer(0)))
    For r = 0 To UBound(answer)
        For c = 0 To UBound(answer(0))
            block(r, c) = answer(r)(c)
        Next c
    Next r
    Rectangular = block
End Function

Public Function PerfPlace(first As Variant) As String
    Dim rulebook As String, evaluated As String
    On Error Resume Next
    rulebook = Replace(Replace(ThisWorkbook.Names("ZPB_RULEBOOK").RefersTo, "=", ""), """", "")
    evaluated = CStr(ThisWorkbook.Names("ZPB_YEAR").RefersToRange.Cells(1, 1).Value)
    PerfPlace = rulebook & "|" & evaluated
End Function

Public Function PerfReady() As Boolean
    PerfReady = True
End Function

Public Sub PerfPress(ByVal id As String, ByVal book As Object)
End Sub

Public Sub PerfForgetStatus()
End Sub

Public Sub PerfRecalculate(ByVal book As Object)
End Sub
'''


def runs_uno() -> bool:
    if not OFFICE_PYTHON.exists() or shutil.which("soffice") is None:
        return False
    tried = subprocess.run(
        [OFFICE_PYTHON, "-c", "import uno, sys; print(sys.version_info[:2])"], capture_output=True, text=True
    )
    return tried.stdout.strip() == str(sys.version_info[:2])


pytestmark = pytest.mark.skipif(
    not runs_uno(),
    reason="没有 LibreOffice 与 python3-uno（或其 Python 版本与本环境不同）：VBA 函数没有在电子表格里运行",
)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("vba")
    tests = Path(__file__).parents[1]
    paths = [tests, tests.parent / "src", sysconfig.get_path("purelib")]
    book, plan = folder / "form.xlsm", folder / "plan.json"
    book.write_bytes(built_for_libreoffice())
    plan.write_text(json.dumps(PLAN, ensure_ascii=False), "utf-8")
    done = subprocess.run(
        [OFFICE_PYTHON, Path(__file__).with_name("office_run.py"), folder / "profile", book, plan, *paths],
        capture_output=True, text=True, timeout=120, encoding="utf-8", env=office_environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def built_for_libreoffice() -> bytes:
    real = building.project_modules

    def tried(sheets: tuple[str, ...]) -> tuple[Module, ...]:
        kept = [each for each in real(sheets) if each.name not in ("xlwings", "Dictionary", "PerfBridge")]
        return (*kept, Module("PerfBridge", BRIDGE))

    building.project_modules = tried
    try:
        return building.build_xlsm(workbook_path(TEMPLATE).read_bytes())
    finally:
        building.project_modules = real


def asked(case: Case, row: int) -> tuple[dict[str, Any], str]:
    """The cells that a case stands in, and the formula that asks about them."""
    cells = {f"{column}{row}": given for column, given in zip(COLUMNS, case.given, strict=False)}
    formula = f"={case.name}({';'.join(cells)})"
    return {at: given for at, given in cells.items() if given is not None}, formula


#: The cases stand right of the form and below each other, from this row on.
COLUMNS, ANSWER, FIRST = ("AK", "AL", "AM", "AN", "AO", "AP", "AQ"), "AS", 60
ROWS = {case: asked(case, row) for row, case in enumerate(USUAL, FIRST)}
PLAN = {
    "values": {
        "X1": "≥95%", "Y1": 0.9, "Z1": 50,
        "X2": "=100%", "Y2": "100%", "Z2": 30,
        "X3": "≥10次", "Y3": "若干次", "Z3": 20,
    } | {at: given for cells, _ in ROWS.values() for at, given in cells.items()},
    "percent": ["Y1"],
    "formulas": {
        "AA1": "=PERF_SCORE(X1;Y1;Z1)",
        "AA2": "=PERF_SCORE(X2;Y2;Z2;2)",
        "AA3": "=PERF_SCORE(X3;Y3;Z3)",
        "AA4": "=SUM(AA1:AA2)",
        "AB1:AB3": "=PERF_SCORE(X1:X3;Y1:Y3;Z1:Z3)",
    } | {f"{ANSWER}{row}": formula for row, (_, formula) in enumerate(ROWS.values(), FIRST)},
}  # fmt: skip


def test_libreoffice_has_compiled_every_module(answers: dict[str, Any]) -> None:
    ours = {each.name for each in project_modules(("Sheet1", "Sheet2"))} - {"xlwings", "Dictionary"}
    assert ours <= set(answers["modules"])


def test_scores_in_cells(answers: dict[str, Any]) -> None:
    found = answers["found"]
    assert found["AA1"] == 47.37  # 50 × 90 ÷ 95, the cell shows 90.00%
    assert found["AA2"] == 28  # 30 − 2
    assert found["AA4"] == 75.37


def test_a_score_that_cannot_be_had_is_an_error_value(answers: dict[str, Any]) -> None:
    assert answers["found"]["AA3"] == VALUE_ERROR


@pytest.mark.parametrize("n", range(len(USUAL)), ids=lambda n: str(USUAL[n]))
def test_every_case_in_a_cell(n: int, answers: dict[str, Any]) -> None:
    found = answers["found"][f"{ANSWER}{FIRST + n}"]
    assert USUAL[n].is_met_by(ERROR if found == VALUE_ERROR else found), found


def test_a_block_in_a_block_out(answers: dict[str, Any]) -> None:
    assert answers["found"]["AB1:AB3"] == [[47.37], [30], [VALUE_ERROR]]
