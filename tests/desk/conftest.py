"""The command line, and folders of forms as units hand them in."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from cli.conftest import Cli, cli
from workbook_read.books import FORMS, draw

__all__ = ["Cli", "cli"]

Handed = Callable[..., Path]


def form_of(n: int, unit: str, **changes: Any) -> dict[str, Any]:
    """The published form `n` (from 0) as another unit's. `changes`: fields of the form."""
    form = copy.deepcopy(FORMS[n])
    form["unit"] = unit
    return {**form, **changes}


@pytest.fixture
def handed(tmp_path: Path) -> Handed:
    """Writes one form as a workbook; `waiver`: lines of a sheet 审核豁免 in it."""

    def write(path: str, form: dict[str, Any], waiver: tuple[str, ...] = ()) -> Path:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        book = Workbook()
        draw(book.worksheets[0], form)
        if waiver:
            sheet = book.create_sheet("审核豁免")
            sheet.append(["项目", "编码", "位置", "填报内容", "理由", "豁免人", "日期"])
            sheet.append(["", *waiver])
        book.save(target)
        return target

    return write
