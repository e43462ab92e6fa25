"""A workbook with our VBA in LibreOffice: it shows the scores it was written with, and never a wrong one.

LibreOffice asks the file's own VBA before any other function of that name, and cannot run it; entering a cell anew does
not change that. People there are told to use the .xlsx.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from libreoffice.running import Running
from zipingbiao.batch.inputs import read_inputs
from zipingbiao.hosts.cli.main import run
from zipingbiao.resources import DEMO_LEDGER, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

VALUE_ERROR = 519


@pytest.fixture(scope="module")
def macro_books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    out = tmp_path_factory.mktemp("xlsm")
    ledger = str(workbook_path(DEMO_LEDGER))
    assert run(["bulk", ledger, "-o", str(out), "--format", "xlsm", "--progress", "none"]) == 0
    return sorted(out.glob("*.xlsm"))


@pytest.mark.parametrize("n", range(14))
def test_the_scores_it_was_written_with_or_an_error(n: int, office: Running, macro_books: list[Path]) -> None:
    form = read_inputs([macro_books[n]]).forms[0]
    scored = score_form(form, load("cn", form.evaluated_year))
    document = office.open(macro_books[n])
    sheet = document.Sheets.getByIndex(0)
    cells: list[tuple[Any, Decimal | None]] = [
        (sheet.getCellRangeByName(form.places[f"indicators[{i}].score"].cell or ""), row.score)
        for i, row in enumerate(scored.rows)
    ]
    computed = [(cell, score) for cell, score in cells if "PERF_SCORE" in cell.Formula]
    assert computed
    for cell, score in computed:
        assert (cell.getError(), Decimal(repr(cell.Value))) == (0, score)
        formula, cell.Formula = cell.Formula, ""
        cell.Formula = formula
    document.calculateAll()
    for cell, _ in computed:
        assert cell.getError() == VALUE_ERROR
    document.close(True)
