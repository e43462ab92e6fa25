"""Very many files: a second engine helps, and nobody sees a difference but in time."""

from __future__ import annotations

from pathlib import Path

from page.books import written
from page.conftest import Browser

COUNT = 140


def test_two_engines_show_what_one_shows(browser: Browser, tmp_path: Path) -> None:
    files = [str(path) for path in written(tmp_path / "表")]
    found = browser("helper", files=files, count=COUNT)
    alone, helped = found["alone"], found["helped"]
    assert alone["faults"] == helped["faults"] == []
    assert (alone["opened"], alone["taken"], alone["stopped"]) == (COUNT, 0, 0)
    assert helped["taken"] == helped["read"] > 0
    assert helped["opened"] + helped["taken"] == COUNT
    assert helped["stopped"] == 1  # and its memory is given back
    assert helped["rows"] == alone["rows"]
    assert helped["findings"] == alone["findings"]
