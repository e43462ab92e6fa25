"""`zipingbiao excel doctor`: each link between a cell of Excel and Python, and a bundle for whoever is to help."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from zipingbiao import __version__
from zipingbiao.hosts.excel.install import Installed, installed
from zipingbiao.hosts.excel.interpreter import fault_of, starter_libraries, wanted_libraries
from zipingbiao.hosts.excel.machine import Machine
from zipingbiao.hosts.excel.made_for import made_for
from zipingbiao.hosts.health import Link
from zipingbiao.hosts.health.lasting import lasting_link
from zipingbiao.settings import home

_CHINESE = re.compile(r"[一-鿿]+")
_DIGITS = re.compile(r"\d")
_STORE = "WindowsApps"
_NOT_WINDOWS = (
    "Excel 的按钮和单元格函数只在 Windows 上有；这里可以用命令行，也可以生成 .xlsm 交给 Windows 用户。"
)


def links(machine: Machine) -> Iterator[Link]:
    """From the operating system to the template, in the order in which a cell function needs them."""
    if not machine.is_windows:
        yield Link("操作系统", "missing", machine.system, _NOT_WINDOWS)
        return
    yield Link("操作系统", "good", machine.system)
    yield _excel(machine)
    yield _python(machine)
    there = installed(machine)
    yield lasting_link([machine.python] if there is None else [there.python, there.starter])
    yield _library(
        machine,
        "xlwings",
        "import xlwings; print(xlwings.__version__)",
        _again(machine),
    )
    yield _library(machine, "pywin32", 'import win32api; print("有")', _again(machine))
    yield _starter(machine)
    yield from _installation(machine)
    yield Link(
        "宏设置",
        "missing",
        "本程序不读取",
        "如果函数显示 #NAME?：文件—选项—信任中心—宏设置，或把模板所在文件夹设为受信任位置；"
        "如果出现“拒绝访问”，多为安全策略禁止 Office 启动程序，请把本结果交给管理员。",
    )


def _excel(machine: Machine) -> Link:
    found = machine.excel()
    if found is None:
        return Link("Excel", "broken", "注册表里没有找到", "请安装桌面版 Excel；WPS 请用命令行和数值模式。")
    if _STORE in str(found):
        return Link(
            "Excel",
            "broken",
            f"{found}（应用商店版）",
            "应用商店版 Excel 关在自己的沙盒里，启动不了 Python。请改装桌面版，或用命令行和数值模式。",
        )
    return Link("Excel", "good", str(found))


def _python(machine: Machine) -> Link:
    there = installed(machine)
    python = there.python if there is not None else machine.python
    fault = fault_of(python)
    if fault:
        return Link(
            "Python",
            "broken",
            f"{python}：{fault}",
            f"{_again(machine)}它会另建一个可用的环境。",
        )
    return Link("Python", "good", str(python))


def _library(machine: Machine, name: str, code: str, advice: str) -> Link:
    there = installed(machine)
    said = machine.runs(there.python if there is not None else machine.python, code)
    return Link(name, "good", said) if said else Link(name, "broken", "加载不了", advice)


def _starter(machine: Machine) -> Link:
    """The library whose name the macros of the template have in them."""
    name, there = "启动库 xlwings*.dll", installed(machine)
    asked = made_for(there.template) if there is not None else ""
    wanted = wanted_libraries(asked or _own_xlwings())
    found = starter_libraries(machine)
    folders = {path.parent for path in found} | ({there.starter} if there is not None else set())
    whole = next((f for f in sorted(folders) if all((f / each).is_file() for each in wanted)), None)
    if whole is not None:
        return Link(name, "good", f"{'、'.join(wanted)}（{whole}）")
    listed = "、".join(sorted({path.name for path in found})) or "没有找到"
    return Link(
        name,
        "broken",
        f"{listed}；模板要的是 {'、'.join(wanted)}",
        f"没有的：多为杀毒软件隔离，请恢复它；版本不同的：{_again(machine)}",
    )


def _own_xlwings() -> str:
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return ""


def _installation(machine: Machine) -> Iterator[Link]:
    there = installed(machine)
    advice = _again(machine)
    if there is None:
        yield Link("配置文件", "broken", "没有安装过", advice)
        return
    text = there.conf.read_text(machine.code_page, "replace") if there.conf.is_file() else ""
    stands = str(there.python) in text and str(there.starter) in text
    yield Link("配置文件", "good" if stands else "broken", str(there.conf), "" if stands else advice)
    runs = machine.runs(there.python, "import zipingbiao; print(zipingbiao.__version__)")
    same = runs == __version__
    yield Link(
        "该 Python 里的 zipingbiao", "good" if same else "broken", runs or "加载不了", "" if same else advice
    )
    yield _template(machine, there)


def _again(machine: Machine) -> str:
    """A command that works wherever Python is: python.org's installer leaves it out of PATH."""
    return f'请双击安装包里的“安装”，或运行 "{machine.python}" -m zipingbiao excel install。'


def _template(machine: Machine, there: Installed) -> Link:
    """An old template keeps working until its starter library is gone; so it is told before."""
    path, own = there.template, _own_xlwings()
    if not path.is_file():
        return Link("模板", "broken", f"{path} 不见了", _again(machine))
    asked = made_for(path)
    if asked != own:
        found = (
            f"{path} 里的宏是为 xlwings {asked} 生成的，装的是 {own}" if asked else f"{path} 里没有本程序的宏"
        )
        return Link(
            "模板",
            "broken",
            found,
            f"请把它移走或改名（管理员签名的请重新生成、签名）。{_again(machine)}",
        )
    return Link("模板", "good", f"{path}（{'原有的，安装时没有改动' if there.kept else '安装时生成'}）")


def bundle(machine: Machine, *, with_data: bool) -> bytes:
    """A zip for support: the links, the configuration, the log. Without data, Chinese words and digits of the log are hidden."""
    found = [{"name": x.name, "state": x.state, "found": x.found, "advice": x.advice} for x in links(machine)]
    log = home() / "zipingbiao.log"
    text = log.read_text("utf-8", errors="replace") if log.is_file() else ""
    parts = {
        "doctor.json": json.dumps(found, ensure_ascii=False, indent=1),
        "zipingbiao.conf": machine.conf.read_text(machine.code_page, "replace")
        if machine.conf.is_file()
        else "",
        "zipingbiao.log": text if with_data else without_data(text),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def without_data(log: str) -> str:
    """A log without project names and amounts: lines of code and files stay, Chinese words and digits of messages go."""
    lines = []
    for line in log.splitlines():
        kept = line.startswith(("== ", "Traceback", "  File "))
        lines.append(
            line
            if kept and not line.startswith("  File ")
            else _CHINESE.sub("□", line)
            if kept
            else _masked(line)
        )
    return "\n".join(lines)


def _masked(line: str) -> str:
    return _DIGITS.sub("0", _CHINESE.sub("□", line))
