"""The doctor against a machine broken on purpose, one thing at a time: each break is found, and told with its own cure.

Each case runs `zipingbiao doctor` in a process of its own, on a copy of the program that may be damaged.
"""

from __future__ import annotations

import compileall
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parents[1]
PRINTS = '#!/bin/sh\nfor last; do :; done\nwhile [ "$1" != "--outdir" ]; do shift; done\nprintf %%PDF > "$2/$(basename "$last" .xlsx).pdf"\n'
BLOCKED = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {module!r}:
            raise {fault}
sys.meta_path.insert(0, Blocker())
"""


@dataclass
class Machine:
    """A copy of the program, a home, and what stands around them."""

    top: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def package(self) -> Path:
        return self.top / "src" / "zipingbiao"

    @property
    def home(self) -> Path:
        return self.top / "home"

    def at_start(self, code: str) -> None:
        """Code that Python runs before anything else."""
        (self.top / "start").mkdir()
        (self.top / "start" / "sitecustomize.py").write_text(code, "utf-8")

    def office(self, script: str) -> None:
        program = self.top / "soffice"
        program.write_text(script, "utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.environ["ZIPINGBIAO_SOFFICE"] = str(program)

    def settings(self, text: str) -> None:
        self.home.mkdir(exist_ok=True)
        (self.home / "settings.toml").write_text(text, "utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environ = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(self.top / "start"), str(self.top / "src"))),
            "ZIPINGBIAO_HOME": str(self.home),
            "PYTHONUTF8": "1",
            **self.environ,
        }
        return subprocess.run(
            [sys.executable, "-m", "zipingbiao", *arguments],
            capture_output=True, text=True, encoding="utf-8", env=environ, cwd=self.top,
        )  # fmt: skip

    def links(self) -> dict[str, dict[str, str]]:
        done = self.run("doctor", "--json")
        assert "Traceback" not in done.stderr, done.stderr
        found: Any = json.loads(done.stdout)
        links = {each["name"]: each for each in found["links"]}
        broken = [name for name, each in links.items() if each["state"] == "broken"]
        assert done.returncode == (1 if broken else 0)
        return links


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, compiled: each case starts it anew."""
    whole = tmp_path_factory.mktemp("program")
    for name in ("src", "templates", "workbooks"):
        shutil.copytree(TOP / name, whole / name)
    shutil.copy(TOP / "pyproject.toml", whole)
    compileall.compile_dir(whole / "src", quiet=1)
    return whole


@pytest.fixture
def machine(program: Path, tmp_path: Path) -> Machine:
    """Its files are links to those of the one program: what is damaged is replaced, never written into."""
    shutil.copytree(program, tmp_path, copy_function=os.link, dirs_exist_ok=True)
    made = Machine(tmp_path)
    made.office(PRINTS)
    return made


def blocked(module: str, fault: str) -> Callable[[Machine], None]:
    return lambda machine: machine.at_start(BLOCKED.format(module=module, fault=fault))


def gone(module: str) -> Callable[[Machine], None]:
    """Its files are gone; the record of the installation is still there."""
    return blocked(module, f"ModuleNotFoundError(\"No module named '{module}'\", name={module!r})")


def damaged(*path: str) -> Callable[[Machine], None]:
    def replace(machine: Machine) -> None:
        machine.top.joinpath(*path).unlink()
        machine.top.joinpath(*path).write_bytes(b"\0 no such file \xff")

    return replace


def removed(*path: str) -> Callable[[Machine], None]:
    return lambda machine: machine.top.joinpath(*path).unlink()


def said(text: str) -> Callable[[Machine], None]:
    return lambda machine: machine.settings(text)


def old(module: str, version: str) -> Callable[[Machine], None]:
    return lambda machine: machine.at_start(f"import {module}\n{module}.__version__ = {version!r}\n")


def misnamed_template(machine: Machine) -> None:
    own = machine.top / "own"
    own.mkdir()
    (own / "rwo.j2").write_text("好", "utf-8")
    machine.settings(f'templates = "{own.as_posix()}"\n')


def broken_template(machine: Machine) -> None:
    own = machine.top / "own"
    own.mkdir()
    (own / "row.j2").write_text("{% for a in b %}{% endfor %}", "utf-8")
    machine.settings(f'templates = "{own.as_posix()}"\n')


def own_rules_broken(machine: Machine) -> None:
    rules = machine.top / "rules.toml"
    rules.write_text("[book]\nname = 3\n", "utf-8")
    machine.settings(f'rulebook = "{rules.as_posix()}"\n')


def home_is_a_file(machine: Machine) -> None:
    machine.home.write_text("", "utf-8")


def no_such_office(machine: Machine) -> None:
    machine.environ["ZIPINGBIAO_SOFFICE"] = str(machine.top / "nowhere")


