"""佐证材料清单: every row has its line, and a file that is not there is named."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from cli.conftest import Cli

ROWS = [
    "验收报告（2024年5月20日，材料/验收报告.pdf）；合同，材料\\合同.pdf",
    "",
    "签到表，存放于三楼档案室",
    "名册，Z:\\共享\\名册.xlsx",
]


def written(tmp_path: Path) -> Path:
    (tmp_path / "材料").mkdir()
    (tmp_path / "材料" / "验收报告.pdf").write_bytes(b"")
    rows = [
        {
            "level3": f"指标{n}",
            "target": "≥1个",
            "actual": "1个",
            "weight": "10",
            "score": "10",
            "evidence": text,
        }
        for n, text in enumerate(ROWS, 1)
    ]
    path = tmp_path / "表.json"
    path.write_text(json.dumps({"name": "某项目", "indicators": rows}, ensure_ascii=False), encoding="utf-8")
    return path


def test_missing_files_are_named(cli: Cli, tmp_path: Path) -> None:
    result = cli("evidence", written(tmp_path))
    assert result.code == 1
    missing = [line for line in result.out.splitlines() if line.startswith("找不到文件")]
    assert missing == ["找不到文件　某项目　第1行：合同（材料\\合同.pdf）"]


def test_every_row_has_a_line(cli: Cli, tmp_path: Path) -> None:
    path, out = written(tmp_path), tmp_path / "清单.xlsx"
    data = cli("evidence", path, "--json", "-o", out).data["evidence"]
    assert [(line["n"], line["name"], line["state"]) for line in data] == [
        (1, "验收报告", "there"),
        (1, "合同", "missing"),
        (2, None, "none_full"),
        (3, "签到表", "paper"),
        (4, "名册", "not_here"),
    ]
    book = load_workbook(out)
    assert [row[6] for row in book["佐证材料清单"].iter_rows(min_row=3, values_only=True)] == [
        "验收报告",
        "合同",
        None,
        "签到表",
        "名册",
    ]
    assert [row[2] for row in book["待补"].iter_rows(min_row=3, values_only=True)] == [1, 2]


def test_files_of_the_store_are_found_by_name_and_those_nobody_cites_are_told(
    cli: Cli, tmp_path: Path
) -> None:
    store = tmp_path / "佐证材料" / "一季度"
    store.mkdir(parents=True)
    for name in ("验收报告.pdf", "问卷汇总表.xlsx", "无关.docx", "~$锁.xlsx"):
        (store / name).write_bytes(b"")
    rows = [
        {"level3": "甲", "weight": "10", "score": "10", "evidence": "验收报告；D:\\我的\\问卷汇总表.xlsx"},
        {"level3": "乙", "weight": "10", "score": "8", "evidence": ""},
        {"level3": "丙", "weight": "10", "score": "10", "evidence": ""},
    ]
    path = tmp_path / "表.json"
    path.write_text(json.dumps({"name": "某项目", "indicators": rows}, ensure_ascii=False), encoding="utf-8")
    result = cli("evidence", path, "--json", "-o", tmp_path / "清单.xlsx")
    assert result.code == 0
    states = [(line["n"], line["state"]) for line in result.data["evidence"]]
    assert states == [(1, "in_store"), (1, "in_store"), (2, "none"), (3, "none_full")]
    assert result.data["uncited"] == ["佐证材料/一季度/无关.docx"]
    book = load_workbook(tmp_path / "清单.xlsx")
    assert book["没有引用的文件"]["A3"].value == "佐证材料/一季度/无关.docx"
    # Full marks without evidence come before what was marked down anyway.
    assert [row[2] for row in book["待补"].iter_rows(min_row=3, values_only=True)] == [3, 2]
