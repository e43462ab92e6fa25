"""The environment LibreOffice is started with: nothing in it that belongs to another Python.

LibreOffice embeds a Python that looks for its library beside the first `python3` of the PATH, and obeys Python's own
variables. Whoever has pyenv or conda first there gets a LibreOffice whose scripts end in errors of UNO.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

#: Whoever set them meant another Python than LibreOffice's.
_OF_PYTHON = ("PYTHON", "VIRTUAL_ENV", "CONDA_", "PYENV_")
#: Where a Linux keeps the Python that its LibreOffice was built with.
_OF_SYSTEM = ("/usr/bin", "/bin", "/usr/sbin", "/sbin")


def office_environment(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """What of an environment (ours, where none is given) LibreOffice may see."""
    given = os.environ if environ is None else environ
    kept = {name: value for name, value in given.items() if not name.startswith(_OF_PYTHON)}
    if os.name != "nt":  # there it brings a Python of its own, and asks no PATH
        kept["PATH"] = os.pathsep.join(_without_pythons(given.get("PATH", "")))
    return kept


def foreign_python(environ: Mapping[str, str] | None = None) -> str:
    """The folder before the system's own whose `python3` LibreOffice would take for its own; "" where none is."""
    given = os.environ if environ is None else environ
    if os.name == "nt":
        return ""
    for folder in given.get("PATH", "").split(os.pathsep):
        if folder in _OF_SYSTEM:
            return ""
        if folder and _has_python(folder):
            return folder
    return ""


def _without_pythons(path: str) -> list[str]:
    folders = [each for each in path.split(os.pathsep) if each]
    kept = [each for each in folders if each in _OF_SYSTEM or not _has_python(each)]
    return kept + [each for each in _OF_SYSTEM[:2] if each not in kept]


def _has_python(folder: str) -> bool:
    return any(Path(folder, name).exists() for name in ("python3", "python"))
