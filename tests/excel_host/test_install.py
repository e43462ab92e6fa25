"""Installing for one user, on computers of every kind, without Windows."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from zipingbiao import __version__
from zipingbiao.hosts.excel.build import build_xlsm
from zipingbiao.hosts.excel.chain import bundle, links, without_data
from zipingbiao.hosts.excel.install import TakenAway, configuration, install, installed, uninstall
from zipingbiao.hosts.excel.interpreter import NoInterpreter, fault_of, usable
from zipingbiao.hosts.excel.machine import Machine
from zipingbiao.hosts.excel.made_for import made_for
from zipingbiao.hosts.excel.modules import project_modules
from zipingbiao.hosts.excel.vba.project import vba_project
from zipingbiao.hosts.excel.vba.read import module_sources
from zipingbiao.resources import TEMPLATE, workbook_path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home" / ".zipingbiao"))
    libraries = put_libraries(tmp_path / "Roaming" / "Python")
    return Machine("Linux", Path(sys.executable), tmp_path / "prefix", tmp_path / "home", libraries=libraries)


def put_libraries(folder: Path, version: str = version("xlwings")) -> tuple[Path, ...]:
    """xlwings' starter libraries as pip puts them with --user: far from python.exe."""
    folder.mkdir(parents=True, exist_ok=True)
    libraries = tuple(folder / f"xlwings{bits}-{version}.dll" for bits in (64, 32))
    for each in libraries:
        each.write_bytes(b"MZ")
    return libraries


def build() -> bytes:
    return b"xlsm"


#: Excel's launcher cannot be given a path with Chinese signs; that is tested below on a path of its own.
_PLAIN_PATH = pytest.mark.skipif(
    not sys.executable.isascii(), reason="检出文件夹的路径里有中文，本测试用的就是这里的 Python"
)


@_PLAIN_PATH
def test_install_writes_a_conf_without_blank_lines_and_uninstall_takes_all_away(
    machine: Machine, tmp_path: Path
) -> None:
    done = install(machine, tmp_path / "模板", build)
    text = machine.conf.read_text("utf-8")
    assert text.splitlines()[0] == f'"INTERPRETER_WIN","{sys.executable}"'
    assert "" not in text.splitlines()
    assert done.template.read_bytes() == b"xlsm"
    assert installed(machine) == done
    assert '"STARTER FOLDER","' + str(tmp_path / "Roaming" / "Python") in text
    taken = uninstall(machine)
    assert set(taken.gone) == {done.template, machine.conf, machine.record}
    assert taken.left == ()
    assert installed(machine) is None
    assert uninstall(machine) == TakenAway()


@_PLAIN_PATH
def test_an_administrators_signed_template_is_kept(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "自评表模板.xlsm").write_bytes(b"signed")
    done = install(machine, tmp_path, build)
    assert done.kept and done.template.read_bytes() == b"signed"
    assert done.template not in uninstall(machine).gone
    assert done.template.read_bytes() == b"signed"


@_PLAIN_PATH
def test_a_template_signed_or_filled_after_installing_is_left_and_named(
    machine: Machine, tmp_path: Path
) -> None:
    done = install(machine, tmp_path / "t", build)
    done.template.write_bytes(b"signed later")
    taken = uninstall(machine)
    assert taken.left == (done.template,)
    assert done.template.read_bytes() == b"signed later"


@_PLAIN_PATH
def test_a_template_of_ours_that_nobody_touched_is_renewed(machine: Machine, tmp_path: Path) -> None:
    install(machine, tmp_path / "t", build)
    done = install(machine, tmp_path / "t", lambda: b"newer")
    assert not done.kept and done.template.read_bytes() == b"newer"
    done.template.write_bytes(b"filled")
    assert install(machine, tmp_path / "t", build).template.read_bytes() == b"filled"


@_PLAIN_PATH
@pytest.mark.parametrize("there", [(), ("0.30.1",)])
def test_without_its_starter_library_nothing_is_installed(
    there: tuple[str, ...], machine: Machine, tmp_path: Path
) -> None:
    """Quarantined by an anti-virus program, or of another xlwings."""
    old = tuple(path for each in there for path in put_libraries(tmp_path / "old", each))
    with pytest.raises(NoInterpreter, match=f"xlwings64-{version('xlwings')}.dll"):
        install(replace(machine, libraries=old), tmp_path / "t", build)
    assert not machine.conf.exists() and not (tmp_path / "t").exists()


def test_users_of_one_pc_have_environments_of_their_own(machine: Machine, tmp_path: Path) -> None:
    """What one of them takes away, the other keeps."""
    shared = {"PUBLIC": str(tmp_path / "Public")}
    users = [
        replace(machine, python=Path(f"/home/{name}/python"), home=tmp_path / name, environ=shared)
        for name in ("张三", "李四")
    ]
    first, second = (install(each, each.home / "t", build) for each in users)
    assert first.environment != second.environment
    uninstall(users[0])
    assert second.environment is not None and second.python.exists()
    assert not first.python.exists()
    assert (second.environment.parent.stat().st_mode & 0o077) == 0


