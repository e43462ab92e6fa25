"""Installing, looking, uninstalling: nothing is left behind, and what is missing is said."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import zipingbiao
from libreoffice.running import Running, missing
from zipingbiao.hosts.buttons.table import BUTTONS
from zipingbiao.hosts.cli.main import run
from zipingbiao.hosts.functions.table import FUNCTIONS
from zipingbiao.hosts.libreoffice.extension import FUNCTIONS as MODULE
from zipingbiao.hosts.libreoffice.extension import PROTOCOL, extension, functions_source
from zipingbiao.hosts.libreoffice.install import package_folders


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_places_give_the_same_bytes() -> None:
    assert extension(["/one"]) == extension(["/one"]) != extension(["/two"])


def test_it_loads_the_package_that_installed_it() -> None:
    """Another one may lie among the packages, or be named there by an installation in place."""
    assert (Path(package_folders()[0]) / "zipingbiao" / "hosts" / "libreoffice").is_dir()
    assert Path(package_folders()[0]) == Path(zipingbiao.__file__).parents[1]


def test_every_part_is_sound_xml() -> None:
    for name, content in parts(extension([])).items():
        if name.endswith((".xcu", ".xml", ".components")):
            ElementTree.fromstring(content)


def test_toolbar_and_menu_hold_each_button_once() -> None:
    text = parts(extension([]))["Addons.xcu"].decode()
    for each in BUTTONS:
        assert text.count(f"<value>{PROTOCOL}{each.id}</value>") == 2
        assert text.count(f"<value>{each.label}</value>") == 2


def test_the_wrappers_are_those_of_excel() -> None:
    source = functions_source()
    assert source.startswith("Option VBASupport 1\n") and source.isascii()
    assert re.findall(r"^Public Function (\w+)\(", source, re.M) == [each.name for each in FUNCTIONS]


def test_without_the_package_a_function_gives_an_error_value(tmp_path: Path) -> None:
    """The component loads whatever is missing: LibreOffice's modules stood in for, no place of ours known."""
    folder = tmp_path / "extension"
    folder.mkdir()
    for name, content in parts(extension([])).items():
        if "/" not in name:
            (folder / name).write_bytes(content)
    code = (
        "import sys, types, math\n"
        "class Any(types.ModuleType):\n"
        "    def __getattr__(self, name): return type(name, (), {'__init__': lambda s, *a: None, 'addImplementation': lambda s, *a: None})\n"
        "for name in ('uno', 'unohelper', 'com', 'com.sun', 'com.sun.star', 'com.sun.star.frame', 'com.sun.star.lang',\n"
        "             'com.sun.star.sheet', 'com.sun.star.task'): sys.modules[name] = Any(name)\n"
        f"sys.path.insert(0, {str(folder)!r})\n"
        "import component\n"
        "assert component.SERVICE is None and 'zipingbiao' in component.MISSING, component.MISSING\n"
        "assert math.isnan(component.Answers(None).callFunction('PERF_GRADE', (95.0, '|')))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_no_libreoffice_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", "/nowhere/soffice")
    assert run(["libreoffice", "install"]) == 2
    assert "没有找到 LibreOffice" in capsys.readouterr().err
    assert run(["libreoffice", "doctor"]) == 1


def test_uninstall_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    why = missing()
    if why:
        pytest.skip(why)
    office = Running(tmp_path)
    profile = office.place.profile
    assert profile is not None
    office.desktop.terminate()
    office.process.wait(20)
    module = profile / "user" / "basic" / "Standard" / f"{MODULE}.xba"
    assert module.is_file()
    assert run(["libreoffice", "doctor", "--profile", str(profile)]) == 0
    assert run(["libreoffice", "uninstall", "--profile", str(profile)]) == 0
    assert "扩展、单元格函数" in capsys.readouterr().out
    assert not module.exists()
    left = [path for path in profile.rglob("*") if path.is_file() and "zipingbiao" in path.name.lower()]
    assert left == []
    assert MODULE not in (profile / "user" / "basic" / "Standard" / "script.xlb").read_text("utf-8")
    assert run(["libreoffice", "doctor", "--profile", str(profile)]) == 1
    assert run(["libreoffice", "uninstall", "--profile", str(profile)]) == 0
    assert "没有安装过" in capsys.readouterr().out
