"""A real window, a real mouse: four buttons of the toolbar clicked on a real form, with pictures before and after.

With ZIPINGBIAO_PICTURES=FOLDER the pictures are kept there; the user guide shows them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from libreoffice import screen as screens
from libreoffice.running import Running, missing
from libreoffice.screen import Screen, buttons, texts, until
from zipingbiao.commands.mark import LIST
from zipingbiao.hosts.cli.main import run
from zipingbiao.resources import DEMO_LEDGER, workbook_path

FORMS = Path(__file__).parents[1] / "data" / "forms.json"
LABELS = ("计算得分", "审核本表", "生成偏差原因及措施", "批量生成")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    why = missing() or screens.missing()
    if why:
        pytest.skip(why)
    made = Screen(tmp_path_factory.mktemp("screen"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def desk(screen: Screen, demo: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("clicks")
    office = Running(folder / "office", screen.environment)
    path = Path(shutil.copy(demo[2], folder / "form.xlsx"))
    document = office.open(path, hidden=False)
    window = document.CurrentController.Frame.ContainerWindow
    screen.windows("form.xlsx")
    assert until(lambda: set(LABELS) <= set(buttons(window)), 30), sorted(buttons(window))
    yield Desk(screen, document, window, folder)
    office.kill()


class Desk:
    def __init__(self, screen: Screen, document: Any, window: Any, folder: Path) -> None:
        self.screen, self.document, self.window, self.folder = screen, document, window, folder
        self.sheet = document.Sheets.getByIndex(0)
        kept = os.environ.get("ZIPINGBIAO_PICTURES")
        self.pictures = Path(kept) if kept else folder

    def cell(self, address: str) -> Any:
        return self.sheet.getCellRangeByName(address)

    def click(self, label: str) -> None:
        self.screen.click(*buttons(self.window)[label])

    def picture(self, name: str) -> Path:
        path = self.pictures / f"{name}.png"
        self.screen.picture(path)
        return path


def test_score_by_mouse(desk: Desk) -> None:
    desk.cell("H14").clearContents(1 | 2 | 4 | 16)
    before = desk.picture("计算得分-前")
    desk.click("计算得分")
    assert until(lambda: desk.cell("H14").Value == 15)
    after = desk.picture("计算得分-后")
    assert before.read_bytes() != after.read_bytes()


def test_audit_by_mouse(desk: Desk) -> None:
    desk.click("审核本表")
    assert until(lambda: desk.document.Sheets.hasByName(LIST))
    assert until(lambda: desk.sheet.Annotations.Count > 0)
    desk.picture("审核本表-后")


def test_notes_by_mouse(desk: Desk) -> None:
    desk.cell("I14").clearContents(1 | 2 | 4 | 16)
    desk.click("生成偏差原因及措施")
    assert until(lambda: "【请填写" in desk.cell("I14").String)
    desk.picture("生成说明-后")


def bulk_by_mouse(desk: Desk, ledger: Path, out: Path) -> None:
    """The ledger and the folder are typed into LibreOffice's own dialogs."""
    out.mkdir()
    desk.click("批量生成")
    for title, path in (("选择自评台账", ledger), ("自评表放在哪个文件夹", out)):
        assert until(lambda title=title: bool(desk.screen.windows(title))), title
        desk.screen.key("ctrl+a")
        desk.screen.type(str(path))
        desk.picture(f"批量生成-{path.stem}")
        desk.screen.key("Return")
        assert until(lambda title=title: not desk.screen.windows(title)), title


def test_bulk_is_stopped_by_mouse_and_goes_on(desk: Desk) -> None:
    """停止 is clicked while the workbooks are written; what the summary says was written is what stands there."""
    forms = json.loads(FORMS.read_text("utf-8"))
    many = [{**form, "name": f"{form['name']}（{n}期）"} for n in range(30) for form in forms]
    source, ledger, out = desk.folder / "many.json", desk.folder / "many.xlsx", desk.folder / "stopped"
    source.write_text(json.dumps(many, ensure_ascii=False), "utf-8")
    assert run(["new", "ledger", str(ledger), "--from", str(source)]) == 0
    bulk_by_mouse(desk, ledger, out)
    assert until(lambda: len(list(out.glob("*.xlsx"))) > 2)
    desk.picture("批量生成-停止前")
    (window,) = desk.screen.windows("^批量生成$")
    desk.screen.click_in(window, 0.5, 0.7)

    def told() -> str:
        return "".join(texts(desk.window, "批量生成"))

    assert until(lambda: "已停在第" in told()), told()
    desk.picture("批量生成-停止后")
    written = len(list(out.glob("*.xlsx")))
    assert 2 < written < len(many)
    assert f"写入{written}本自评表，已停在第{written}个（共{len(many)}个），再按一次接着做" in told()
    desk.screen.key("Return")
    assert until(lambda: not desk.screen.windows("^批量生成$"))


def test_bulk_by_mouse_with_its_dialogs(desk: Desk) -> None:
    """The summary is confirmed."""
    ledger, out = desk.folder / "ledger.xlsx", desk.folder / "out"
    shutil.copy(workbook_path(DEMO_LEDGER), ledger)
    bulk_by_mouse(desk, ledger, out)
    assert until(lambda: len(list(out.glob("*.xlsx"))) == 14)
    assert until(lambda: bool(desk.screen.windows("批量生成")))
    desk.picture("批量生成-后")
    desk.screen.key("Return")
    assert until(lambda: not desk.screen.windows("批量生成"))
