"""Tables of data that this tool writes as CSV for other programs: told by their first line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_BOM = b"\xef\xbb\xbf"


def own_table(data: bytes) -> str:
    """数据表; "" for what somebody else wrote."""
    first = data.removeprefix(_BOM).partition(b"\n")[0].rstrip(b"\r")
    return "数据表" if first.decode("utf-8", "replace") in own_headings().values() else ""


@cache
def own_headings() -> Mapping[str, str]:
    """The name of each table with its first line."""
    tables: Mapping[str, str] = tomllib.loads(Path(__file__).with_name("own_tables.toml").read_text("utf-8"))
    return tables
