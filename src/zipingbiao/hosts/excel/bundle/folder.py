"""The folder that goes to a clerk's PC: what to double-click, the packages, the template, the licences, the sums."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from zipingbiao.hosts.excel.bundle.place import EMBEDDABLE
from zipingbiao.hosts.excel.bundle.set_up import SUMS, TEMPLATE
from zipingbiao.hosts.excel.bundle.wheels import BundleFault, gather, licence_table, licence_texts

#: What differs between the two scripts; all else is one text.
_REMOVING = (
    ("title 自评表 安装", "title 自评表 卸载"),
    ('"WAY=install"', '"WAY=remove"'),
    ("安装到这台电脑的当前用户", "从这台电脑的当前用户卸载"),
    ("交给 Python 安装", "交给 Python 卸载"),
    ("里面的“安装”", "里面的“卸载”"),
)


def write_bundle(out: Path, template: bytes, versions: Sequence[str], embeddable: Path | None) -> None:
    """All of it into an empty folder. :class:`BundleFault` where something of it cannot be had."""
    if out.exists() and any(out.iterdir()):
        raise BundleFault(f"{out} 里已有文件。请换一个空的文件夹。")
    if embeddable is not None and not embeddable.match(EMBEDDABLE):
        raise BundleFault(
            f"{embeddable.name} 不是 python.org 的 64 位免安装包（名称应像 python-3.12.8-embed-amd64.zip）。"
        )
    inner = out / "files"
    gather(inner / "wheels", versions)
    (inner / "start.py").write_text(source("start.py.txt"), encoding="utf-8", newline="\n")
    for name, text in licence_texts(inner / "wheels").items():
        (inner / "licences").mkdir(exist_ok=True)
        (inner / "licences" / name).write_bytes(text)
    (out / "许可证.txt").write_text(licence_table(inner / "wheels"), encoding="utf-8-sig")
    (out / "安装.cmd").write_bytes(script(removing=False))
    (out / "卸载.cmd").write_bytes(script(removing=True))
    (out / "先看我.html").write_text(source("first.html"), encoding="utf-8")
    (out / TEMPLATE).write_bytes(template)
    if embeddable is not None:
        shutil.copyfile(embeddable, out / embeddable.name)
    (out / SUMS).write_text(_sums(out), encoding="utf-8", newline="\n")


def source(name: str) -> str:
    """One of the texts of the bundle."""
    return files("zipingbiao.hosts.excel.bundle").joinpath("sources", name).read_text("utf-8")


def script(*, removing: bool) -> bytes:
    """安装.cmd or 卸载.cmd as a Chinese Windows reads it: GBK, lines ended with CR LF."""
    text = source("install.cmd")
    for install, remove in _REMOVING if removing else ():
        text = text.replace(install, remove)
    return text.replace("\n", "\r\n").encode("gbk")


def _sums(out: Path) -> str:
    paths = sorted(path for path in out.rglob("*") if path.is_file())
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}\n"
        for path in paths
    )
