"""The libraries: each is imported and used, for what their records on the disk say may be long untrue."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from zipingbiao.hosts.health.link import Link, told

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Library:
    """`distribution`: its name for pip; `least`: the lowest version that will do; `use`: something it must be able to do.

    `wanted_for`: what cannot be done without it, "" for one that everything needs; `extra`: what it comes with.
    """

    distribution: str
    module: str
    least: str
    use: Callable[[Any], object]
    wanted_for: str = ""
    extra: str = ""


def _click(module: Any) -> object:
    return module.Option(["--x"]).name == "x" or _wrong()


def _rich(module: Any) -> object:
    from rich.console import Console

    Console(file=StringIO()).print("好")
    return module


def _jinja(module: Any) -> object:
    return module.Environment().from_string("{{ a }}").render(a="好") == "好" or _wrong()


def _openpyxl(module: Any) -> object:
    out, workbook = BytesIO(), module.Workbook()
    workbook.active["A1"] = "好"
    workbook.save(out)
    return module.load_workbook(out).active["A1"].value == "好" or _wrong()


def _pandas(module: Any) -> object:
    return int(module.DataFrame({"分": [1, 2]})["分"].sum()) == 3 or _wrong()


def _docx(module: Any) -> object:
    module.Document().save(BytesIO())
    return module


def _arrow(module: Any) -> object:
    return module.table({"分": [1]}).num_rows == 1 or _wrong()


def _has(*names: str) -> Callable[[Any], object]:
    return lambda module: [getattr(module, name) for name in names]


def _wrong() -> object:
    raise RuntimeError("加载得了，但结果不对")


LIBRARIES = (
    Library("click", "click", "8.1", _click),
    Library("rich", "rich", "13", _rich),
    Library("openpyxl", "openpyxl", "3.1", _openpyxl),
    Library("jinja2", "jinja2", "3.1", _jinja),
    Library("xlrd", "xlrd", "2.0.1", _has("open_workbook"), "读 .xls、.et", "xls"),
    Library("pdfminer.six", "pdfminer.high_level", "20260107", _has("extract_pages"), "读 .pdf", "pdf"),
    Library("pypdf", "pypdf", "5", _has("PdfWriter"), "合订 PDF（--pdf-merged）", "pdf"),
    Library("python-docx", "docx", "1.1", _docx, "写 Word（return）", "docx"),
    Library("pandas", "pandas", "2.1", _pandas, "数据表（zipingbiao.frames、--to parquet）"),
    Library("pyarrow", "pyarrow", "15", _arrow, "写 parquet", "parquet"),
)


def libraries() -> Iterator[Link]:
    """All of them, in the order of need."""
    return map(_examined, LIBRARIES)


def _examined(library: Library) -> Link:
    name, recorded = library.distribution, _recorded(library.distribution)
    package = f"'zipingbiao[{library.extra}]'" if library.extra else "zipingbiao"
    try:
        module = importlib.import_module(library.module)
        library.use(module)
    except Exception as fault:
        if library.wanted_for and not recorded and isinstance(fault, ModuleNotFoundError):
            return Link(name, "missing", "未安装", f"{library.wanted_for}才需要：pip install {package}。")
        if isinstance(fault, ModuleNotFoundError) and not recorded:
            return Link(name, "broken", "未安装", f"请安装：pip install {name}。")
        advice = f"安装损坏，请重装：pip install --force-reinstall {name}。"
        return Link(name, "broken", told(fault), advice)
    version = _version(module) or recorded
    if _parts(version) < _parts(library.least):
        return Link(name, "broken", f"{version}，太旧", f"要 {library.least} 以上：pip install -U {name}。")
    return Link(name, "good", version)


def _version(module: Any) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # click would rather be asked otherwise
        return str(getattr(module, "__version__", ""))


def _recorded(distribution: str) -> str:
    """The version that the disk's record tells; "" where there is none."""
    try:
        return importlib.metadata.version(distribution) or "（没有版本）"
    except (importlib.metadata.PackageNotFoundError, OSError, ValueError):
        return ""


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in _NUMBER.findall(version)[:3])
