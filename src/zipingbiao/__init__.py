"""zipingbiao（自评表）：项目支出绩效自评表的计分、审核、说明与批量填报。

`zipingbiao.frames(files)`: the forms of files as pandas DataFrames (:mod:`zipingbiao.report.frames`).
"""

# Nothing else is imported here: until the folder below is out of the way, a file there could stand in for any module.
import os
import sys

if sys.argv[:1] == ["-m"] and not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:  # noqa: PTH109
    # `python -m zipingbiao`: Python looks for modules in the current folder first. It may hold what others sent.
    del sys.path[0]

# openpyxl writes namespaces at other places where lxml is installed: a workbook's bytes must not depend on that.
os.environ["OPENPYXL_LXML"] = "False"

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`frames` is loaded when it is asked for: importing the package alone loads nothing."""
    if name == "frames":
        from importlib import import_module

        return import_module("zipingbiao.report.frames").frames
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
