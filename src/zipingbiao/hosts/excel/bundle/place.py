"""The environment of a clerk's PC: a Python of its own with the packages of the bundle, made without pip and without a network."""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.excel.machine import Machine

#: Written into an environment that came out of a bundle; only such a one is ever taken away.
MARK = "由自评表安装包建立.txt"
_STORE = "WindowsApps"
EMBEDDABLE = "python-3.*-embed-amd64.zip"


class SetUpFault(ForPeople):
    """The PC could not be set up; the message says what to do."""


def wheels_for(wheels: Path, python: str) -> list[Path]:
    """The packages of a version of Python ("3.12"), as the bundle lists them."""
    listed = wheels / f"{python}.txt"
    if not listed.is_file():
        there = "、".join(sorted(path.stem for path in wheels.glob("3.*.txt"))) or "没有"
        raise SetUpFault(f"安装包里没有 Python {python} 用的包（有的是：{there}）。请管理员重新生成安装包。")
    return [wheels / name for name in listed.read_text("utf-8").split()]


def places(machine: Machine) -> Iterator[Path]:
    """Where an environment may stand, the best first: with a plain name, this user's own."""
    return (folder / "python" for folder in machine.ascii_folders())


def make(machine: Machine, embeddable: Path | None) -> Path:
    """An empty environment in the first place that can be written; its Python is given back."""
    tried: list[str] = []
    for folder in places(machine):
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            if not machine.keep_private(folder.parent):
                tried.append(f"{folder.parent}：设不成只有自己能写")
                continue
            _clear(folder)
            python = _unpacked(embeddable, folder) if embeddable is not None else _borrowed(machine, folder)
            (folder / MARK).write_text("双击安装包里的“卸载”会删除这个文件夹。\n", encoding="utf-8")
            return python
        except OSError as fault:
            tried.append(f"{fault.filename or folder}：{fault.strerror or fault}")
    raise SetUpFault(
        f"没有能用的英文路径文件夹（{'；'.join(tried) or '一个也没有'}）。"
        "如果 Excel 开着，请先关闭；还不行，请管理员把环境变量 ZIPINGBIAO_ENV 设为一个可写的英文路径文件夹。"
    )


def _clear(folder: Path) -> None:
    """An earlier environment of ours makes way; anything else of that name does not."""
    if (folder / MARK).is_file():
        shutil.rmtree(folder)
    elif folder.exists():
        raise FileExistsError(17, "已有一个不是安装包建立的文件夹", str(folder))


def _borrowed(machine: Machine, folder: Path) -> Path:
    """An environment of the Python that is installed."""
    if _STORE in str(machine.python):
        raise SetUpFault("这是应用商店版 Python，Excel 启动不了它。请装 python.org 的 Python，再双击一次。")
    import venv  # python.org's embeddable archive has none; it is not borrowed from

    venv.create(folder, with_pip=False)
    return folder / ("Scripts/python.exe" if machine.is_windows else "bin/python")


def _unpacked(archive: Path, folder: Path) -> Path:
    """python.org's archive. Its ._pth file decides alone what can be imported; it is told of our packages."""
    with zipfile.ZipFile(archive) as inside:
        inside.extractall(folder)
    for listed in folder.glob("python3*._pth"):
        zipped = next((line for line in listed.read_text("ascii").split() if line.endswith(".zip")), "")
        listed.write_text(f"{zipped}\n.\nLib\\site-packages\nimport site\n", encoding="ascii")
    return folder / "python.exe"


def packages_folder(machine: Machine, folder: Path, python: str) -> Path:
    """site-packages of an environment."""
    return (
        folder / "Lib/site-packages" if machine.is_windows else folder / f"lib/python{python}/site-packages"
    )


def unpack(wheels: Iterable[Path], folder: Path, packages: Path) -> None:
    """Wheels into an environment, as pip would lay their files: libraries into the packages, data beside Python."""
    packages.mkdir(parents=True, exist_ok=True)
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.infolist():
                target = _target(PurePosixPath(entry.filename), folder, packages)
                if target is None or entry.is_dir():
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(entry))


def _target(name: PurePosixPath, folder: Path, packages: Path) -> Path | None:
    if name.is_absolute() or ".." in name.parts:
        raise SetUpFault(f"安装包已损坏：{name}。请重新拷贝。")
    if not name.parts[0].endswith(".data"):
        return packages / name
    kind, rest = name.parts[1], name.parts[2:]
    if kind in ("purelib", "platlib"):
        return packages.joinpath(*rest)
    return folder.joinpath(*rest) if kind == "data" else None


def version_of(python: Path | None) -> str:
    """ "3.12" of the Python that runs, or of an archive of python.org."""
    if python is None:
        return f"{sys.version_info.major}.{sys.version_info.minor}"
    return ".".join(python.name.removeprefix("python-").split(".")[:2])
