"""Installing for one user, on computers of every kind, without Windows."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from zipingbiao import __version__
from zipingbiao.hosts.excel.chain import bundle, links, without_data
from zipingbiao.hosts.excel.install import configuration, install, installed, uninstall
from zipingbiao.hosts.excel.interpreter import NoInterpreter, fault_of, usable
from zipingbiao.hosts.excel.machine import Machine


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home" / ".zipingbiao"))
    return Machine("Linux", Path(sys.executable), Path(sys.prefix), tmp_path / "home")


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
    gone = uninstall(machine)
    assert set(gone) == {done.template, machine.conf, machine.record}
    assert installed(machine) is None
    assert uninstall(machine) == []


@_PLAIN_PATH
def test_an_administrators_signed_template_is_kept(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "自评表模板.xlsm").write_bytes(b"signed")
    assert install(machine, tmp_path, build).template.read_bytes() == b"signed"


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
    assert '"INTERPRETER_WIN","C:\\Python311\\python.exe"' in configuration(Path(r"C:\Python311\python.exe"))


def test_doctor_off_windows_says_what_works_there(machine: Machine) -> None:
    (only,) = links(machine)
    assert "命令行" in only.advice


def test_doctor_on_windows_names_each_broken_link(machine: Machine) -> None:
    found = {link.name: link for link in links(replace(machine, system="Windows"))}
    assert found["Excel"].state == "broken"
    assert found["配置文件"].advice == "请运行 zipingbiao excel install。"
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
