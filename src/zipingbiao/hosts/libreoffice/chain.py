"""`zipingbiao libreoffice doctor`: each link between a cell of Calc and this package, the installed extension itself included."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from zipingbiao import __version__
from zipingbiao.batch.office_environment import foreign_python, office_environment
from zipingbiao.hosts.health.lasting import lasting_link
from zipingbiao.hosts.health.link import Link
from zipingbiao.hosts.health.office import office
from zipingbiao.hosts.libreoffice.extension import FUNCTIONS, component_source, functions_source
from zipingbiao.hosts.libreoffice.install import (
    InstallFault,
    Place,
    entry_of,
    find_place,
    package_folders,
    unpacked,
)

_INSTALL = "请关闭 LibreOffice，运行 zipingbiao libreoffice install。"
_SECONDS = 60
#: The doctor, run by LibreOffice's own Python: what is good here may be broken there.
_INSIDE = (
    "import site, sys, json\n"
    "for folder in {folders}: site.addsitedir(folder)\n"
    "sys.path[:0] = {folders}\n"
    "from zipingbiao.hosts.health.examine import inside\n"
    "print(json.dumps([[x.name, x.state, x.found, x.advice] for x in inside()]))\n"
)
#: What the buttons in LibreOffice do without.
_NOT_NEEDED = frozenset({"pandas", "pyarrow", "python-docx"})


def links(profile: Path | None = None) -> Iterator[Link]:
    """From the program to the module of the cell functions, in the order in which a cell needs them."""
    try:
        place = find_place(profile)
    except InstallFault as fault:
        yield Link("LibreOffice", "broken", "没有找到", str(fault))
        return
    yield office()
    yield _path()
    yield from _python(place)
    try:
        entry = entry_of(place)
    except InstallFault as fault:
        yield Link("扩展", "broken", "查不到", str(fault))
        return
    if not entry:
        yield Link("扩展", "broken", "未安装", _INSTALL)
        return
    folder = unpacked(place, entry)
    if folder is None or not folder.is_dir():
        yield Link("扩展", "broken", f"LibreOffice 列出了它，文件却不在（{folder or '没有位置'}）", _INSTALL)
        return
    yield from extension_links(folder, "is registered: yes" in entry)
    yield functions_link(place.basic)


def extension_links(folder: Path, registered: bool = True) -> Iterator[Link]:
    """The extension as LibreOffice unpacked it: its version, its program, and the package it calls."""
    version = _attribute(folder / "description.xml", "<version value=")
    if not registered:
        yield Link("扩展", "broken", "装了，但没有启用", "请在 LibreOffice 的“工具—扩展管理”里启用它。")
    elif version != __version__:
        yield Link("扩展", "broken", f"是 {version or '未知'} 版，程序是 {__version__}", _INSTALL)
    elif _text(folder / "component.py") != component_source():
        yield Link("扩展", "broken", "其中的程序与本版本的不同，或已损坏", _INSTALL)
    else:
        yield Link("扩展", "good", f"{version}（{folder}）")
    yield _called(folder)
    yield lasting_link([Path(each) for each in package_folders()])


def functions_link(basic: Path) -> Link:
    """The Basic module of the cell functions, which LibreOffice writes when it is opened the first time."""
    name, module = "单元格函数", basic / f"{FUNCTIONS}.xba"
    if not module.is_file():
        return Link(
            name, "missing", "还没有写入", "打开一次 LibreOffice Calc 就有；仍没有的，请重新安装扩展。"
        )
    listed = f'"{FUNCTIONS}"' in _text(basic / "script.xlb")
    written = unescape(_text(module))
    if not listed or functions_source().strip() not in written.replace("\r\n", "\n"):
        return Link(
            name,
            "broken",
            f"{module} 与本版本的不同，或已损坏",
            "请重新打开 LibreOffice；仍不行的，运行 zipingbiao libreoffice install。",
        )
    return Link(name, "good", str(module))


def _called(folder: Path) -> Link:
    """The package that the extension loads: it must be there, and this one."""
    name, own = "扩展调用的程序", Path(package_folders()[0])
    try:
        first = Path(str(json.loads(_text(folder / "places.json"))[0]))
    except (ValueError, LookupError, TypeError):
        return Link(name, "broken", "places.json 缺失或已损坏", _INSTALL)
    if not (first / "zipingbiao" / "hosts" / "libreoffice" / "service.py").is_file():
        return Link(name, "broken", f"{first} 里已没有 zipingbiao（移走或卸载了）", _INSTALL)
    if first.resolve() != own.resolve():
        return Link(name, "broken", f"{first}，不是现在运行的 {own}", _INSTALL)
    return Link(name, "good", str(first))


def _path() -> Link:
    """Another Python before the system's own, of the same version, keeps LibreOffice from starting at all."""
    name, folder = "PATH 里的 Python", foreign_python()
    if not folder or sys.platform != "linux":
        return Link(name, "good", "LibreOffice 用的是系统的")
    return Link(
        name,
        "missing",
        f"{folder} 排在系统的前面",
        "本程序启动 LibreOffice 时已避开它；从终端自己启动的，请用 PATH=/usr/bin:$PATH soffice，"
        "或从桌面菜单启动，否则 LibreOffice 可能打不开或按钮没有反应。",
    )


def office_python(place: Place) -> Path | None:
    """The Python that LibreOffice runs: its own where it brings one, else the system's."""
    program = place.office.resolve().parent
    for name in ("python", "python.exe", "python3"):
        if (program / name).is_file():
            return program / name
    found = shutil.which("python3", path="/usr/bin:/bin")
    return Path(found) if found else None


def _python(place: Place) -> Iterator[Link]:
    python = office_python(place)
    name, advice = "LibreOffice 的 Python", "请安装 python3-uno（Debian/Ubuntu），或官网的 LibreOffice。"
    if python is None or not _runs(python, "import uno; print('有')"):
        yield Link(name, "broken", str(python or "没有找到"), advice)
        return
    version = _runs(python, "import sys; print(sys.version.split()[0])")
    yield Link(name, "good", f"{python} {version}")
    try:
        found = [Link(*each) for each in json.loads(_runs(python, _INSIDE.format(folders=package_folders())))]
    except (ValueError, TypeError):
        own = sys.version.split()[0]
        yield Link(
            "其中的 zipingbiao", "broken", "加载不了",
            f"LibreOffice 的 Python（{version}）与安装 zipingbiao 的 Python（{own}）主次版本要一致：请用它重新安装 zipingbiao。",
        )  # fmt: skip
        return
    broken = [each for each in found if each.state == "broken" and each.name not in _NOT_NEEDED]
    for each in broken:
        yield Link(f"其中的 {each.name}", "broken", each.found, each.advice)
    if not broken:
        yield Link("其中的 zipingbiao", "good", f"{__version__}，逐项试过")


def _runs(python: Path, code: str) -> str:
    """What a program prints; "" where it fails."""
    try:
        done = subprocess.run(
            [str(python), "-X", "utf8", "-c", code],
            capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, env=office_environment(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _attribute(path: Path, before: str) -> str:
    """The quoted value that follows a piece of XML of our own making."""
    found = _text(path).partition(before)[2]
    return found[1 : found.find('"', 1)] if found.startswith('"') else ""
