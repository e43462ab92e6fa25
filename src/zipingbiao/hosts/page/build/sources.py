"""The Python files and the data that go into the page: our package without the hosts it cannot have, and pure libraries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from zipingbiao.hosts.page.build.fault import BuildFault
from zipingbiao.resources import PACKED, shipped

#: Libraries inside the page; only their .py files go in, so that MarkupSafe is the pure one.
LIBRARIES = ("click", "jinja2", "markupsafe", "openpyxl", "et_xmlfile")
#: Inside where this machine has them: old workbooks (.xls).
_WHERE_INSTALLED = ("xlrd",)
_PACKAGE = Path(__file__).parents[3]
#: Folders of our package that have no place in a browser.
_NOT_INSIDE = (
    "hosts/excel",
    "hosts/libreoffice",
    "hosts/wps",
    "hosts/buttons",
    "hosts/functions",
    "hosts/health",
    "hosts/cli/excel.py",
    "hosts/cli/libreoffice.py",
    "hosts/cli/web.py",
    "hosts/cli/doctor.py",
    # Whose word counts is asked of a register, which a browser never opens.
    *(f"hosts/cli/desk/{name}" for name in ("command", "export", "letters", "shown")),
    *(f"desk/{name}" for name in ("answers", "export", "files", "intake", "letters", "opinions")),
    *(f"desk/{name}" for name in ("outcomes", "seen", "status", "stored")),
    "hosts/page/build",
    "hosts/page/web",
    "_shipped",
)
_NOT_OF_A_LIBRARY = ("/tests/", "/test/")


@dataclass(frozen=True, slots=True)
class Library:
    """A library inside the page, with what its licence says."""

    name: str
    version: str
    licence: str
    text: str


def our_files() -> dict[str, bytes]:
    """Our package: modules, rule data, templates and workbooks as an installed wheel has them."""
    found = {
        f"zipingbiao/{name}": path.read_bytes()
        for path in sorted(_PACKAGE.rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and not (name := path.relative_to(_PACKAGE).as_posix()).startswith(_NOT_INSIDE)
    }
    for folder in ("templates", "workbooks"):
        for path in sorted((shipped() / folder).rglob("*")):
            if path.is_file():
                above = path.parent.relative_to(shipped()).as_posix()
                found[f"zipingbiao/_shipped/{above}/{PACKED.get(path.name, path.name)}"] = path.read_bytes()
    return found


def library_files() -> dict[str, bytes]:
    """The pure-Python files of the libraries as installed here."""
    return {name: path.read_bytes() for library in _inside() for name, path in _python_files(library)}


def libraries() -> list[Library]:
    """What the page holds of others, for 关于."""
    return [_described(name) for name in _inside()]


def _inside() -> tuple[str, ...]:
    return (*LIBRARIES, *(name for name in _WHERE_INSTALLED if find_spec(name) is not None))


def _python_files(library: str) -> Iterator[tuple[str, Path]]:
    for file in _distribution(library).files or ():
        name = file.as_posix()
        if (
            name.endswith(".py")
            and name.startswith(f"{library}/")
            and not any(no in name for no in _NOT_OF_A_LIBRARY)
        ):
            yield name, Path(str(file.locate()))


def _described(name: str) -> Library:
    found = _distribution(name)
    data = found.metadata
    said = (data[key] for key in ("License-Expression", "License") if key in data)
    classified = (each for each in data.get_all("Classifier", []) if each.startswith("License"))
    licence = next(chain(said, (each.rsplit(" :: ", 1)[-1] for each in classified)), "")
    texts = [
        Path(str(file.locate())).read_text("utf-8")
        for file in found.files or ()
        if file.name.upper().startswith(("LICENSE", "LICENCE")) and file.parts[0].endswith(".dist-info")
    ]
    return Library(data["Name"], found.version, licence.splitlines()[0] if licence else "", "\n".join(texts))


def _distribution(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as fault:
        raise BuildFault(f"没有安装 {name}，请重新安装 zipingbiao，再生成网页。") from fault
