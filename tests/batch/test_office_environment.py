"""What LibreOffice may see of the environment: nothing of another Python, and all the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zipingbiao.batch.office_environment import foreign_python, office_environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows 的 LibreOffice 自带 Python，不看 PATH")


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """One folder with each name a Python goes by, and one with tools only."""
    names = {"conda": "python3", "pyenv": "python", "tools": "git"}
    for folder, name in names.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).touch()
    return {folder: str(tmp_path / folder) for folder in names}


def path_of(*folders: str) -> dict[str, str]:
    return {"PATH": ":".join(folders)}


def test_folders_with_a_python_go_and_those_of_the_system_are_there(folders: dict[str, str]) -> None:
    conda, pyenv, tools = folders["conda"], folders["pyenv"], folders["tools"]
    assert office_environment(path_of(conda, tools, pyenv)) == path_of(tools, "/usr/bin", "/bin")
    # The system's own stay where they stand, each once; an empty entry would be the current folder.
    assert office_environment(path_of("/bin", "", tools, conda, "/usr/bin")) == path_of(
        "/bin", tools, "/usr/bin"
    )
    assert office_environment({"LANG": "zh_CN.UTF-8"}) == {"LANG": "zh_CN.UTF-8", "PATH": "/usr/bin:/bin"}


def test_what_speaks_to_python_goes() -> None:
    given = {"PYTHONPATH": "x", "PYTHONHOME": "x", "VIRTUAL_ENV": "x", "CONDA_PREFIX": "x", "PYENV_ROOT": "x"}
    kept = {"HOME": "/home/a", "MY_PYTHON": "x"}
    assert office_environment(given | kept | path_of("/bin")) == kept | path_of("/bin", "/usr/bin")


def test_where_no_environment_is_given_it_is_ours(
    folders: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", folders["conda"])
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    assert office_environment()["PATH"] == "/usr/bin:/bin"
    assert "PYTHONSAFEPATH" not in office_environment()
    assert foreign_python() == folders["conda"]


def test_a_python_is_foreign_where_it_stands_before_the_systems_own(folders: dict[str, str]) -> None:
    conda, pyenv, tools = folders["conda"], folders["pyenv"], folders["tools"]
    assert foreign_python(path_of(tools, "", pyenv, conda, "/usr/bin")) == pyenv
    for system in ("/usr/bin", "/bin", "/usr/sbin", "/sbin"):
        assert foreign_python(path_of(tools, system, conda)) == ""
    assert foreign_python(path_of(tools)) == foreign_python({}) == ""


def test_windows_asks_no_path(folders: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    given = {**path_of(folders["conda"]), "PYTHONHOME": "x"}
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        told = foreign_python(given), office_environment(given)
    assert told == ("", path_of(folders["conda"]))
