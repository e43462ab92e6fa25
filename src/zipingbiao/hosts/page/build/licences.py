"""What is inside the page and under which licences, as 关于 shows it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from zipingbiao import __version__
from zipingbiao.hosts.page.build.pyodide import Pinned
from zipingbiao.hosts.page.build.sources import libraries
from zipingbiao.resources import shipped


@dataclass(frozen=True, slots=True)
class Licence:
    """One part of the page: its name with version, the licence's short name, the licence's words."""

    title: str
    licence: str
    text: str


def licences(pinned: Pinned) -> list[Licence]:
    """Ours first, then Pyodide and Python, what is compiled into them, and the libraries."""
    folder = files("zipingbiao.hosts.page").joinpath("licences")
    inside = tomllib.loads(folder.joinpath("inside.toml").read_text("utf-8"))
    versions = {"pyodide": pinned.version, "python": pinned.python}
    others = [
        Licence(
            f"{each['name']} {versions.get(each.get('version_of', ''), '')}".strip(),
            each["licence"],
            folder.joinpath(each["text"]).read_text("utf-8") if "text" in each else each["notice"],
        )
        for each in inside["part"]
    ]
    pure = [Licence(f"{each.name} {each.version}", each.licence, each.text) for each in libraries()]
    return [Licence(f"zipingbiao {__version__}", "MIT", _ours()), *others, *pure]


def _ours() -> str:
    path: Path = shipped() / "LICENSE"
    return path.read_text("utf-8") if path.is_file() else "MIT"
