"""A folder of received files is no place for modules: nothing in it runs, however it is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbook_read.books import FORMS

SOURCE = Path(__file__).parents[2] / "src"
#: Libraries that are loaded only when they are needed.
LIBRARIES = {
    "click",
    "openpyxl",
    "jinja2",
    "markupsafe",
    "rich",
    "pandas",
    "numpy",
    "docx",
    "xlrd",
    "pypdf",
    "pdfminer",
    "xlwings",
    "et_xmlfile",
}


def loaded_before_us(folder: Path) -> set[str]:
    """What `python -m` loads before it comes to the package it was asked for: that cannot be helped from within."""
    package = folder / "asked"
    package.mkdir()
    (package / "__init__.py").write_text("import sys; print(*sys.modules)")
    (package / "__main__.py").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "asked"], cwd=folder, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form, and a module under every name that Python or a library of ours has."""
    before = loaded_before_us(tmp_path_factory.mktemp("前"))
    folder = tmp_path_factory.mktemp("收到")
    names = (set(sys.stdlib_module_names) | LIBRARIES) - before - set(sys.builtin_module_names)
    assert {"json", "csv", "zipfile", "typing", "sqlite3", "decimal"} <= names
    for name in names:
        (folder / f"{name}.py").write_text(
            f"open('executed-{name}', 'w').close()\nraise SystemExit('{name} was executed')\n"
        )
    (folder / "表.json").write_text(json.dumps(FORMS[:3], ensure_ascii=False), "utf-8")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("check", "表.json", "--report", "../报告.html", "--force"),
        ("check", ".", "--json"),
        ("bulk", "表.json", "-o", "../出", "--jobs", "2", "--force", "--progress", "none"),
        ("collect", ".", "-o", "../总.xlsx", "--force"),
        ("export", "表.json", "--to", "docx", "-o", "../导出", "--force"),
        ("desk", "../复核", "receive", "."),
        ("doctor",),
    ],
)
@pytest.mark.parametrize("start", ["module", "script"])
def test_nothing_in_it_runs(received: Path, tmp_path: Path, start: str, arguments: tuple[str, ...]) -> None:
    script = tmp_path / "zipingbiao-script"
    script.write_text("import sys\nfrom zipingbiao.hosts.cli.start import main\nsys.exit(main())\n")
    command = ["-m", "zipingbiao"] if start == "module" else [str(script)]
    environment = {
        **{key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"},
        "PYTHONPATH": str(SOURCE),
        "ZIPINGBIAO_HOME": str(tmp_path / "home"),
    }
    done = subprocess.run(
        [sys.executable, *command, *arguments], cwd=received, env=environment, capture_output=True, text=True
    )
    assert sorted(path.name for path in received.glob("executed-*")) == []
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert "was executed" not in done.stdout + done.stderr


def test_processes_started_from_it_look_elsewhere_too(received: Path, tmp_path: Path) -> None:
    """A worker that is started anew begins as `python -c`, with the current folder before everything else."""
    program = (
        "import os, subprocess, sys; sys.argv = ['zipingbiao', '--version'];"
        "from zipingbiao.hosts.cli.start import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "sys.exit(subprocess.run([sys.executable, '-c', 'import json, pickle']).returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=received,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "ZIPINGBIAO_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, list(received.glob("executed-*"))) == (0, []), done.stderr
