"""The modules of the VBA project: our text sources, the texts, and the module of the xlwings that is installed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.excel.vba.project import Module, ModuleKind
from zipingbiao.hosts.excel.vba_texts import texts_module
from zipingbiao.hosts.functions.wrappers import wrappers_source

PROJECT = "zipingbiao"
_SOURCES = ("PerfRibbon", "PerfBridge")
_NAME_LINE = 'Public Const PROJECT_NAME As String = "xlwings"'


class BuildFault(ForPeople):
    """A .xlsm cannot be built here; the message is Chinese and says what to do."""


def project_modules(sheets: tuple[str, ...]) -> tuple[Module, ...]:
    """All modules; `sheets`: the code names of the worksheets. :class:`BuildFault` without xlwings."""
    return (
        Module("ThisWorkbook", source_text("ThisWorkbook.cls"), ModuleKind.WORKBOOK),
        *(Module(name, "", ModuleKind.SHEET) for name in sheets),
        Module("PerfUdf", functions_text()),
        *(Module(name, source_text(f"{name}.bas")) for name in _SOURCES),
        Module("PerfTexts", texts_module()),
        *_xlwings_modules(),
    )


def functions_text() -> str:
    """The wrappers of the cell functions, without their Attribute lines."""
    return _without_head(wrappers_source())


def source_text(name: str) -> str:
    """One of our text sources, without its Attribute lines."""
    text = files("zipingbiao.hosts.excel").joinpath("sources", name).read_text("ascii")
    return _without_head(text)


def _xlwings_modules() -> Iterator[Module]:
    """What the starter library of the installed xlwings expects, under our own project name.

    The name decides where settings are looked for, so that a user's own xlwings set-up is neither used nor disturbed.
    """
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise BuildFault(
            "没有安装 xlwings，无法生成 .xlsm。请用安装包（先看我.html）安装，或从安装包的 files\\wheels 文件夹装 zipingbiao[excel]。"
        )
    folder = Path(spec.origin).parent
    main, dictionary = _read(folder / "xlwings.bas"), _read(folder / "addin" / "Dictionary.cls")
    installed = version("xlwings")
    if main.count(_NAME_LINE) != 1 or f'XLWINGS_VERSION As String = "{installed}"' not in main:
        raise BuildFault(
            f"xlwings {installed} 的 VBA 模块与预期不符，请安装 zipingbiao 指定的 xlwings 版本。"
        )
    yield Module("xlwings", _without_head(main.replace(_NAME_LINE, _NAME_LINE.replace("xlwings", PROJECT))))
    yield Module("Dictionary", _without_head(dictionary), ModuleKind.CLASS)


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise BuildFault(f"读不了 {path.name}：xlwings 安装不完整，请重新安装。") from fault


def _without_head(text: str) -> str:
    """A source without the lines that an export puts before it."""
    lines = text.splitlines()
    heads = ("VERSION ", "BEGIN", "END", "  MultiUse", "Attribute VB_")
    first = next(
        (i for i, line in enumerate(lines) if line.strip() and not line.startswith(heads)), len(lines)
    )
    return "\n".join(lines[first:])
