"""`bulk --format xlsm`: every project's workbook has the functions and buttons, and the same form."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from zipingbiao.hosts.cli.main import run
from zipingbiao.resources import DEMO_LEDGER, workbook_path


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[Path]]:
    plain, macros = tmp_path_factory.mktemp("xlsx"), tmp_path_factory.mktemp("xlsm")
    ledger = str(workbook_path(DEMO_LEDGER))
    assert run(["bulk", ledger, "-o", str(plain), "--progress", "none"]) == 0
    assert run(["bulk", ledger, "-o", str(macros), "--format", "xlsm", "--progress", "none"]) == 0
    return sorted(plain.glob("*.xlsx")), sorted(macros.glob("*.xlsm"))


def test_each_project_gets_one_with_macros_and_ribbon(books: tuple[list[Path], list[Path]]) -> None:
    plain, macros = books
    assert [path.stem for path in macros] == [path.stem for path in plain] and len(macros) == 14
    for path in macros:
        with zipfile.ZipFile(path) as archive:
            assert {"xl/vbaProject.bin", "customUI/customUI.xml"} <= set(archive.namelist())
            assert archive.testzip() is None


def test_scores_are_those_of_the_plain_workbooks(
    books: tuple[list[Path], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for paths in books:
        capsys.readouterr()
        assert run(["score", "--json", *map(str, paths)]) == 0
        told.append([form["total"] for form in json.loads(capsys.readouterr().out)["forms"]])
    assert told[0] == told[1]


def test_a_final_with_macros_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = str(workbook_path(DEMO_LEDGER))
    assert run(["bulk", ledger, "-o", str(tmp_path), "--format", "xlsm", "--final"]) == 2
    assert "报送版不含宏" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_build_asks_for_the_right_ending_and_keeps_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["excel", "build", "-o", str(tmp_path / "a.xlsx")]) == 2
    (tmp_path / "a.xlsm").write_text("mine")
    assert run(["excel", "build", "-o", str(tmp_path / "a.xlsm")]) == 2
    assert "已存在" in capsys.readouterr().err
    assert (tmp_path / "a.xlsm").read_text() == "mine"