def test_a_template_of_another_xlwings_is_seen(machine: Machine, tmp_path: Path) -> None:
    """Read out of the macros of the file."""
    template = build_xlsm(workbook_path(TEMPLATE).read_bytes())
    path = tmp_path / "t" / "自评表模板.xlsm"
    path.parent.mkdir()
    path.write_bytes(template)
    assert made_for(path) == version("xlwings")
    install(machine, path.parent, build)
    windows = replace(machine, system="Windows")
    found = {link.name: link for link in links(windows)}
    assert found["模板"].state == "good" and "没有改动" in found["模板"].found
    assert found["启动库 xlwings*.dll"].state == "good"
    path.write_bytes(with_xlwings(template, "0.30.1"))
    found = {link.name: link for link in links(windows)}
    assert found["模板"].state == "broken" and "0.30.1" in found["模板"].found
    assert found["启动库 xlwings*.dll"].state == "broken"


def with_xlwings(package: bytes, other: str) -> bytes:
    """The same workbook, its macros made for another version."""
    modules = [
        replace(each, source=each.source.replace(version("xlwings"), other))
        for each in project_modules(("Sheet1", "Sheet2"))
    ]
    project = vba_project("Zipingbiao", tuple(modules))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, project if name == "xl/vbaProject.bin" else source.read(name))
    return out.getvalue()


def test_the_sources_of_a_project_that_excel_wrote_are_read() -> None:
    """There, what Excel compiled stands before each source, and small streams lie in the root's."""
    theirs = pytest.importorskip("pyopenvba")
    blank = Path(theirs.__file__).parent / "_templates" / "blank_files" / "blank_workbook.xlsm"
    with zipfile.ZipFile(blank) as archive:
        found = list(module_sources(archive.read("xl/vbaProject.bin")))
    names = {line for source in found for line in source.splitlines() if line.startswith("Attribute VB_Name")}
    assert names == {f'Attribute VB_Name = "{name}"' for name in ("ThisWorkbook", "Sheet1", "Module1")}


@pytest.mark.parametrize("damage", [b"", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20)])
def test_a_damaged_project_has_no_version(damage: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsm"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/vbaProject.bin", damage)
    assert made_for(path) == ""


def test_excel_of_the_store_is_seen(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Machine, "excel", lambda self: Path(r"C:\Program Files\WindowsApps\Office\EXCEL.EXE"))
    found = {link.name: link for link in links(replace(machine, system="Windows"))}
    assert found["Excel"].state == "broken" and "应用商店" in found["Excel"].found


def test_a_chinese_user_name_gets_an_environment_under_a_plain_folder(
    machine: Machine, tmp_path: Path
) -> None:
    """The interpreter of C:\\Users\\张三 cannot be handed to Excel; one under PUBLIC can."""
    away = replace(
        machine, python=Path("/home/张三/python/bin/python3"), environ={"PUBLIC": str(tmp_path / "public")}
    )
    python = usable(away)
    assert str(python).startswith(str(tmp_path / "public"))
    assert machine.runs(python, "import zipingbiao; print(zipingbiao.__version__)") == __version__
    done = install(away, tmp_path / "t", build)
    assert done.environment is not None
    uninstall(away)
    assert not done.environment.exists()


def test_the_store_python_is_refused_with_a_way_out(machine: Machine) -> None:
    store = replace(machine, python=Path(r"C:\Program Files\WindowsApps\Python.3.11\python.exe"))
    with pytest.raises(NoInterpreter, match=r"python\.org"):
        usable(store)


def test_no_plain_folder_is_said(machine: Machine) -> None:
    with pytest.raises(NoInterpreter, match="ZIPINGBIAO_ENV"):
        usable(replace(machine, python=Path("/用户/python")))


@pytest.mark.parametrize(("path", "good"), [(r"C:\Python311\python.exe", True), (r"D:\张\python.exe", False)])
def test_which_paths_excel_can_start(path: str, good: bool) -> None:
    assert (fault_of(Path(path)) == "") is good


def test_the_configuration_names_the_interpreter() -> None:
    assert '"INTERPRETER_WIN","C:\\Python311\\python.exe"' in configuration(
        Path(r"C:\Python311\python.exe"), Path(r"C:\Python311")
    )


def test_doctor_off_windows_says_what_works_there(machine: Machine) -> None:
    (only,) = links(machine)
    assert "命令行" in only.advice


def test_doctor_on_windows_names_each_broken_link(machine: Machine) -> None:
    found = {link.name: link for link in links(replace(machine, system="Windows"))}
    assert found["Excel"].state == "broken"
    assert f'"{machine.python}" -m zipingbiao excel install' in found["配置文件"].advice
    assert all(link.advice for link in found.values() if link.state == "broken")


def test_the_support_bundle_holds_no_project_names_and_amounts(machine: Machine, tmp_path: Path) -> None:
    home = tmp_path / "home" / ".zipingbiao"
    home.mkdir(parents=True)
    log = '== 2026-01-01 zipingbiao\n  File "/某局/a.py", line 3, in f\nValueError: 应急指挥中心 200.25万元'
    (home / "zipingbiao.log").write_text(log, encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(bundle(machine, with_data=False))) as archive:
        text = archive.read("zipingbiao.log").decode()
        assert json.loads(archive.read("doctor.json"))[0]["name"] == "操作系统"
    assert "应急" not in text
    assert "200.25" not in text
    assert "line 3, in f" in text
    assert "某局" not in text
    assert without_data("Traceback (most recent call last):") == "Traceback (most recent call last):"
