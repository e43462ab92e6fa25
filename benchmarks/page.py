"""How fast the page is, and where its time goes. Writes the table into docs/网页版.md.

.venv/bin/python benchmarks/page.py

Needs what the tests of the page need: Node.js, Chromium, the npm packages of tests/page. Each figure is the best of three
runs in a fresh browser; the shares are of the same requests, answered by the same engine in CPython.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from unseen import unseen_projects

from zipingbiao.batch.inputs import read_input
from zipingbiao.batch.pipeline import as_it_will_stand
from zipingbiao.batch.without_gc import calm
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.hosts.cli.main import run
from zipingbiao.hosts.page.build.page import build_page
from zipingbiao.hosts.page.engine.judged import judge, summary_data
from zipingbiao.narrative.narrate import narrate_form
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.rulebook.choice import rulebook_for
from zipingbiao.scoring.score import score_form

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "网页版.md"
FORMS = HERE.parent / "tests" / "data" / "forms.json"
TESTS = HERE.parent / "tests" / "page"
COUNT, RUNS = 300, 3
_BLOCK = re.compile(r"(<!-- 速度 -->\n).*?(<!-- /速度 -->)", re.DOTALL)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        html = folder / "自评表.html"
        html.write_bytes(build_page(TESTS / "node_modules" / "pyodide"))
        familiar, unseen = _familiar(folder / "familiar"), _unseen(folder / "unseen")
        lines = [_timed(html, familiar, folder), _timed(html, unseen, folder)]
        shares = [_shares(familiar * (COUNT // len(familiar) + 1)), _shares(unseen)]
        text = _table(html.stat().st_size, lines, shares)
    PAGE.write_text(_BLOCK.sub(lambda found: f"{found[1]}{text}{found[2]}", PAGE.read_text("utf-8")), "utf-8")
    print(text)


def _familiar(folder: Path) -> list[Path]:
    return _written(FORMS, folder)


def _unseen(folder: Path) -> list[Path]:
    source = folder.with_suffix(".jsonl")
    source.write_text("\n".join(each["text"] for each in unseen_projects(COUNT, seed=5)), "utf-8")
    return _written(source, folder)


def _written(source: Path, folder: Path) -> list[Path]:
    with redirect_stdout(StringIO()):
        run(["bulk", str(source), "-o", str(folder), "--progress", "none", "--json"])
    return sorted(folder.glob("*.xlsx"))


def _timed(html: Path, files: Sequence[Path], folder: Path) -> dict[str, float]:
    """The best of some runs, each in a browser of its own."""
    settings = folder / "settings.json"
    given = {
        "page": html.as_uri(),
        "browser": "chromium",
        "program": shutil.which("chromium"),
        "count": COUNT,
    }
    settings.write_text(json.dumps({**given, "files": list(map(str, files))}), "utf-8")
    command = ["node", str(HERE / "page.mjs"), str(settings)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(RUNS)
    ]
    best = {name: min(each[name] for each in runs) for name in ("ready", "seconds", "cpu")}
    return best | {"memory": max(each["memory"] for each in runs)}


@calm()
def _shares(files: Sequence[Path]) -> dict[str, float]:
    """What part of the engine's time each of its steps takes, by the processor's clock."""
    find, narrator = rulebook_for(None, "cn"), Narrator.load(directories=())
    spent: dict[str, float] = {}

    def step(name: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        try:
            return work()
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - begun

    standing, alone = [], []
    for path in files[:COUNT]:
        (form,) = step("读工作簿", lambda path=path: read_input(path)).forms
        scored = step("计分", lambda form=form: score_form(form, find(form)))
        step("说明", lambda scored=scored: narrate_form(scored, narrator))
        standing.append(as_it_will_stand(scored))
        alone.append(step("审核", lambda: check_form(standing[-1])))
        judged = judge(form, find, narrator, "default")
        step("列表的数据", lambda judged=judged: json.dumps(summary_data(judged), ensure_ascii=False))
    step("表与表之间", lambda: cross_check(standing, alone))
    whole = sum(spent.values())
    return {name: each / whole for name, each in spent.items()}


def _table(size: int, lines: Sequence[dict[str, float]], shares: Sequence[dict[str, float]]) -> str:
    ready = min(line["ready"] for line in lines)
    rows = [
        f"文件 {size / 1e6:.1f} MB；打开到能用 {ready:.1f} 秒。{COUNT} 本工作簿从拖入到列表出来：",
        "",
        "| | 秒 | 处理器秒 | 内存 MB | " + " | ".join(shares[0]) + " |",
        "|---|---:|---:|---:|" + "---:|" * len(shares[0]),
    ]
    for label, line, share in zip(("14 张轮流（文字重复）", "文字各不相同"), lines, shares, strict=True):
        cells = " | ".join(f"{each:.0%}" for each in share.values())
        rows.append(
            f"| {label} | {line['seconds']:.1f} | {line['cpu']:.1f} | {line['memory']:.0f} | {cells} |"
        )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
