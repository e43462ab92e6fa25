"""`bulk --pdf` through a real LibreOffice: pages, every text of the form, drafts, the bound volume, nothing left running."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from workbook_read.books import FORMS
from zipingbiao.hosts.cli.main import run

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="没有 LibreOffice 或 poppler-utils：PDF 导出没有测试",
)
#: Of the 14 printed on A4 upright, only the second (15 indicators with long texts) needs two pages.
TWO_PAGES = (1,)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))


def ledger(folder: Path, forms: list[dict[str, Any]]) -> Path:
    path = folder / "表.json"
    path.write_text(json.dumps(forms, ensure_ascii=False), encoding="utf-8")
    return path


def text_of(pdf: Path) -> str:
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s", "", raw.stdout)


def texts(form: dict[str, Any]) -> list[str]:
    """Everything a form prints that is more than a number."""
    said = [form["title"], form["name"], form["department"], form["unit"], *form["goals"].values()]
    for row in form["indicators"]:
        said += [row[key] for key in ("level2", "level3", "target", "actual", "note")]
    return [re.sub(r"\s", "", text) for text in said if isinstance(text, str) and len(text) > 1]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All 14 forms, drafts where need be, one by one and bound together."""
    out = tmp_path_factory.mktemp("打印 文件夹")
    source = ledger(out, FORMS)
    arguments = ["bulk", str(source), "-o", str(out), "--pdf", "--pdf-merged", "--draft", "--jobs", "2"]
    assert run([*arguments, "--name", "序号-单位-项目", "--progress", "none"]) == 0
    return out


def one(folder: Path, n: int) -> Path:
    return next(folder.glob(f"{n + 1:02d}-*.pdf"))


@pytest.mark.parametrize("n", range(14))
def test_every_text_of_the_form_is_printed(printed: Path, n: int) -> None:
    pdf = one(printed, n)
    found = text_of(pdf)
    missing = [text for text in texts(FORMS[n]) if text not in found]
    assert missing == []
    assert len(PdfReader(pdf).pages) == (2 if n in TWO_PAGES else 1)


@pytest.mark.parametrize("n", [0, 1])
def test_the_label_beside_the_indicators_stands_in_the_middle_of_its_column(printed: Path, n: int) -> None:
    """The column is some 21 points wide; 填报人 below begins where it begins."""
    raw = subprocess.run(["pdftotext", "-bbox", str(one(printed, n)), "-"], capture_output=True, text=True)
    words = re.findall(r'xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]+)<', raw.stdout)
    left = min(float(start) for start, _, word in words if word.startswith("填报人"))
    labels = [(float(start), float(end)) for start, end, word in words if word == "绩"]
    assert labels
    for start, end in labels:
        assert 5 < start - left < 10
        assert 4 < end - start < 8


def test_files_are_named_as_asked(printed: Path) -> None:
    assert one(printed, 3).name == "04-北京市应急指挥保障中心-信息系统政务云租用项目.pdf"
    assert one(printed, 2).name == "03-北京市应急指挥保障中心-信息系统政务云扩展服务项目（草稿）.pdf"


def test_a_draft_says_so_on_every_page(printed: Path) -> None:
    """The second form has two pages, and errors; the fourth is ready."""
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(one(printed, 1)).pages]
    assert len(pages) == 2
    assert all("草稿（尚有错误或待填内容，不得报送）" in page for page in pages)
    assert "草稿" not in text_of(one(printed, 3))


def test_the_bound_volume_is_numbered_through(printed: Path) -> None:
    volume = PdfReader(printed / "自评表合订本（草稿）.pdf")
    singles = [len(PdfReader(one(printed, n)).pages) for n in range(14)]
    assert len(volume.pages) == sum(singles) == 15
    for number, page in enumerate(volume.pages, 1):
        assert re.search(rf"^{number}/15$", page.extract_text(), re.MULTILINE)
    marks = [item for item in volume.outline if not isinstance(item, list)]
    assert [volume.get_destination_page_number(item) for item in marks] == [
        sum(singles[:n]) for n in range(14)
    ]
    assert FORMS[3]["name"] in str(marks[3].title)
    assert "草稿" in str(marks[2].title) and "草稿" not in str(marks[3].title)


def test_what_is_not_ready_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The third form (an unexplained loss, so a 【请填写】) is told, the fourth printed; no volume with a hole."""
    source, out = ledger(tmp_path, [FORMS[3], FORMS[2]]), tmp_path / "out"
    code = run(["bulk", str(source), "-o", str(out), "--final", "--pdf", "--pdf-merged", "--json"])
    data = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [project["pdf"] for project in data["projects"]] == ["01-信息系统政务云租用项目.pdf", None]
    assert "JXN007" in data["projects"][1]["pdf_problem"]
    assert data["pdf_merged"] is None
    assert "1个项目没有 PDF" in data["pdf_merged_problem"]
    assert [path.name for path in out.glob("*.pdf")] == ["01-信息系统政务云租用项目.pdf"]


def test_resume_leaves_what_stands(tmp_path: Path) -> None:
    source, out = ledger(tmp_path, [FORMS[3], FORMS[4]]), tmp_path / "out"
    arguments = ["bulk", str(source), "-o", str(out), "--pdf", "--progress", "none"]
    assert run(arguments) == 0
    first, second = sorted(out.glob("*.pdf"))
    kept = first.read_bytes()
    second.unlink()
    assert run([*arguments, "--resume"]) == 0
    assert first.read_bytes() == kept
    assert second.exists()
    assert run(arguments) == 1  # without --resume or --force nothing is overwritten
    assert first.read_bytes() == kept


def of_this(marker: str) -> list[int]:
    """Processes with our temporary folder in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if marker in line and "soffice" in line and state != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")
def test_a_killed_run_leaves_no_libreoffice(tmp_path: Path) -> None:
    forms = [copy.deepcopy(FORMS[3]) for _ in range(80)]
    source = ledger(tmp_path, forms)
    temporary = tmp_path / "temp"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "zipingbiao", "bulk", source, "-o", tmp_path / "out", "--pdf", "--jobs", "2"],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while not of_this(str(temporary)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert of_this(str(temporary)), "LibreOffice never started"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 10
    while of_this(str(temporary)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert of_this(str(temporary)) == []
