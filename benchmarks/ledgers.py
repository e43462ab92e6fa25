"""Ledgers as workbooks of any size: projects a second and peak memory, alone and with writing their forms.

.venv/bin/python benchmarks/ledgers.py [--most N]

Each line is a fresh process. `shared`: texts as Excel stores them, once and by number; the others stand in the cells.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import folder
from projects import projects

from zipingbiao.form.money import number
from zipingbiao.ledger.layout import SheetLayout, ledger_layout

SIZES = (200, 2_000, 20_000, 60_000)
MOST_SHARED = 20_000


def write(path: Path, count: int, *, shared: bool) -> Path:
    """A ledger of so many different projects, by a library that is not ours."""
    from xlsxwriter import Workbook

    options = {"constant_memory": not shared, "strings_to_formulas": False, "strings_to_numbers": False}
    workbook = Workbook(path, options)
    layout = ledger_layout()
    for sheet in layout.sheets:
        page = workbook.add_worksheet(sheet.name)
        page.write_row(0, 0, [column.heading for column in sheet.written])
        for row, line in enumerate(_lines(sheet, count), 1):
            for at, column in enumerate(sheet.written):
                text = line.get(column.field, "")
                figure = number(text) if column.kind == "number" else None
                if figure is not None:
                    page.write_number(row, at, float(figure))
                elif text:
                    page.write_string(row, at, text)
    workbook.close()
    return path


def _lines(sheet: SheetLayout, count: int) -> Iterator[dict[str, str]]:
    layout = ledger_layout()
    for made in projects(count):
        keys = {"id": made["id"], "name": made["name"]}
        if sheet is layout.projects:
            yield _texts(made) | {f"goals.{name}": text for name, text in made["goals"].items()} | keys
        for line in made["funds"] if sheet is layout.funds else ():
            yield _texts(line) | keys
        for line in made["indicators"] if sheet is layout.indicators else ():
            yield _texts(line) | keys


def _texts(data: dict[str, Any]) -> dict[str, str]:
    return {name: value for name, value in data.items() if isinstance(value, str)}


def read(path: Path) -> None:
    """The ledger read and gone through once, in this process."""
    from zipingbiao.batch.inputs import open_input

    start, cpu = time.perf_counter(), time.process_time()
    found = open_input(path)
    count = sum(1 for _ in found.forms)
    spent, used = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = path.stat().st_size / 1e6
    print(
        f"| 读台账 {path.stem} | {count:,} | {size:.1f} MB | {spent:.1f} | {count / spent:,.0f} | {count / used:,.0f} | {peak:.0f} |"
    )
    if found.faults:
        print(found.faults[0])


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--most", type=int, default=SIZES[-1])
    options.add_argument("--read", type=Path)
    chosen = options.parse_args()
    if chosen.read:
        read(chosen.read)
        return
    place = folder()
    try:
        print(
            "| | 项目 | 文件 | 秒 | 每秒 | 每 CPU 秒 | 峰值内存 MB |\n|---|--:|--:|--:|--:|--:|--:|",
            flush=True,
        )
        for count in (size for size in SIZES if size <= chosen.most):
            for shared in (False, True) if count <= MOST_SHARED else (False,):
                path = write(place / f"{count}{'-shared' if shared else ''}.xlsx", count, shared=shared)
                subprocess.run([sys.executable, __file__, "--read", str(path)], check=True, env=os.environ)
                path.unlink()
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
