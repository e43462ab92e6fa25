"""Which Python Excel can start, and a working way out where this one cannot be started."""

from __future__ import annotations

import shutil
import sysconfig
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.excel.machine import Machine

_STORE = "WindowsApps"


class NoInterpreter(ForPeople):
    """No Python that Excel can start, and none could be made; the message says what to do."""


def fault_of(python: Path) -> str:
    """Why Excel cannot start this Python, or ""."""
    text = str(python)
    if _STORE in text:
        return "这是应用商店版 Python，Excel 启动不了它"
    if not text.isascii():
        return "路径里有中文，Excel 的启动程序在部分电脑上读不了"
    return ""


def usable(machine: Machine) -> Path:
    """This Python, or one in an environment made for Excel in a folder with a plain name."""
    fault = fault_of(machine.python)
    if not fault:
        return machine.python
    if _STORE in str(machine.python):
        raise NoInterpreter(
            f"{machine.python}：{fault}。请安装 python.org 的 Python（不需要管理员权限），再装 zipingbiao。"
        )
    for folder in machine.ascii_folders():
        made = _make(machine, folder / "env")
        if made is not None:
            return made
    raise NoInterpreter(
        f"{machine.python}：{fault}；也没有可写的英文路径文件夹。请把 Python 装到 C:\\Python311 这样的路径，"
        "或设置环境变量 ZIPINGBIAO_ENV 指向一个英文路径的文件夹。"
    )


def _make(machine: Machine, folder: Path) -> Path | None:
    """An environment that borrows everything from this one; the starter library stands beside its Python."""
    import venv  # python.org's embeddable archive has none, and needs none

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not machine.keep_private(folder.parent):
            return None
        venv.create(folder, system_site_packages=True, with_pip=False)
        packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
        packages.mkdir(parents=True, exist_ok=True)
        # addsitedir also follows the .pth files there: an editable install is one.
        borrowed = f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n"
        (packages / "zipingbiao.pth").write_text(borrowed, encoding="utf-8")
        for library in starter_libraries(machine):
            shutil.copy2(library, folder / library.name)
    except OSError:
        return None
    python = folder / ("Scripts/python.exe" if machine.is_windows else "bin/python")
    return python if python.exists() else None


def starter_libraries(machine: Machine) -> list[Path]:
    """xlwings' DLLs, which start Python from within Excel: where pip put them, beside python.exe, or one folder up."""
    folders = (machine.python.parent, machine.python.parent.parent, machine.prefix)
    beside = (path for folder in folders for path in folder.glob("xlwings*.dll"))
    return sorted({*(path for path in machine.libraries if path.is_file()), *beside})


def wanted_libraries(version: str) -> tuple[str, str]:
    """The names that the VBA of a version looks for: for 64-bit Excel, and for 32-bit Excel."""
    return f"xlwings64-{version}.dll", f"xlwings32-{version}.dll"


def starter_folder(machine: Machine, python: Path) -> Path:
    """The folder of the starter libraries of the xlwings that is installed. :class:`NoInterpreter` where they are not."""
    wanted = wanted_libraries(version("xlwings"))
    found = starter_libraries(replace(machine, python=python))
    for folder in dict.fromkeys(path.parent for path in found):
        if all((folder / name).is_file() for name in wanted):
            return folder
    there = f"只有 {'、'.join(sorted({path.name for path in found}))}。" if found else "一个也没有。"
    raise NoInterpreter(
        f"没有找到启动库 {'、'.join(wanted)}，{there}多为杀毒软件隔离或安装不完整："
        "请在杀毒软件里恢复它，或重新安装 xlwings，再运行一次。没有写任何文件。"
    )
