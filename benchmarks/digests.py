"""Whether a change for speed changed anything else: every result of 3,000 forms, beside those of another revision.

.venv/bin/python benchmarks/digests.py [--against REVISION] [--count N]

Half of the forms share their wording, half share none. Compared byte by byte: the workbooks of the three modes, also out
of a ledger and by two processes, and the JSON of score, check and narrate, from the projects and from the workbooks.
Exit 1 where anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ledgers import write
from projects import projects
from unseen import unseen_projects

ROOT = Path(__file__).resolve().parent.parent
#: Ledger rows read by both revisions; written by a library that is not ours.
LEDGER = 500
SOURCES = ("src", "templates", "workbooks", "pyproject.toml")
#: 报送版 of every form. The command refuses most of them: no project of a benchmark is without findings that block.
FINALS = """
from pathlib import Path
from zipingbiao.batch.inputs import open_input
from zipingbiao.batch.pipeline import process
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.write.writer import FilledForm, Mode, compile_template
template, narrator = compile_template(workbook_path(TEMPLATE).read_bytes()), Narrator.load()
place = Path("报送版")
place.mkdir()
for n, form in enumerate(open_input(Path("forms.jsonl")).forms):
    done = process(form, load("cn", form.evaluated_year), narrator)
    filled = FilledForm(done.form, done.scored, done.narrated, done.checked)
    try:
        (place / f"{n}.xlsx").write_bytes(template.render(filled, Mode.FINAL))
    except ValueError as why:
        print(n, why)
"""
COMMANDS: dict[str, tuple[str, ...]] = {
    "自评表": ("bulk", "forms.jsonl", "-o", "自评表"),
    "数值模式": ("bulk", "forms.jsonl", "-o", "数值模式", "--values"),
    "报送": ("bulk", "forms.jsonl", "-o", "报送", "--final"),
    "报送版": (),
    "两个进程": ("bulk", "forms.jsonl", "-o", "两个进程", "--jobs", "2"),
    "台账": ("bulk", "台账.xlsx", "-o", "台账"),
    "台账两个进程": ("bulk", "台账.xlsx", "-o", "台账两个进程", "--jobs", "2"),
    "bulk": ("bulk", "forms.jsonl", "-o", "无", "--dry-run", "--json"),
    "score": ("score", "forms.jsonl", "--json"),
    "check": ("check", "forms.jsonl", "--json", "--bundle", "review"),
    "narrate": ("narrate", "forms.jsonl", "--json"),
    "score 台账": ("score", "台账.xlsx", "--json"),
    "score 自评表": ("score", "自评表", "--json"),
    "check 自评表": ("check", "自评表", "--json"),
    "narrate 数值模式": ("narrate", "数值模式", "--json"),
    "score 报送版": ("score", "报送版", "--json"),
}


def results(source: Path, inputs: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Everything that one revision gives, in a folder of its own: a name and a digest each."""
    for path in inputs.iterdir():
        (folder / path.name).symlink_to(path)
    home = folder / "home"
    env = os.environ | {"PYTHONPATH": str(source / "src"), "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    for name, command in COMMANDS.items():
        quiet = ("--progress", "none") if command[:1] == ("bulk",) else ()
        words = ("-c", FINALS) if not command else ("-m", "zipingbiao", *command, *quiet)
        done = subprocess.run([sys.executable, *words], cwd=folder, env=env, capture_output=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{source}：{' '.join(command)} 没有完成。{done.stderr.decode()}")
        said = done.stdout + done.stderr + str(done.returncode).encode()
        yield name, hashlib.sha256(said.replace(str(folder).encode(), b"")).hexdigest()
        for path in sorted((folder / name).glob("*.xlsx")) if (folder / name).is_dir() else ():
            yield f"{name}/{path.name}", hashlib.sha256(path.read_bytes()).hexdigest()


def revision(name: str, folder: Path) -> Path:
    """The sources of a revision, as they were where the work at hand parted from it: its own news are no difference."""
    parted = ["git", "merge-base", "HEAD", name]
    name = subprocess.run(parted, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    packed = subprocess.run(
        ["git", "archive", name, *SOURCES], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def prepared(folder: Path, count: int) -> Path:
    """What both revisions are given."""
    folder.mkdir()
    half = count // 2
    with (folder / "forms.jsonl").open("w", encoding="utf-8") as lines:
        for project in (*projects(half), *unseen_projects(count - half, seed=7)):
            lines.write(f"{project['text']}\n")
    write(folder / "台账.xlsx", min(LEDGER, count), shared=False)
    return folder


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--against", default="main")
    options.add_argument("--count", type=int, default=3000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        inputs = prepared(top / "inputs", chosen.count)
        for name in ("then", "now"):
            (top / name).mkdir()
        (top / "sources").mkdir()
        then = dict(results(revision(chosen.against, top / "sources"), inputs, top / "then"))
        now = dict(results(ROOT, inputs, top / "now"))
    differing = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
    print(f"{len(now)} 项结果，与 {chosen.against} 不同的 {len(differing)} 项")
    for name in islice(differing, 20):
        print(f"  {name}")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
