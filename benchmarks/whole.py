"""The commands as they are used, at the size of a province. Writes docs/规模.md.

.venv/bin/python benchmarks/whole.py [--most N]

Each line is a fresh process, start-up included, with its own peak memory. The arithmetic for 200,000 forms below the table
is made from the lines above it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from limits import COLLECT_GOAL
from pipeline import folder
from projects import projects

PAGE = Path(__file__).resolve().parent.parent / "docs" / "规模.md"
COMMAND = Path(sys.executable).with_name("zipingbiao")
PROVINCE = 200_000
COLLECTED, PRINTED = 2_000, 40


@dataclass(frozen=True, slots=True)
class Line:
    """One command. `count`: projects or forms; `peak`: MB of the process itself."""

    label: str
    count: int
    seconds: float
    peak: float

    @property
    def rate(self) -> float:
        return self.count / self.seconds

    def row(self) -> str:
        return f"| {self.label} | {self.count:,} | {self.seconds:.1f} | {self.rate:,.0f} | {self.peak:.0f} |"


def run(label: str, count: int, *arguments: object) -> Line:
    """A command to its end, whatever its findings; its words are not wanted."""
    start = time.perf_counter()
    child = os.posix_spawn(
        COMMAND,
        [str(COMMAND), *map(str, arguments)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_WRONLY, 0) for n in (1, 2)],
    )
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{label}：命令没有完成。")
    line = Line(label, count, time.perf_counter() - start, used.ru_maxrss / 1024)
    print(line.row(), file=sys.stderr)
    return line


def written(count: int, place: Path) -> Path:
    """A JSON Lines file of so many projects."""
    path = place / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for project in projects(count):
            lines.write(f"{project['text']}\n")
    return path


#: In a process of its own: what this one holds would be told as the memory of every command it starts.
_AS_LEDGER = """
import sys
from pathlib import Path
from zipingbiao.batch.inputs import read_input
from zipingbiao.ledger.write import ledger_bytes
Path(sys.argv[2]).write_bytes(ledger_bytes(read_input(Path(sys.argv[1])).forms))
"""


def _ledger(lines: Path, place: Path) -> Path:
    """The same projects as a ledger workbook."""
    path = place / "台账.xlsx"
    subprocess.run([sys.executable, "-c", _AS_LEDGER, str(lines), str(path)], check=True)
    return path


def bulk(label: str, count: int, lines: Path, out: Path, *options: str) -> Line:
    """Workbooks of so many projects into a new folder, which goes again."""
    try:
        return run(label, count, "bulk", lines, "-o", out, "--progress", "none", *options)
    finally:
        shutil.rmtree(out, ignore_errors=True)


def measure(most: int) -> list[Line]:
    memory, disk = folder(), Path(tempfile.mkdtemp(dir=PAGE.parent.parent))
    try:
        found = [run("开始运行（--version）", 1, "--version")]
        for count in (n for n in (1_000, 5_000) if n <= most):
            found.append(bulk("bulk，内存盘", count, written(count, memory), memory / "out"))
        middle = min(most, 5_000)
        lines = memory / f"{middle}.jsonl"
        found.append(bulk("bulk --jobs 2，内存盘", middle, lines, memory / "out", "--jobs", "2"))
        found.append(bulk("bulk，硬盘", middle, lines, disk / "out"))
        few = written(COLLECTED, memory)
        place = _ledger(few, memory)
        found.append(bulk("bulk，一本台账，内存盘", COLLECTED, place, memory / "out"))
        found.append(bulk("bulk --jobs 2，一本台账，内存盘", COLLECTED, place, memory / "out", "--jobs", "2"))
        run("写出待汇总的自评表", COLLECTED, "bulk", few, "-o", memory / "forms", "--progress", "none")
        found.append(run("collect", COLLECTED, "collect", memory / "forms", "-o", memory / "汇总.xlsx"))
        if shutil.which("soffice"):
            print_few = written(PRINTED, memory)
            found.append(bulk("bulk --pdf --draft", PRINTED, print_few, memory / "pdf", "--pdf", "--draft"))
    finally:
        shutil.rmtree(memory)
        shutil.rmtree(disk)
    return found


def as_installed(compiled: Path) -> None:
    """Modules are compiled once, as installing does it, whatever this environment says of that."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(compiled)


#: One file each, as a clerk starts them.
COMMANDS = (
    ("score", "score"),
    ("score --json", "score", "--json"),
    ("check", "check"),
    ("narrate", "narrate"),
)
STARTS, START_GOAL = 7, 160
#: Projects of a ledger a second.
LEDGER_GOAL = 400


