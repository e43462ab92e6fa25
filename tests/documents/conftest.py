"""The 14 published forms in every kind of file, each built once a run by another program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Cli, cli, seed
from documents import building
from workbook_read.books import FORMS

__all__ = ["Cli", "cli", "seed"]

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,2052,false,true,true,false,false,{sheet}"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kinds")


@pytest.fixture(scope="session")
def workbook(folder: Path) -> Path:
    return building.save(folder)


@pytest.fixture(scope="session")
def word(folder: Path) -> Path:
    return building.word(FORMS, folder / "文档.docx")


@pytest.fixture(scope="session")
def page(folder: Path) -> Path:
    path = folder / "网页.html"
    path.write_text(building.page(FORMS), "utf-8")
    return path


Built = Callable[[str], Path]


@pytest.fixture(scope="session")
def built(folder: Path, workbook: Path, word: Path, page: Path) -> Built:
    """A file of all 14 forms by kind, made at the first call; skips where the program is not there."""
    made = {"xlsx": workbook, "docx": word, "网页": page}

    def build(kind: str) -> Path:
        if kind not in made:
            made[kind] = make(kind)
        return made[kind]

    def make(kind: str) -> Path:
        if kind == "Chromium 的 PDF":
            if building.chromium() is None:
                pytest.skip("没有 chromium")
            return building.printed(page, folder / "浏览器.pdf", folder)
        if building.soffice() is None:
            pytest.skip("没有 LibreOffice")
        if kind == "Word 文档的 PDF":
            return building.converted(word, "pdf", folder)
        if kind == "doc":
            return building.converted(word, "doc", folder)
        return building.converted(workbook, kind, folder)

    return build
