"""Run by LibreOffice's own Python: opens a workbook with its macros allowed and tells what its cells come to.

    python3 office_run.py PROFILE BOOK FORMULAS.json FOLDER…

FOLDERs go to the module path: what VBA asks is answered here, by xlwings' real `XLPython.CallUDF`.
FORMULAS: {"values": {cell: value}, "percent": [cell], "formulas": {cell: formula}}. Prints JSON: the names of the
VBA modules, and per formula its value, or its error number.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
import unohelper  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import (
    Locale,  # type: ignore[import-not-found]
    XServiceInfo,
    XSingleComponentFactory,
)
from com.sun.star.sheet import XFunctionAccess  # type: ignore[import-not-found]

ALWAYS_RUN = 4
#: com.sun.star.sheet.FormulaResult.STRING
TEXT = 2
RESTART = (79, 81)
SECONDS = 40
SERVICE = "zipingbiao.test.Answers"
PROGRAM = Path("/usr/lib/libreoffice/program/soffice.bin")


class Answers(unohelper.Base, XFunctionAccess):  # type: ignore[misc]
    """What the workbook's stand-in for `PerfBridge` calls."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def callFunction(self, name: str, given: Any) -> Any:  # noqa: N802
        return self._server.CallUDF("zipingbiao.hosts.excel.udf", name, given)


class Factory(unohelper.Base, XSingleComponentFactory, XServiceInfo):  # type: ignore[misc]
    """Makes :class:`Answers` known inside LibreOffice under a service name."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def createInstanceWithContext(self, context: Any) -> Answers:  # noqa: N802
        return self._answers

    def createInstanceWithArgumentsAndContext(self, arguments: Any, context: Any) -> Answers:  # noqa: N802
        return self._answers

    def getImplementationName(self) -> str:  # noqa: N802
        return SERVICE

    def supportsService(self, name: str) -> bool:  # noqa: N802
        return name == SERVICE

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
        return (SERVICE,)


def dies_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def start(profile: Path) -> tuple[subprocess.Popen[bytes], Any]:
    pipe = "p" + uuid.uuid4().hex[:12]
    command = [
        str(PROGRAM), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--norestore",
        "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard", f"--accept=pipe,name={pipe};urp;",
    ]  # fmt: skip
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

    def launch() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, preexec_fn=dies_with_parent, start_new_session=True, **quiet)

    process = launch()
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.time() + SECONDS
    while True:
        try:
            return process, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if process.poll() in RESTART:
                process = launch()
            if time.time() > until:
                os.killpg(process.pid, signal.SIGKILL)
                raise
            time.sleep(0.05)


def main() -> None:
    profile, book, plan = (
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        json.loads(Path(sys.argv[3]).read_text("utf-8")),
    )
    sys.path[:0] = sys.argv[4:]
    from excel import stubbed_com

    answers = Answers(stubbed_com.server())
    process, context = start(profile)
    try:
        context.ServiceManager.insert(Factory(answers))
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        options = (
            PropertyValue(Name="Hidden", Value=True),
            PropertyValue(Name="MacroExecutionMode", Value=ALWAYS_RUN),
        )
        document = desktop.loadComponentFromURL(book.as_uri(), "_blank", 0, options)
        print(json.dumps(asked(document, plan), ensure_ascii=False))
        document.close(True)
    finally:
        os.killpg(process.pid, signal.SIGKILL)


def asked(document: Any, plan: dict[str, Any]) -> dict[str, Any]:
    libraries = document.BasicLibraries
    modules = sorted(
        name for library in libraries.ElementNames for name in libraries.getByName(library).ElementNames
    )
    sheet = document.Sheets.getByIndex(0)
    percent = document.NumberFormats.queryKey("0.00%", Locale("en", "US", ""), False)
    for cell, value in plan["values"].items():
        place = sheet.getCellRangeByName(cell)
        if isinstance(value, str):
            place.String = value
        else:
            place.Value = value
    for cell in plan["percent"]:
        sheet.getCellRangeByName(cell).NumberFormat = percent
    found = {}
    for cell, formula in plan["formulas"].items():
        place = sheet.getCellRangeByName(cell)
        if ":" in cell:
            place.setArrayFormula(formula)
            found[cell] = [
                [one(place.getCellByPosition(c, r)) for c in range(place.Columns.Count)]
                for r in range(place.Rows.Count)
            ]
        else:
            place.Formula = formula
            found[cell] = one(place)
    return {"modules": modules, "found": found}


def one(cell: Any) -> Any:
    if cell.getError():
        return {"error": cell.getError()}
    text = cell.FormulaResultType2 == TEXT
    return cell.String if text else cell.Value


main()
