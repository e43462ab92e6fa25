"""Whether what an installation writes down will still be there tomorrow: a borrowed Python goes its own ways."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from zipingbiao.hosts.health.link import Link

#: How the folder of a borrowed Python begins, and what becomes of it.
_OTHERS = (
    (
        ("anaconda", "miniconda", "conda", "miniforge", "mambaforge"),
        "属于 conda：删掉或升级那个环境，这里就不能用了。请用 python.org 的 Python，或给本工具单独建一个环境。",
    ),
    (("wps office", "kingsoft"), "是 WPS 自带的：WPS 升级时会整个换掉。请用 python.org 的 Python 安装 zipingbiao。"),
    (("windowsapps",), "属于应用商店版 Python：别的程序不一定启动得了它。请用 python.org 的 Python 安装 zipingbiao。"),
)  # fmt: skip
_NAME = "记下的位置"
#: Where an active environment says where it is.
_ACTIVE = ("VIRTUAL_ENV", "CONDA_PREFIX")


def doubts(
    recorded: Sequence[Path],
    prefix: Path | None = None,
    environ: Mapping[str, str] | None = None,
    temporary: Sequence[Path] | None = None,
) -> list[str]:
    """What to know before relying on these places, a sentence each. `prefix`: the running environment."""
    prefix = Path(sys.prefix) if prefix is None else prefix
    environ = os.environ if environ is None else environ
    temporary = _temporary(environ) if temporary is None else temporary
    return [
        *_in_passing(recorded, temporary),
        *_of_others([*recorded, prefix]),
        *_not_the_active_one(prefix, environ),
    ]


def lasting_link(recorded: Sequence[Path]) -> Link:
    """The same for a doctor."""
    said = doubts(recorded)
    if not said:
        return Link(_NAME, "good", str(recorded[0]))
    return Link(_NAME, "missing", "不一定留得住", "".join(said))


def _temporary(environ: Mapping[str, str]) -> list[Path]:
    named = (environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP"))
    return [Path(tempfile.gettempdir()), *(Path(name) for name in named if name)]


def _in_passing(recorded: Sequence[Path], temporary: Sequence[Path]) -> list[str]:
    passing = [place for place in recorded if any(_inside(place, folder) for folder in temporary)]
    return [
        f"{place} 在临时文件夹里，清理磁盘或重启后就没有了。请把 zipingbiao 装到固定的文件夹，再装一次。"
        for place in passing[:1]
    ]


def _of_others(places: Sequence[Path]) -> list[str]:
    said = []
    for beginnings, becomes in _OTHERS:
        theirs = [place for place in places if _begins(place, beginnings)]
        said += [f"{place} {becomes}" for place in theirs[:1]]
    return said


def _begins(place: Path, beginnings: tuple[str, ...]) -> bool:
    return any(part.lower().startswith(beginnings) for part in place.parts)


def _not_the_active_one(prefix: Path, environ: Mapping[str, str]) -> list[str]:
    """Somebody worked in one environment and called the program of another."""
    active = [Path(environ[name]) for name in _ACTIVE if environ.get(name)]
    if not active or any(_same(each, prefix) for each in active):
        return []
    return [
        f"现在激活的环境是 {active[0]}，记下的却是 {prefix} 的 zipingbiao。不是有意的，请在想用的环境里运行 python -m zipingbiao，再装一次。"
    ]


def _inside(place: Path, folder: Path) -> bool:
    return place.resolve().is_relative_to(folder.resolve())


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
