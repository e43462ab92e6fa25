"""What the user or the office set up: settings, own rules, own texts, folders. Each is mended by whoever wrote it."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from zipingbiao.hosts.health.link import Link, tried

_READ = (".j2", ".toml")


def own() -> Iterator[Link]:
    """Settings first: where they cannot be read, nobody knows what else is meant."""
    yield tried("设置", _settings, "请按提示改正设置文件，或删去它恢复默认设置。")
    yield tried("所用的规则", _rulebook, "请改正规则文件，或用 zipingbiao config 看是哪个设置指定的。")
    yield tried("自己的说明模板", _templates, "请改正自己的说明模板，或删去设置里的 templates。")
    yield tried("个人文件夹可写", _home, "请核对这个文件夹的权限，或用环境变量 ZIPINGBIAO_HOME 换一个位置。")
    yield tried("临时文件夹可写", _temporary, "请检查磁盘空间和 TEMP 文件夹权限。")


def _settings() -> str:
    from zipingbiao.settings import load_settings, settings_files

    load_settings()
    there = [str(path) for path in settings_files() if path.is_file()]
    return "、".join(there) or "默认设置"


def _rulebook() -> str:
    from zipingbiao.own_rulebook import own_rulebook
    from zipingbiao.rulebook.load import load

    return load(own_rulebook()).title


def _templates() -> str:
    """A file of another name than a shipped one replaces nothing, and nobody would notice."""
    from zipingbiao.narrative.narrator import Narrator
    from zipingbiao.resources import template_names
    from zipingbiao.settings import load_settings

    folder = load_settings().templates
    if folder is None:
        return "没有，用自带的"
    if not folder.is_dir():
        raise FileNotFoundError(f"templates 指的文件夹 {folder} 不存在")
    known = template_names("narrative")
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in _READ and file.name not in known:
            near = get_close_matches(file.name, known, n=1)
            hint = f"（是不是“{near[0]}”？）" if near else ""
            raise ValueError(f"{folder} 里的 {file.name} 不是模板的名称{hint}，没有用上")
    Narrator.load(directories=(folder,))
    return str(folder)


def _home() -> str:
    from zipingbiao.settings import home

    _writes(home())
    return str(home())


def _temporary() -> str:
    with tempfile.TemporaryDirectory() as folder:
        _writes(Path(folder))
    return tempfile.gettempdir()


def _writes(folder: Path) -> None:
    """A file with a Chinese name, written and taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"自评表-{uuid.uuid4().hex[:8]}.txt"
    file.write_text("好", encoding="utf-8")
    file.unlink()
