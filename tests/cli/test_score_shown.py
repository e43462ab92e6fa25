"""`score` on the screen: a form too large to read is cut, and says where the rest is; JSON has all of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Cli

FORM = json.loads((Path(__file__).parents[1] / "data" / "forms.json").read_text("utf-8"))[0]


@pytest.mark.parametrize(("rows", "left_out"), [(199, None), (200, 1), (230, 31)])
def test_the_rows_left_out_are_counted(cli: Cli, tmp_path: Path, rows: int, left_out: int | None) -> None:
    """The rate of execution is a row of the table too: 200 indicators are 201 rows."""
    path = tmp_path / "表.json"
    indicators = [FORM["indicators"][0] | {"level3": f"第{n}项"} for n in range(1, rows + 1)]
    path.write_text(json.dumps(FORM | {"indicators": indicators}, ensure_ascii=False), "utf-8")
    shown = cli("score", path).out
    assert ("没有列出" in shown) == (left_out is not None)
    if left_out is not None:
        assert f"其余 {left_out} 行没有列出；全部结果请加 --json" in shown
    assert sum(f"{n} 第{n}项" in shown for n in range(1, rows + 1)) == rows - (left_out or 0)
    assert len(json.loads(cli("score", path, "--json").out)["forms"][0]["indicators"]) == rows
