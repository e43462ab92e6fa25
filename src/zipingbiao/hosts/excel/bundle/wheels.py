"""The packages of a bundle: our own wheel, and what it needs on Windows, from the package index that pip is set up with."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from email.message import Message
from email.parser import HeaderParser
from importlib.metadata import distribution
from pathlib import Path

from zipingbiao.for_people import ForPeople
from zipingbiao.package.zip_package import EMPTY, SLOW, compress_part
from zipingbiao.resources import shipped

EXTRAS = "excel,docx,pdf,xls"
#: Needed on Windows only (xlwings, click); pip on another system leaves them out.
_WINDOWS_ONLY = ("pywin32", "colorama")
_NOT_STORED = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")


class BundleFault(ForPeople):
    """The bundle could not be made; the message says what to do."""


def gather(wheels: Path, versions: Iterable[str]) -> None:
    """Wheels for 64-bit Windows, and for each version of Python a list of those that belong to it."""
    wheels.mkdir(parents=True, exist_ok=True)
    own = own_wheel(wheels)
    for version in versions:
        folder = wheels / version
        target = ["--platform", "win_amd64", "--python-version", version, "--only-binary", ":all:"]
        _pip("download", "--dest", str(folder), *target, f"{own}[{EXTRAS}]", *_WINDOWS_ONLY)
        names = sorted(path.name for path in folder.glob("*.whl"))
        (wheels / f"{version}.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
        for path in folder.iterdir():
            path.replace(wheels / path.name)
        folder.rmdir()


def own_wheel(folder: Path) -> Path:
    """Our own package: built where this is a checkout, put together again where it is installed."""
    if (shipped() / "pyproject.toml").is_file():
        _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(shipped()))
        return next(folder.glob("zipingbiao-*.whl"))
    return _put_together(folder)


def _put_together(folder: Path) -> Path:
    """The wheel that an installed package came from."""
    installed = distribution("zipingbiao")
    stored: dict[str, bytes] = {}
    for file in installed.files or ():
        part = file.as_posix()
        if part.startswith("zipingbiao") and file.name not in _NOT_STORED and "__pycache__" not in part:
            stored[part] = Path(str(file.locate())).read_bytes()
    info = f"zipingbiao-{installed.version}.dist-info"
    lines = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in sorted(stored.items())]
    stored[f"{info}/RECORD"] = ("\n".join([*lines, f"{info}/RECORD,,"]) + "\n").encode()
    path = folder / f"zipingbiao-{installed.version}-py3-none-any.whl"
    path.write_bytes(
        EMPTY.with_parts(compress_part(name, stored[name], SLOW) for name in sorted(stored)).file()
    )
    return path


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["没有说明原因"])[-1]
        raise BundleFault(f"pip 取不到安装包：{said}。请检查这台电脑的网络或 pip 的设置，再运行一次。")


def licence_table(wheels: Path) -> str:
    """One line a package: its file, and what it says of its licence."""
    return "".join(f"{path.name}\t{_licence(_about(path))}\n" for path in sorted(wheels.glob("*.whl")))


def licence_texts(wheels: Path) -> dict[str, bytes]:
    """The licences that the packages carry, by a name for each."""
    found: dict[str, bytes] = {}
    for wheel in sorted(wheels.glob("*.whl")):
        package = wheel.name.split("-")[0]
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                last = name.rpartition("/")[2]
                if ".dist-info/" in name and last.upper().startswith(
                    ("LICEN", "COPYING", "NOTICE", "AUTHORS")
                ):
                    found[f"{package}-{last}{'' if '.' in last else '.txt'}"] = archive.read(name)
    return found


def _about(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode("utf-8"))


def _licence(about: Message) -> str:
    named = str(about.get("License-Expression") or about.get("License") or "").strip()
    if named:
        return named.splitlines()[0]
    classified = [
        str(each).rpartition("::")[2].strip()
        for each in about.get_all("Classifier", [])
        if "License" in str(each)
    ]
    return "、".join(classified) or "未写明，见 files/licences"
