"""The data tables as files: CSV for any program, Parquet with types."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.util import find_spec

from zipingbiao.report.collect import Collection
from zipingbiao.report.data_tables import TABLES, DataTable, Value, data_tables
from zipingbiao.report.frames import FramesFault, frame_of

CSV, PARQUET = "csv", "parquet"
#: With these a spreadsheet program takes a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def file_names(kind: str) -> tuple[str, ...]:
    """The files that a collection becomes."""
    return tuple(f"{table.name}.{kind}" for table in TABLES)


def refuse(kind: str) -> None:
    """Raises :class:`FramesFault` where what the kind needs is not installed, before anything is read."""
    missing = [name for name in ("pandas", "pyarrow") if kind == PARQUET and find_spec(name) is None]
    if missing:
        raise FramesFault(
            f"写 parquet 要有 {'、'.join(missing)}，本机没有安装。",
            advice="请运行 pip install 'zipingbiao[parquet]'，或改用 --to csv。",
        )


def data_files(collection: Collection, kind: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; the same forms give the same bytes."""
    for table in data_tables(collection):
        yield f"{table.name}.{kind}", _csv(table) if kind == CSV else _parquet(table)


def _csv(table: DataTable) -> bytes:
    """UTF-8 with a mark, so that Excel and WPS show Chinese; a text that looks like a formula gets a ' before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(field.name for field in table.fields)
    writer.writerows(map(_cell, row) for row in table.rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: Value) -> Value:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value


def _parquet(table: DataTable) -> bytes:
    out = io.BytesIO()
    frame_of(table).to_parquet(out, engine="pyarrow", index=False)
    return out.getvalue()
