"""LibreOffice that is missing, hangs, or chokes on one workbook; none of this needs LibreOffice."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbook_read.books import FORMS
from zipingbiao.batch import office, office_guard
from zipingbiao.batch.office import Office, OfficeFault, find_office
from zipingbiao.hosts.cli.main import run
from zipingbiao.package.gate import package_of
from zipingbiao.workbook.write.draft import drafted

posix = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="shell scripts and /proc")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("ZIPINGBIAO_SOFFICE", raising=False)
    monkeypatch.setattr(office, "_PLACES", ())


def program(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("option", ["--pdf", "--pdf-merged"])
def test_missing_libreoffice_is_told_before_work_starts(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.json"
    source.write_text(json.dumps(FORMS[:1]), encoding="utf-8")
    assert run(["bulk", str(source), "-o", str(tmp_path / "out"), option]) == 2
    told = capsys.readouterr().err
    assert "请安装 LibreOffice" in told
    assert len(told.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("bare")
def test_a_wrong_place_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", str(tmp_path / "nowhere"))
    with pytest.raises(OfficeFault, match="ZIPINGBIAO_SOFFICE"):
        find_office()


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("arguments", [["--draft"], ["--name", "单位"], ["--name", "序号/项目"]])
def test_wrong_use_is_told(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.json"
    source.write_text(json.dumps(FORMS[:1]), encoding="utf-8")
    assert run(["bulk", str(source), "-o", str(tmp_path / "out"), *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@posix
def test_one_workbook_that_cannot_be_printed_costs_no_other(tmp_path: Path) -> None:
    """This one gives up on the whole call where a name has 坏 in it, as a crash does."""
    script = (
        'out=; last=; for a in "$@"; do [ "$last" = --outdir ] && out=$a; last=$a; done; '
        'case "$*" in *坏*) exit 1;; esac; '
        'for a in "$@"; do case "$a" in *.xlsx) b=$(basename "$a" .xlsx); echo pdf > "$out/$b.pdf";; esac; done'
    )
    books = [tmp_path / f"{name}.xlsx" for name in ("一", "坏", "三")]
    with Office(program(tmp_path / "soffice", script)) as one:
        made = one.to_pdf(books, tmp_path)
    assert [pdf.name for pdf in made] == ["一.pdf", "三.pdf"]


@posix
def test_time_over_ends_the_program_and_its_children(tmp_path: Path) -> None:
    mark = tmp_path / "children"
    command = program(tmp_path / "hangs", f"sleep 300 & echo $! > '{mark}'; sleep 300")
    guard = [sys.executable, "-I", office_guard.__file__, "1.0", command]
    begun = time.monotonic()
    with subprocess.Popen(guard, stdin=subprocess.PIPE) as process:
        assert process.wait(20) == office_guard.TIME_OVER
    assert time.monotonic() - begun < 10
    assert gone(int(mark.read_text()))


@posix
def test_a_caller_that_dies_takes_the_program_along(tmp_path: Path) -> None:
    mark = tmp_path / "children"
    command = program(tmp_path / "hangs", f"sleep 300 & echo $! > '{mark}'; sleep 300")
    guard = [sys.executable, "-I", office_guard.__file__, "200", command]
    with subprocess.Popen(guard, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 10
        while not (mark.exists() and mark.read_text()) and time.monotonic() < deadline:
            time.sleep(0.02)
        child = int(mark.read_text())
        assert alive(child)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(10)
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert gone(child)


def gone(process: int) -> bool:
    """Ended within two seconds."""
    for _ in range(100):
        if not alive(process):
            return True
        time.sleep(0.02)
    return False


def alive(process: int) -> bool:
    """Running; a zombie that nobody waits for is not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_draft_keeps_its_footer(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "表"
    book.worksheets[0].oddFooter.center.text = "第 &P 页"
    book.create_sheet("二")["A1"] = "表"
    book.save(tmp_path / "a.xlsx")
    data = drafted((tmp_path / "a.xlsx").read_bytes())
    (tmp_path / "b.xlsx").write_bytes(data)
    sheets = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets
    assert [("草" in str(sheet.oddHeader.center.text)) for sheet in sheets] == [True, True]
    assert sheets[0].oddFooter.center.text == "第 &P 页"
    assert package_of(data, "b.xlsx").has("xl/worksheets/sheet2.xml")
