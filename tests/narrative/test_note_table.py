"""docs/说明对照.md is what scripts/build_note_table.py writes today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "build_note_table", ROOT / "scripts" / "build_note_table.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_up_to_date() -> None:
    written = (ROOT / "docs" / "说明对照.md").read_text("utf-8")
    assert written == _script().build(), "请运行 .venv/bin/python scripts/build_note_table.py 重新生成"


def test_the_table_names_all_marked_down_rows() -> None:
    written = (ROOT / "docs" / "说明对照.md").read_text("utf-8")
    first, second = written.split("## 二、")
    assert "## 一、扣分的18行" in first
    assert first.count("\n| ") - 1 == 18
    assert second.count("\n| ") - 1 == 17