def cold_starts(place: Path) -> list[str]:
    """What a command on one form costs from its start: processor time, the least of several runs."""
    lines = ["| 命令（一张表） | 毫秒（处理器时间） |", "|---|--:|"]
    one = written(1, place)
    run("写出一张表", 1, "bulk", one, "-o", place / "one", "--progress", "none")
    form = next((place / "one").glob("*.xlsx"))
    for label, *words in COMMANDS:
        least = min(_processor_time(label, words[0], form, *words[1:]) for _ in range(STARTS))
        lines.append(f"| {label} | {least * 1000:.0f} |")
    return [*lines, "", _made_of(form)]


def _made_of(form: Path) -> str:
    """What a start of `score` is made of: the least of several."""
    command = [sys.executable, PAGE.parent.parent / "benchmarks" / "started.py", "score", form, "--json"]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(STARTS)
    ]
    least = min(runs, key=lambda each: each[""][0])
    whole, modules = least.pop("")
    told = "、".join(f"{part} {spent:.0f} 毫秒（{count}）" for part, (spent, count) in least.items())
    rest = whole - sum(spent for spent, _ in least.values())
    return f"score --json 一次 {whole:.0f} 毫秒：{told}；其余 {rest:.0f} 毫秒是 Python 自己的启动、加载模块（{modules}）、读表、评分。"


def _processor_time(label: str, *arguments: object) -> float:
    before = os.times()
    run(label, 1, *arguments)
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def arithmetic(found: list[Line]) -> list[str]:
    """What a province's forms take, from the measured rates."""
    by_label = {line.label: line for line in found}
    disk, twice = by_label["bulk，硬盘"], by_label["bulk --jobs 2，内存盘"]
    once = next(line for line in found if line.label == "bulk，内存盘" and line.count == twice.count)
    said = [
        f"- 一省 {PROVINCE:,} 本：按硬盘上一个进程每秒 {disk.rate:,.0f} 本，{PROVINCE} ÷ {disk.rate:,.0f} ÷ 60 ＝ "
        f"{PROVINCE / disk.rate / 60:.0f} 分钟。一台电脑就够，不必用集群。",
        f"- 第二个进程使速度成为 {twice.rate / once.rate:.2f} 倍。",
    ]
    pdf = by_label.get("bulk --pdf --draft")
    if pdf is not None:
        said.append(
            f"- 同样多的 PDF：每秒 {pdf.rate:.1f} 份（LibreOffice，含写工作簿），{PROVINCE} ÷ {pdf.rate:.1f} ÷ 3600 ＝ "
            f"{PROVINCE / pdf.rate / 3600:.0f} 小时；这才用得上多个进程（`--jobs`）或多台电脑。"
        )
    said.append(
        f"- 一本台账每秒 {by_label['bulk，一本台账，内存盘'].rate:,.0f} 个，从 JSON Lines 每秒 {once.rate:,.0f} 个（目标 {LEDGER_GOAL}）："
        "差的是读台账，同的是评分、说明、审核、写出，见[速度](速度.md)。"
    )
    return said


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--most", type=int, default=5_000)
    most = options.parse_args().most
    place = folder()
    as_installed(place / "compiled")
    found = measure(most)
    try:
        starts = cold_starts(place)
    finally:
        shutil.rmtree(place)
    page = [
        "# 规模",
        "",
        "由 `make bench`（`benchmarks/whole.py`）生成，请勿手改。",
        "",
        f"Python {platform.python_version()}，{platform.system()}，{os.cpu_count()} 核；每行是一个新进程，含启动；除注明的外，输入是 JSON Lines（一行一个项目），"
        "逐行读取。",
        "",
        "| 命令 | 项目 | 秒 | 每秒 | 峰值内存 MB |",
        "|---|--:|--:|--:|--:|",
        *(line.row() for line in found),
        "",
        *arithmetic(found),
        f"- collect 的目标是每秒 {COLLECT_GOAL} 张；时间花在哪一步，见[速度](速度.md)的末尾。",
        "",
        f"每个命令对一张表，{STARTS} 次里最少的一次（目标：score {START_GOAL} 毫秒）：",
        "",
        *starts,
        "",
    ]
    PAGE.write_text("\n".join(page), encoding="utf-8")
    print("\n".join(page))


if __name__ == "__main__":
    main()
