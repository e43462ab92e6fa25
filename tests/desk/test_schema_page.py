"""docs/复核登记.md names every table and every column of the register, and none that is not there."""

from __future__ import annotations

import re
import sqlite3
from importlib import resources
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "复核登记.md").read_text("utf-8")


def test_the_page_names_every_column() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript((resources.files("zipingbiao.desk") / "schema.sql").read_text("utf-8"))
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    sections = dict(zip(*[iter(re.split(r"^## (\w+)$", PAGE, flags=re.M)[1:])] * 2, strict=True))
    assert set(sections) == set(tables)
    for table in tables:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        assert re.findall(r"^\| `(\w+)` \|", sections[table], flags=re.M) == columns
