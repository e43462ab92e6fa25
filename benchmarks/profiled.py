"""Where the time of the whole pipeline goes: shares of its stages, and the functions that take most by themselves.

.venv/bin/python benchmarks/profiled.py

Shares of processor time. A function's own time is told by the profiler, which makes small functions look slower than they
are; that the first of them takes little shows all the same that there is no hot spot left.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from methods import TEMPLATE, Project
from projects import projects
from unseen import unseen_projects

KINDS: dict[str, Callable[[int], Iterator[Project]]] = {
    "文字会再来": projects,
    "没有一段文字出现过两次": unseen_projects,
}
WARM_UP, FORMS, LISTED = 40, 400, 12
STAGES = ("读取", "评分", "说明", "审核", "写出")
READING = ("解开、解析 XML", "认出每一项")
_OURS = re.compile(r"zipingbiao/(.+)\.py$")


def pipeline() -> Callable[[Project], tuple[float, ...]]:
    """One project through the house; gives when each stage ended, the start first."""
    from dataclasses import replace

    from zipingbiao.batch.pipeline import with_notes, with_scores
    from zipingbiao.checks.run import check_form
    from zipingbiao.form.interchange import read_interchange
    from zipingbiao.narrative.narrate import narrate_form
    from zipingbiao.narrative.narrator import Narrator
    from zipingbiao.rulebook.load import load
    from zipingbiao.scoring.score import score_form
    from zipingbiao.workbook.write.writer import FilledForm, Mode, compile_template

    template, narrator, now = compile_template(TEMPLATE.read_bytes()), Narrator.load(), time.process_time

    def through(project: Project) -> tuple[float, ...]:
        times = [now()]
        form = read_interchange(project["text"], "bench").forms[0]
        times.append(now())
        scored = score_form(form, load("cn", form.evaluated_year))
        times.append(now())
        narrated = narrate_form(scored, narrator)
        times.append(now())
        filled = replace(scored, form=with_notes(form, narrated))
        checked = check_form(with_scores(filled))
        times.append(now())
        template.render(FilledForm(filled.form, filled, narrated, checked), Mode.FORMULAS)
        times.append(now())
        return tuple(times)

    return through


def shares(made: Iterator[Project]) -> tuple[float, list[float]]:
    """Milliseconds of processor time a form, and what part of it each stage takes."""
    through = pipeline()
    ready = list(made)
    for project in ready[:WARM_UP]:
        through(project)
    gc.freeze()
    spent = Counter[str]()
    for project in ready[WARM_UP:]:
        times = through(project)
        for stage, (start, end) in zip(STAGES, pairwise(times), strict=True):
            spent[stage] += end - start
    total = sum(spent.values())
    return total / (len(ready) - WARM_UP) * 1000, [spent[stage] / total for stage in STAGES]


def costliest(made: Iterator[Project]) -> tuple[list[tuple[str, float]], float]:
    """Our functions by their own part of the time, and how many calls of any function one form takes."""
    through, ready = pipeline(), list(made)
    for project in ready[:WARM_UP]:
        through(project)
    profile = cProfile.Profile()
    profile.enable()
    for project in ready[WARM_UP:]:
        through(project)
    profile.disable()
    entries: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in entries.values())
    calls = sum(count for _, count, _, _, _ in entries.values()) / (len(ready) - WARM_UP)
    found = [
        (f"{where[1]} {name}", own / total)
        for (file, _, name), (_, _, own, _, _) in entries.items()
        if (where := _OURS.search(file)) is not None
    ]
    return sorted(found, key=lambda each: -each[1])[:LISTED], calls


def reading(place: Path) -> list[tuple[str, float]]:
    """The steps of reading a workbook that is nobody's known one, in milliseconds of processor time."""
    from zipingbiao.edits.read_xlsx import read_snapshot
    from zipingbiao.workbook.read.forms import forms_of

    paths = sorted((place / "forms").glob("*.xlsx"))[: FORMS // 2]
    for path in paths[:WARM_UP]:
        forms_of(read_snapshot(path))
    times = [time.process_time()]
    snapshots = [read_snapshot(path) for path in paths]
    times.append(time.process_time())
    for snapshot in snapshots:
        forms_of(snapshot)
    times.append(time.process_time())
    spent = (end - start for start, end in pairwise(times))
    return [(step, each / len(paths) * 1000) for step, each in zip(READING, spent, strict=True)]


def collecting(place: Path) -> list[tuple[str, float]]:
    """The steps of `collect` over a folder of workbooks, each with its processor time a form, in milliseconds."""
    from zipingbiao.checks.run import check_form, cross_check
    from zipingbiao.report.collect import Collection
    from zipingbiao.report.collect_workbook import collection_bytes
    from zipingbiao.report.gather import gather
    from zipingbiao.report.subject import Review, reviewed
    from zipingbiao.rulebook.load import load
    from zipingbiao.scoring.score import score_form

    lines = place / "forms.jsonl"
    lines.write_text("\n".join(project["text"] for project in projects(FORMS, seed=11)), encoding="utf-8")
    command = [sys.executable, "-m", "zipingbiao", "bulk", lines, "-o", place / "forms", "--progress", "none"]
    subprocess.run(
        command, stdout=subprocess.DEVNULL
    )  # in a process of its own: nothing of it is remembered here
    times = [time.process_time()]
    gathered = gather([place / "forms"])
    times.append(time.process_time())
    scored = [score_form(each.form, load("cn", each.form.evaluated_year)) for each in gathered.forms]
    times.append(time.process_time())
    checked = cross_check(scored, [check_form(each) for each in scored])
    times.append(time.process_time())
    review = Review(tuple(reviewed(gathered.forms, scored, checked)), gathered.faults, gathered.remarks)
    collection_bytes(Collection(gathered, review))
    times.append(time.process_time())
    steps = ("读自评表", "评分", "审核", "写汇总表")
    spent = (end - start for start, end in pairwise(times))
    return [(step, each / len(scored) * 1000) for step, each in zip(steps, spent, strict=True)]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured. `stages`: milliseconds a form and the parts of them, by kind of project; steps in milliseconds."""

    stages: dict[str, tuple[float, list[float]]]
    functions: list[tuple[str, float]]
    calls: float
    collecting: list[tuple[str, float]]
    reading: list[tuple[str, float]]


def measured() -> Measured:
    stages = {label: shares(made(WARM_UP + FORMS)) for label, made in KINDS.items()}
    functions, calls = costliest(unseen_projects(WARM_UP + FORMS // 2))
    with TemporaryDirectory() as place:
        steps = collecting(Path(place))
        return Measured(stages, functions, calls, steps, reading(Path(place)))


def tables(found: Measured) -> list[str]:
    """All tables, as lines of a page."""
    lines = [f"| 项目 | 毫秒/张（处理器时间） | {' | '.join(STAGES)} |", "|---|--:|--:|--:|--:|--:|--:|"]
    for label, (each, parts) in found.stages.items():
        lines.append(f"| {label} | {each:.2f} | {' | '.join(f'{part:.0%}' for part in parts)} |")
    lines += ["", "| 自身最费时的函数（没有一段文字出现过两次） | 占全部 |", "|---|--:|"]
    lines += [f"| {name} | {part:.1%} |" for name, part in found.functions]
    lines.append(f"| 以上{len(found.functions)}个合计 | {sum(part for _, part in found.functions):.1%} |")
    for title, steps in (("collect 的一步", found.collecting), ("读别人的工作簿的一步", found.reading)):
        whole = sum(each for _, each in steps)
        lines += ["", f"| {title} | 毫秒/张（处理器时间） | 占全部 |", "|---|--:|--:|"]
        lines += [f"| {step} | {each:.2f} | {each / whole:.0%} |" for step, each in steps]
    return lines


if __name__ == "__main__":
    print("\n".join(tables(measured())))
