"""A LibreOffice of its own for tests: own profile and pipe, dies with the tests, and is told over UNO what to do."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zipingbiao.batch.office_environment import office_environment
from zipingbiao.hosts.libreoffice.install import Place, find_place, install

_DEBIAN = "/usr/lib/python3/dist-packages"
#: soffice's way of saying "start me again" on the first start of a profile.
_RESTART = (79, 81)
_SECONDS = 60


def missing() -> str:
    """Why no LibreOffice can be run here; "" where it can."""
    if shutil.which("soffice") is None:
        return "没有 LibreOffice：扩展没有在真的电子表格程序里测试"
    if _DEBIAN not in sys.path:
        sys.path.append(_DEBIAN)
    try:
        import uno

        _let_causes_out(uno)
    except ImportError as problem:
        return f"没有可用的 python3-uno（{problem}）：扩展没有在真的电子表格程序里测试"
    return ""


def _let_causes_out(uno: Any) -> None:
    """An exception of UNO takes no attribute of Python's own, so that a traceback set on it hides what it says."""
    refusing = uno._uno_struct__setattr__

    def setting(self: Any, name: str, value: Any) -> None:
        if name.startswith("__") and isinstance(self, BaseException):
            BaseException.__setattr__(self, name, value)
        else:
            refusing(self, name, value)

    uno._uno_struct__setattr__ = setting


def value(name: str, content: Any) -> Any:
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    return PropertyValue(Name=name, Value=content)


def _dies_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Running:
    """One soffice with the extension installed; `bare`: without it, as on a PC of somebody who has nothing of ours."""

    def __init__(self, folder: Path, display: Mapping[str, str] | None = None, *, bare: bool = False) -> None:
        self.place: Place = find_place((folder / "profile").resolve())
        if not bare:
            install(self.place)
        self.home = folder / "home"
        self._pipe = "p" + uuid.uuid4().hex[:12]
        self._display = dict(display or {})
        self.process = self._start()
        self.context = self._connect()
        self.desktop = self.make("com.sun.star.frame.Desktop")

    def _start(self) -> subprocess.Popen[bytes]:
        assert self.place.profile is not None
        command = [
            str(self.place.office.resolve().parent / "soffice.bin"),
            *(each for each in self.place.arguments if each.startswith("-env")),
            "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
            f"--accept=pipe,name={self._pipe};urp;",
            *(() if self._display else ("--headless", "--invisible")),
        ]  # fmt: skip
        return subprocess.Popen(
            command, env=office_environment() | {"ZIPINGBIAO_HOME": str(self.home)} | self._display, start_new_session=True,
            preexec_fn=_dies_with_parent, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _connect(self) -> Any:
        import uno
        from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        until = time.time() + _SECONDS
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={self._pipe};urp;StarOffice.ComponentContext")
            except NoConnectException:
                if self.process.poll() in _RESTART:
                    self.process = self._start()
                if time.time() > until:
                    self.kill()
                    raise
                time.sleep(0.05)

    def make(self, service: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def open(self, path: Path, *, hidden: bool = True, macros: int = 0) -> Any:
        options = (value("Hidden", hidden), value("MacroExecutionMode", macros))
        return self.desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, options)

    def press(self, document: Any, id: str, **answers: Any) -> None:
        """Press a button by dispatch, with the answers to its dialogs."""
        import uno

        url = uno.createUnoStruct("com.sun.star.util.URL")
        url.Complete = f"org.zipingbiao:{id}"
        _, parsed = self.make("com.sun.star.util.URLTransformer").parseStrict(url)
        dispatcher = document.CurrentController.Frame.queryDispatch(parsed, "_self", 0)
        assert dispatcher is not None, id
        given = {"Quiet": True, **answers}
        dispatcher.dispatch(parsed, tuple(value(name, content) for name, content in given.items()))

    def save(self, document: Any, path: Path) -> None:
        document.storeToURL(path.resolve().as_uri(), (value("FilterName", "Calc MS Excel 2007 XML"),))

    def kill(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        self.process.wait()
