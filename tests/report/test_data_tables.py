"""The data tables: figures of the published forms as figures, what is missing as missing, what was not read as a row."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Cli
from workbook_read.books import FORMS
from zipingbiao import frames
from zipingbiao.report import data_files
from zipingbiao.report.data_tables import TABLES

TOTALS = [97.94, 97.99, 85.98, 98, 97.99, 98, 87.95, 98.89, 98.97, 98.97, 98.99, 98.99, 98, 98]


def saved(folder: Path, **changes: Any) -> Path:
    form = json.loads(json.dumps(FORMS[2])) | changes
    (folder / "三.json").write_text(json.dumps(form), encoding="utf-8")
    return folder / "三.json"


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_the_published_forms(folder: Path) -> None:
    projects, indicators, findings, unread = frames(folder)
    assert list(projects["total"]) == TOTALS
    third = projects.iloc[2]
    assert (third["initial_budget"], third["annual_budget"], third["executed"]) == (0, 185.76, 111.08)
    assert (third["rate"], third["execution_score"], third["grade"]) == (59.8, 5.98, "良")
    assert (third["file"], third["sheet"], third["source"]) == ("一处.xlsx", "表3", "自评表")
    assert len(indicators) == 110
    # 605, 240, 295 and 120 points of the four 一级指标, as published.
    assert indicators["weight"].sum() == 605 + 240 + 295 + 120
    assert indicators["score"].sum() == 593 + 240 + 293 + 97
    assert findings["severity"].eq("错误").sum() == projects["errors"].sum() == 1
    assert not findings["waived"].any()
    assert len(unread) == 0


def test_every_column_has_its_type_even_without_rows(folder: Path, tmp_path: Path) -> None:
    tables = {table.name: table for table in TABLES}
    for found in (frames(folder), frames([tmp_path])):
        for name, frame in found._asdict().items():
            assert {column: str(kind) for column, kind in frame.dtypes.items()} == {
                field.name: field.type.value for field in tables[name].fields
            }


def test_what_is_not_known_is_missing_never_zero(tmp_path: Path) -> None:
    funds = json.loads(json.dumps(FORMS[2]["funds"]))
    funds[0] |= {"executed": "约111万", "initial_budget": "-", "rate": "", "score": ""}
    indicators = json.loads(json.dumps(FORMS[2]["indicators"]))
    indicators[0] |= {"target": "≥10台", "actual": "若干", "score": ""}
    found = frames(saved(tmp_path, funds=funds, indicators=indicators))
    (project,) = found.projects.to_dict("records")
    assert found.projects[["initial_budget", "executed", "total"]].isna().all(axis=None)
    assert project["annual_budget"] == 185.76
    assert project["unread_amounts"] == "全年执行数：约111万"
    assert found.indicators["score"].isna().tolist()[:2] == [True, False]
    assert found.indicators["state"][0] == "无法识别"


def test_what_was_not_read_is_a_row(tmp_path: Path) -> None:
    saved(tmp_path)
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 not a package")
    found = frames([str(tmp_path)])
    assert len(found.projects) == 1
    assert found.unread[["file", "what"]].to_numpy().tolist() == [["坏.xlsx", "没有读出"]]
    assert "损坏" in found.unread["message"][0]


def test_csv_files(cli: Cli, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "数据"
    done = cli("collect", folder, "-o", out, "--to", "csv")
    assert (done.code, done.err) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == [
        "findings.csv",
        "indicators.csv",
        "projects.csv",
        "unread.csv",
    ]
    assert out.joinpath("projects.csv").read_bytes().startswith(b"\xef\xbb\xbfn,file,")
    assert [float(row["total"]) for row in rows(out / "projects.csv")] == TOTALS
    assert len(rows(out / "indicators.csv")) == 110
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    refused = cli("collect", folder, "-o", out, "--to", "csv")
    assert refused.code == 2
    assert "projects.csv 已存在" in refused.err
    assert cli("collect", folder, "-o", out, "--to", "csv", "--force").code == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_files_written_among_the_forms_are_not_read_back(cli: Cli, tmp_path: Path) -> None:
    saved(tmp_path)
    for _ in range(2):
        done = cli("collect", tmp_path, "-o", tmp_path / "数据", "--to", "csv", "--force", "--json")
        assert (done.code, done.data["errors"]) == (0, [])
    assert len(done.data["skipped"]) == 4


def test_no_text_of_a_csv_is_a_formula(cli: Cli, tmp_path: Path) -> None:
    saved(tmp_path, name='=HYPERLINK("http://x")', department="+1+cmd", unit="@SUM(A1)", code="-2")
    cli("collect", tmp_path / "三.json", "-o", tmp_path / "数据", "--to", "csv")
    (row,) = rows(tmp_path / "数据" / "projects.csv")
    assert [row[name] for name in ("name", "department", "unit", "code")] == [
        '\'=HYPERLINK("http://x")',
        "'+1+cmd",
        "'@SUM(A1)",
        "'-2",
    ]


def test_parquet_keeps_texts_and_types(cli: Cli, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    source = saved(tmp_path, name="=1")
    out = tmp_path / "数据"
    assert cli("collect", source, "-o", out, "--to", "parquet").code == 0
    for name, frame in frames(source)._asdict().items():
        read = pandas.read_parquet(out / f"{name}.parquet")
        assert list(read.columns) == list(frame.columns)
        pandas.testing.assert_frame_equal(read.astype(frame.dtypes.to_dict()), frame)
    assert pandas.read_parquet(out / "projects.parquet")["name"].tolist() == ["=1"]


def test_parquet_without_pyarrow_is_told_before_anything_is_read(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_files, "find_spec", lambda name: None if name == "pyarrow" else object())
    done = cli("collect", saved(tmp_path), "-o", tmp_path / "数据", "--to", "parquet")
    assert done.code == 2
    assert "要有 pyarrow" in done.err
    assert "--to csv" in done.err
    assert not (tmp_path / "数据").exists()


@pytest.mark.parametrize(
    ("out", "says"), [("三.json", "是一个文件"), ("没有/数据", "不存在")], ids=["a file", "no folder"]
)
def test_wrong_places(cli: Cli, tmp_path: Path, out: str, says: str) -> None:
    done = cli("collect", saved(tmp_path), "-o", tmp_path / out, "--to", "csv")
    assert done.code == 2
    assert says in done.err


BLOCKED = """
import sys
from pathlib import Path
for name in ("pandas", "numpy", "pyarrow"):
    sys.modules[name] = None
from zipingbiao.hosts.cli.main import run
source, out = sys.argv[1:]
print(run(["collect", source, "-o", f"{out}/汇总.xlsx"]), run(["collect", source, "-o", f"{out}/数据", "--to", "csv"]))
import zipingbiao
try:
    zipingbiao.frames(source)
except Exception as fault:
    print(fault)
"""


def test_only_frames_and_parquet_need_pandas(folder: Path, tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", BLOCKED, str(folder), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[-2:] == ["0 0", "数据表要有 pandas，本机没有安装。请运行 pip install pandas。"]
    assert (tmp_path / "汇总.xlsx").is_file()
    assert len(rows(tmp_path / "数据" / "projects.csv")) == 14
