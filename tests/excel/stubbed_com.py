"""The real `xlwings.com_server.XLPython` and `xlwings.udfs.call_udf` without Windows: only pywin32 is stood in for.

What is a stand-in: the modules of pywin32, and of `xlwings._xlwindows` (which needs Windows) the few names that a
function call without cells touches. Everything between `CallUDF` and our functions is xlwings' own code.
"""

from __future__ import annotations

import datetime as dt
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

#: What pywin32 makes of an error value in a cell (VT_ERROR), from Excel's documentation.
ERROR_CODES = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
#: What pywin32 makes of an argument that was left out.
MISSING = -2147352572


class _ComError(Exception):
    pass


class _Engine:
    """As `xlwings._xlwindows.Engine`: how values are cleaned on their way in and out."""

    name, type = "excel", "desktop"
    apps: list[Any] = []  # noqa: RUF012

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> Any:
        def one(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if isinstance(value, dt.datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day, hour=value.hour,
                    minute=value.minute, second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if isinstance(value, int) and value in ERROR_CODES:
                return ERROR_CODES[value] if err_to_str else None
            return value

        return [[one(value) for value in row] for row in data]

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any = None) -> Any:
        return "" if x is None else x


def _module(name: str, **members: Any) -> ModuleType:
    made = ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made
    return made


def server() -> Any:
    """An `XLPython`, as VBA gets it from the starter library. Loads our functions with xlwings' real decorators."""
    import xlwings

    if "xlwings.com_server" not in sys.modules:
        _stand_in(xlwings)
    from xlwings import com_server, udfs

    sys.modules.pop("zipingbiao.hosts.excel.udf", None)
    udfs.udf_modules.clear()
    xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg
    return com_server.XLPython()


def _stand_in(xlwings: Any) -> None:
    _module(
        "pythoncom", CoInitialize=lambda: None, IID_IDispatch=0, IID_IEnumVARIANT=1, com_error=_ComError,
        TypeIIDs={0: type("PyIDispatch", (), {})}, CLSCTX_LOCAL_SERVER=4,
    )  # fmt: skip
    _module("pywintypes", com_error=_ComError, IID=str, TimeType=dt.datetime)
    _module("win32api", GetCurrentThreadId=lambda: 0)
    _module("win32event", INFINITE=-1, QS_ALLEVENTS=1, WAIT_OBJECT_0=0)
    client = _module(
        "win32com.client", Dispatch=lambda x, *a, **k: x, CDispatch=type("CDispatch", (), {}), DispatchEx=None
    )
    policy = _module("win32com.server.policy", DefaultPolicy=object)
    util = _module("win32com.server.util", wrap=lambda o, *a, **k: o, unwrap=_not_wrapped)
    dispatcher = _module("win32com.server.dispatcher")
    serving = _module("win32com.server", policy=policy, util=util, dispatcher=dispatcher)
    _module("win32com", client=client, server=serving)
    windows = _module(
        "xlwings._xlwindows",
        Range=lambda xl: SimpleNamespace(api=xl),
        is_range_instance=lambda x: False,
        BOOK_CALLER=None,
    )
    windows.__dict__["engine"] = _Engine
    xlwings._xlwindows = windows
    engine = xlwings.Engine(impl=_Engine)
    xlwings.engines.add(engine)
    xlwings.engines.active = engine


def _not_wrapped(value: Any) -> Any:
    raise TypeError("a plain value, as all of ours are")
