"""Which Python Excel can start, and a working way out where this one cannot be started."""

from __future__ import annotations

import shutil
import sysconfig
import venv
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
    try:
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
    """xlwings' DLLs, which start Python from within Excel: beside python.exe, or one folder up."""
    folders = (machine.python.parent, machine.python.parent.parent, machine.prefix)
    return sorted({path for folder in folders for path in folder.glob("xlwings*.dll")})