AGAIN = "pip install --force-reinstall zipingbiao"
#: What is broken → how, the links that tell it, and a piece of the cure.
BREAKS: dict[str, tuple[Callable[[Machine], None], tuple[str, ...], str]] = {
    "pandas gone, its record left": (gone("pandas"), ("pandas",), "--force-reinstall pandas"),
    "pandas of another Python": (blocked("pandas", 'ImportError("undefined symbol: PyX")'), ("pandas",), "--force-reinstall pandas"),
    "openpyxl below the minimum": (old("openpyxl", "2.6.4"), ("openpyxl",), "pip install -U openpyxl"),
    "openpyxl damaged": (blocked("openpyxl", 'SyntaxError("invalid syntax")'), ("openpyxl",), "--force-reinstall openpyxl"),
    "jinja2 gone": (gone("jinja2"), ("jinja2",), "--force-reinstall jinja2"),
    "click gone": (gone("click"), ("click",), "--force-reinstall click"),
    "rich gone": (gone("rich"), ("rich",), "--force-reinstall rich"),
    "xlrd damaged": (blocked("xlrd", 'ValueError("bad marshal data")'), ("xlrd",), "--force-reinstall xlrd"),
    "catalogue of rules damaged": (damaged("src", "zipingbiao", "checks", "catalogue.toml"), ("审核规则",), AGAIN),
    "base rulebook damaged": (damaged("src", "zipingbiao", "rulebook", "data", "cn.toml"), ("评分规则",), AGAIN),
    "lexicon missing": (removed("src", "zipingbiao", "form", "quantity", "lexicon.toml"), ("计分",), AGAIN),
    "form template damaged": (damaged("workbooks", "自评表模板.xlsx"), ("标准模板",), AGAIN),
    "ledger template missing": (removed("workbooks", "自评台账模板.xlsx"), ("台账模板",), AGAIN),
    "demonstration ledger damaged": (damaged("workbooks", "应急指挥保障中心2024年度自评台账.xlsx"), ("台账模板",), AGAIN),
    "shipped narrative damaged": (damaged("templates", "narrative", "row.j2"), ("自带的说明模板",), AGAIN),
    "shipped reasons missing": (removed("templates", "narrative", "reasons.toml"), ("自带的说明模板",), AGAIN),
    "settings not readable": (said("rulebook = cn\n"), ("设置",), "设置文件"),
    "setting misspelt": (said('rulebok = "cn"\n'), ("设置",), "设置文件"),
    "setting of a wrong type": (said('plain_values = "false"\n'), ("设置",), "设置文件"),
    "rulebook of no such name": (said('rulebook = "cn-hubie"\n'), ("所用的规则",), "config"),
    "own rulebook broken": (own_rules_broken, ("所用的规则",), "规则文件"),
    "own template misnamed": (misnamed_template, ("自己的说明模板",), "自己的说明模板"),
    "own template refused": (broken_template, ("自己的说明模板",), "自己的说明模板"),
    "folder of templates gone": (said('templates = "/no/such/folder"\n'), ("自己的说明模板",), "自己的说明模板"),
    "home not writable": (home_is_a_file, ("个人文件夹可写",), "ZIPINGBIAO_HOME"),
    "soffice that fails": (lambda machine: machine.office("#!/bin/sh\nexit 77\n"), ("LibreOffice",), "重新安装"),
    "soffice named and not there": (no_such_office, ("LibreOffice",), "ZIPINGBIAO_SOFFICE"),
}  # fmt: skip
#: What one break may break besides: nobody can score without a rulebook, or read settings that are not there.
BESIDES: dict[str, set[str]] = {
    "settings not readable": {"所用的规则", "自己的说明模板"},
    "setting misspelt": {"所用的规则", "自己的说明模板"},
    "setting of a wrong type": {"所用的规则", "自己的说明模板"},
}
#: Whatever needs what is broken is broken as well; the break itself stands first.
DEEP = {
    "jinja2 gone",
    "openpyxl damaged",
    "click gone",
    "catalogue of rules damaged",
    "base rulebook damaged",
    "lexicon missing",
    "shipped narrative damaged",
    "shipped reasons missing",
}


def test_nothing_is_broken_where_nothing_is(machine: Machine) -> None:
    assert {name for name, each in machine.links().items() if each["state"] == "broken"} == set()


@pytest.mark.skipif(os.name == "nt", reason="试用的 soffice 是一段 sh")
@pytest.mark.parametrize("named", BREAKS)
def test_a_break_is_found_and_told_with_its_cure(machine: Machine, named: str) -> None:
    plant, links, cure = BREAKS[named]
    plant(machine)
    found = machine.links()
    broken = [name for name, each in found.items() if each["state"] == "broken"]
    assert broken[: len(links)] == list(links) or set(links) <= set(broken), found
    for link in links:
        assert cure in found[link]["advice"], found[link]
        assert found[link]["found"]
    if named not in DEEP:
        assert set(broken) - set(links) <= BESIDES.get(named, set()), broken


def test_a_missing_library_is_no_internal_fault(machine: Machine) -> None:
    gone("jinja2")(machine)
    done = machine.run("narrate", str(TOP / "tests" / "data" / "forms.json"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "缺少 jinja2" in done.stderr and "doctor" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_click_the_program_still_says_what_is_missing(machine: Machine) -> None:
    gone("click")(machine)
    done = machine.run("score", "x.xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert "click" in done.stderr and "Traceback" not in done.stderr
    told = machine.run("doctor")
    assert told.returncode == 1
    assert "有问题 click" in told.stdout


def test_what_the_doctor_asks_of_libraries_is_what_the_package_asks() -> None:
    import tomllib

    from zipingbiao.hosts.health.libraries import LIBRARIES

    project = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = dict(each.split(">=") for each in project["dependencies"])
    for extra, listed in project["optional-dependencies"].items():
        wanted |= dict(
            each.split(">=") for each in listed if ">=" in each and extra in ("docx", "pdf", "parquet", "xls")
        )
    assert {each.distribution: each.least for each in LIBRARIES} == wanted
