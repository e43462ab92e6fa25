"""Pyodide as npm gives it: fetched once, kept in the user's folder, every file held against its pinned checksum."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from zipingbiao.hosts.page.build.fault import BuildFault
from zipingbiao.settings import home


@dataclass(frozen=True, slots=True)
class Pinned:
    """The one Pyodide this edition of the page is built on."""

    version: str
    python: str
    sha256: Mapping[str, str]


def pinned() -> Pinned:
    """`pinned.toml`."""
    data = tomllib.loads(files("zipingbiao.hosts.page.build").joinpath("pinned.toml").read_text("utf-8"))
    return Pinned(data["version"], data["python"], data["sha256"])


def pyodide_folder(given: Path | None) -> Path:
    """The folder of Pyodide's files. `given`: where an administrator without network has put the npm package."""
    wanted = pinned()
    folder = given or home() / "web" / f"pyodide-{wanted.version}"
    if given is None and not _whole(folder, wanted):
        _fetch(folder, wanted)
    for name, digest in wanted.sha256.items():
        _held(folder / name, digest, wanted.version)
    return folder


def _whole(folder: Path, wanted: Pinned) -> bool:
    return all((folder / name).is_file() for name in wanted.sha256)


def _held(path: Path, digest: str, version: str) -> None:
    if not path.is_file():
        raise BuildFault(
            f"{path.parent} 里没有 {path.name}。请放入 npm 包 pyodide {version} 的全部文件，再运行一次。"
        )
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise BuildFault(
            f"{path} 与登记的校验和不符：不是 pyodide {version}，或文件已损坏。请删除 {path.parent} 再运行一次。"
        )


def _fetch(folder: Path, wanted: Pinned) -> None:
    """`npm pack`, unpacked. Nothing of the package is run."""
    npm = shutil.which("npm")
    if npm is None:
        raise BuildFault(
            f"没有找到 npm，取不到 pyodide {wanted.version}。请安装 Node.js；不能上网的电脑请把这个 npm 包解开，用 --pyodide 指明文件夹。"
        )
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run(
            [npm, "pack", f"pyodide@{wanted.version}", "--pack-destination", place, "--silent"],
            capture_output=True,
            text=True,
            cwd=place,
            check=False,
        )
        packed = next(Path(place).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise BuildFault(f"npm 没有取到 pyodide {wanted.version}，请检查网络或 npm 的设置，再运行一次。")
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(packed) as archive:
            for name in wanted.sha256:
                member = archive.extractfile(f"package/{name}")
                if member is not None:
                    (folder / name).write_bytes(member.read())
