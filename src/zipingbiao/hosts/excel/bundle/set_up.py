"""What 安装.cmd and 卸载.cmd do once they have found a Python. Standard library only: nothing is installed yet."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.excel.bundle.place import (
    EMBEDDABLE,
    MARK,
    SetUpFault,
    make,
    packages_folder,
    places,
    unpack,
    version_of,
    wheels_for,
)
from zipingbiao.hosts.excel.machine import Machine, this_machine

TEMPLATE = "自评表模板.xlsm"
SUMS = "SHA256SUMS"
_OUR_LAUNCHER = '@"%~dp0{python}" -B -P -m zipingbiao %*\r\n'


def main(way: str, folder: Path, machine: Machine | None = None) -> int:
    """`install` or `remove`; 0 when all is done. Whatever goes wrong is one sentence in the window."""
    here = machine or this_machine()
    try:
        return _install(here, folder) if way == "install" else _remove(here)
    except ForPeople as fault:
        _say(str(fault))
    except OSError as fault:
        _say(f"{fault.filename or folder}：{fault.strerror or fault}。没有做完，改好以后再双击一次即可。")
    return 1


def _install(machine: Machine, folder: Path) -> int:
    wheels = folder / "files" / "wheels"
    _say("[1/4] 核对安装包……")
    check_sums(folder)
    archive = _archive(machine, folder)
    version = version_of(archive)
    listed = wheels_for(wheels, version)
    _say("[2/4] 建立 Python 环境（英文路径，只属于你自己）……")
    python = make(machine, archive)
    place = next(each for each in places(machine) if python.is_relative_to(each))
    _say(f"      {place}")
    _say(f"[3/4] 放入程序，共 {len(listed)} 个包，约一分钟……")
    unpack(listed, place, packages_folder(machine, place, version))
    launcher = _OUR_LAUNCHER.format(python=str(python.relative_to(place)).replace("/", "\\"))
    (place / "zipingbiao.cmd").write_text(launcher, encoding="ascii", newline="")
    _say("[4/4] 装到 Excel……")
    command = ["excel", "install", "--template", str(folder / TEMPLATE)]
    if _ours(machine, python, *command):
        raise SetUpFault("程序已放好，Excel 里还没有装成，原因见上面。改好以后再双击一次“安装”即可。")
    _say(f"      命令行：{place / 'zipingbiao.cmd'}")
    _open(machine, machine.documents / TEMPLATE)
    return 0


def _archive(machine: Machine, folder: Path) -> Path | None:
    """python.org's archive, where the Python that runs was unpacked from it; else this Python is a good base."""
    if not any(machine.python.parent.glob("python3*._pth")):
        return None
    found = sorted(folder.glob(EMBEDDABLE))
    if not found:
        raise SetUpFault("安装包旁边的 python-…-embed-amd64.zip 不见了，请管理员重新放好。")
    return found[-1]


def _remove(machine: Machine) -> int:
    """What the bundle put there; workbooks, settings and the log stay."""
    places_of_ours = [place for place in places(machine) if (place / MARK).is_file()]
    if not places_of_ours:
        _say("这个用户没有用安装包装过，没有可删除的。")
        return 0
    for place in places_of_ours:
        python = place / ("python.exe" if (place / "python.exe").is_file() else _inside(machine))
        if _ours(machine, python, "excel", "uninstall"):
            raise SetUpFault("没有卸载完，原因见上面。请关闭 Excel，再双击一次“卸载”。")
        try:
            shutil.rmtree(place)
        except OSError as fault:
            raise SetUpFault(
                f"删不掉 {fault.filename}，多半是 Excel 还开着。请关闭 Excel，再双击一次“卸载”。"
            ) from fault
        _say(f"已删除 {place}")
    _say("你自己的自评表、设置和日志都还在。")
    return 0


def _inside(machine: Machine) -> str:
    return "Scripts/python.exe" if machine.is_windows else "bin/python"


def _ours(machine: Machine, python: Path, *command: str) -> int:
    """Our own program in its new environment; what it says stands in the window."""
    environ = {k: v for k, v in {**os.environ, **machine.environ}.items() if not k.startswith("PYTHON")}
    done = subprocess.run([str(python), "-B", "-P", "-m", "zipingbiao", *command], env=environ)
    return done.returncode


def check_sums(folder: Path) -> None:
    """:class:`SetUpFault` where a file of the program is missing or damaged. The template may be an administrator's own."""
    broken: list[str] = []
    for line in (folder / SUMS).read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if name == TEMPLATE and path.is_file():
            continue
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            broken.append(name)
    if broken:
        listed = "、".join(broken[:3])
        raise SetUpFault(f"安装包不完整：{listed}等{len(broken)}个文件缺少或已损坏。请重新拷贝整个文件夹。")


def _open(machine: Machine, path: Path) -> None:
    """The template in Excel, as by a double click."""
    if machine.is_windows and path.is_file() and not machine.environ.get("ZIPINGBIAO_QUIET"):
        _say(f"打开 {path}……")
        os.startfile(path)  # type: ignore[attr-defined, unused-ignore]


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
