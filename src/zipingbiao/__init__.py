"""zipingbiao（自评表）：项目支出绩效自评表的计分、审核、说明与批量填报。

`zipingbiao.frames(files)`: the forms of files as pandas DataFrames (:mod:`zipingbiao.report.frames`).
"""

import os
from importlib import import_module
from typing import Any

# openpyxl writes namespaces at other places where lxml is installed: a workbook's bytes must not depend on that.
os.environ["OPENPYXL_LXML"] = "False"

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`frames` is loaded when it is asked for: importing the package alone loads nothing."""
    if name == "frames":
        return import_module("zipingbiao.report.frames").frames
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
