"""What the buttons and commands make of a form is a sound workbook by Microsoft's own Open XML SDK."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from hostile.test_valid_files import _validator
from zipingbiao.hosts.cli.main import run
from zipingbiao.package.element_order import FONT_ORDER, font_in_order


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The template with its macros; a published form that was scored, explained, marked, unmarked."""
    folder = tmp_path_factory.mktemp("books")
    assert run(["demo", "-o", str(folder / "demo"), "--progress", "none"]) == 0
    form = sorted((folder / "demo").iterdir())[2]
    found = {
        name: Path(shutil.copy(form, folder / f"{name}.xlsx")) for name in ("written", "marked", "unmarked")
    }
    assert run(["score", str(found["written"]), "--write", "--replace"]) == 0
    assert run(["narrate", str(found["written"]), "--write", "--replace"]) == 0
    for name in ("marked", "unmarked"):
        assert run(["check", str(found[name]), "--mark"]) == 1
    assert run(["check", str(found["unmarked"]), "--unmark"]) == 0
    found["macros"] = folder / "macros.xlsm"
    assert run(["excel", "build", "-o", str(found["macros"])]) == 0
    return found


@pytest.mark.slow
@pytest.mark.parametrize("office", ["Office2010", "Office2013", "Office2016", "Office2019", "Microsoft365"])
@pytest.mark.parametrize("name", ["macros", "written", "marked", "unmarked"])
def test_the_open_xml_sdk(name: str, office: str, books: dict[str, Path]) -> None:
    command = [_validator(), str(books[name]), "--officeVersion", office]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stdout[:2000] + done.stderr[:500]


@pytest.mark.parametrize(
    ("font", "ordered"),
    [
        (
            '<font><u/><color rgb="FF0563C1"/><sz val="11" /><name val="Calibri" /></font>',
            '<font><u/><sz val="11" /><color rgb="FF0563C1"/><name val="Calibri" /></font>',
        ),
        (
            "<x:font><x:name val='宋体'/><x:sz val='9'></x:sz><x:b/></x:font>",
            "<x:font><x:b/><x:sz val='9'></x:sz><x:name val='宋体'/></x:font>",
        ),
        ("<font></font>", "<font></font>"),
        ("<font/>", "<font/>"),
        ("<font><name val='宋体'/><!-- 注 --><b/></font>", "<font><name val='宋体'/><!-- 注 --><b/></font>"),
    ],
)
def test_the_children_of_a_font_in_the_order_of_the_schema(font: str, ordered: str) -> None:
    assert font_in_order(font) == ordered


def test_a_link_in_a_marked_book_has_its_font_in_order(books: dict[str, Path]) -> None:
    import re
    import zipfile

    with zipfile.ZipFile(books["marked"]) as archive:
        styles = archive.read("xl/styles.xml").decode()
    fonts = re.findall(r"<font>(.*?)</font>", styles, re.DOTALL)
    assert any("<u/>" in font for font in fonts)
    for font in fonts:
        places = [FONT_ORDER.index(name) for name in re.findall(r"<(\w+)\b", font)]
        assert places == sorted(places), font
