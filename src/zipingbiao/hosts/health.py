"""Each link of the chain on this machine: what is there, what is broken, and how to mend it."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_LIBRARIES = ("click", "rich", "openpyxl", "jinja2")
#: What reads further kinds of files: library → the kinds, and the extra it comes with.
_READERS = {"xlrd": (".xls、.et", "xls"), "pdfminer.six": (".pdf", "pdf")}


@dataclass(frozen=True, slots=True)
class Link:
    """One thing looked at. `state`: good, missing (not needed everywhere) or broken; `advice` where it is not good."""

    name: str
    state: str
    found: str
    advice: str = ""


WORDS = {"good": "正常", "missing": "没有", "broken": "有问题"}


def examine() -> Iterator[Link]:
    """All links, in the order of the chain."""
    yield _python()
    for library in _LIBRARIES:
        yield _library(library)
    for library, (kinds, extra) in _READERS.items():
        yield _reader(library, kinds, extra)
    yield _pandas()
    yield _guarded("标准模板与台账", _workbooks, "请重新安装 zipingbiao。")
    yield _guarded("个人设置", _settings, "请按提示改正 settings.toml，或删去它恢复默认设置。")
    yield _guarded("评分规则", _rulebooks, "请检查规则文件，或重新安装。")
    yield _guarded("说明模板", _templates, "请检查自己的说明模板，或删除 settings.toml 中的 templates。")
    yield _guarded("临时文件夹可写", _writable, "请检查磁盘空间和 TEMP 文件夹权限。")
    yield _libreoffice()


def _python() -> Link:
    found = f"Python {platform.python_version()}（{platform.system()}，{sys.executable}）"
    if "WindowsApps" in sys.executable:
        return Link("Python", "broken", found, "应用商店版 Python 不能用于 Excel，请安装官网版本。")
    return Link("Python", "good", found)


def _library(name: str) -> Link:
    try:
        return Link(name, "good", importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Link(name, "broken", "未安装", "请重新安装：pip install zipingbiao")


def _reader(name: str, kinds: str, extra: str) -> Link:
    try:
        return Link(name, "good", importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Link(name, "missing", "未安装", f"读 {kinds} 才需要：pip install 'zipingbiao[{extra}]'。")


def _pandas() -> Link:
    found = _library("pandas")
    if found.state == "good":
        return found
    return Link(
        "pandas", "missing", "未安装", "数据表（zipingbiao.frames、--to parquet）才需要；其他功能不受影响。"
    )


def _guarded(name: str, look: Callable[[], str], advice: str) -> Link:
    try:
        return Link(name, "good", look())
    except Exception as fault:
        return Link(name, "broken", str(fault) or type(fault).__name__, advice)


def _workbooks() -> str:
    from zipingbiao.resources import DEMO_LEDGER, TEMPLATE, workbook_path
    from zipingbiao.workbook.write.writer import compile_template

    compile_template(workbook_path(TEMPLATE).read_bytes())
    return f"{TEMPLATE}、{DEMO_LEDGER}" if workbook_path(DEMO_LEDGER).is_file() else TEMPLATE


def _settings() -> str:
    """The user's own choices, the rulebook and the folder they name included."""
    from zipingbiao.rulebook.load import load
    from zipingbiao.settings import home, load_settings

    settings = load_settings()
    if settings.templates is not None and not settings.templates.is_dir():
        raise FileNotFoundError(f"templates 指的文件夹 {settings.templates} 不存在")
    stored = "settings.toml" if (home() / "settings.toml").is_file() else "默认设置"
    return f"{stored}，规则 {load(settings.rulebook).name}"


def _rulebooks() -> str:
    from zipingbiao.rulebook.load import available, load

    return "、".join(load(name).name for name in available())


def _templates() -> str:
    from zipingbiao.narrative.narrator import Narrator
    from zipingbiao.settings import load_settings

    own = load_settings().templates
    return f"{len(Narrator.load(directories=(own,) if own else ()).reasons)} 种原因"


def _writable() -> str:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "自评表.txt").write_text("好", encoding="utf-8")
    return tempfile.gettempdir()


def _libreoffice() -> Link:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Link("LibreOffice", "good", found)
    return Link("LibreOffice", "missing", "未安装", "导出 PDF、读旧版 Word（.doc）才需要；其他功能不受影响。")
