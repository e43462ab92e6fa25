"""Mutation testing, written into docs/变异测试.md. By hand: a part takes from some minutes to half an hour.

mutmut changes the code in thousands of small ways and runs the part's own tests on each; a change that no test notices
has survived. Of a part with more changes than `--sample` so many are drawn, always the same ones for the same code.
Parts that are not named keep their line in the page. Fails where a part lies below the goal.

    python scripts/build_mutations.py [--sample 200 | --all] [--survivors FILE] [--nice 19] [审核 台账 …]
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "变异测试.md"
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
COPIED = ("src", "tests", "templates", "workbooks", "docs", "scripts", "README.md", "pyproject.toml")
GOAL = 85.0
NOTICED = ("killed", "timeout")
SEED = 13
SAMPLE = 200
#: Chinese names of tests stay as they are: pytest would escape them anew each time mutmut runs it in one process.
_ESCAPING = "disable_test_id_escaping_and_forfeit_all_rights_to_community_support=True"
_PYTEST = ("-p", "no:cacheprovider", "-p", "fresh_caches", "-o", _ESCAPING)
#: Decorators that mutmut would leave out together with their functions: most rules, everything that is remembered.
_UNWRAPPED = re.compile(r"(rule|lru_cache|cache|cached_property|property|contextmanager)\b")


@dataclass(frozen=True, slots=True)
class Part:
    """What is changed (below src/zipingbiao) and the tests that have to notice.

    `slow`: tests of these folders that are left out, because a change is tried in seconds or not at all.
    """

    name: str
    code: tuple[str, ...]
    tests: tuple[str, ...]
    slow: tuple[str, ...] = ()


_READING = ("tests/grammar", "tests/scoring", "tests/golden", "tests/rulebook", "tests/form")
_CHECKS, _NOTES = ("tests/checks",), ("tests/narrative",)
_SLOW_CHECKS = ("tests/checks/test_never_raises.py",)
_SLOW_NOTES = ("tests/narrative/test_properties.py", "tests/narrative/test_note_table.py")
#: They start programs of their own, kill them, or write hundreds of workbooks.
_SLOW_BATCHES = tuple(
    f"tests/batch/test_{name}.py"
    for name in ("cluster", "determinism", "durability", "interrupted", "broken_places")
)
#: What comes back from the units is compared with the ledger here, and a ledger is begun.
_ROUNDS = (
    "tests/batch/test_round.py",
    "tests/batch/test_returned.py",
    *(f"tests/cli/test_{name}.py" for name in ("update_record", "update_untouched", "new_ledger")),
)
PARTS = (
    Part("指标值读法", ("form/quantity/*",), _READING),
    Part("金额", ("form/money.py",), _READING),
    Part("计分", ("scoring/*",), _READING),
    Part("偏差", ("deviation/*",), ("tests/deviation",)),
    Part("审核", ("checks/*",), _CHECKS, _SLOW_CHECKS),
    Part("说明", ("narrative/*",), _NOTES, _SLOW_NOTES),
    Part("台账", ("ledger/*",), ("tests/ledger", *_ROUNDS), ("tests/ledger/test_round_trip.py",)),
    Part("批量", ("batch/*",), ("tests/batch",), _SLOW_BATCHES),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one part: how many changes there are, how many were tried, how many were noticed."""

    there: int
    tried: int
    noticed: int

    @property
    def share(self) -> float:
        return 100 * self.noticed / self.tried

    def line(self, name: str) -> str:
        return f"| {name} | {self.there} | {self.tried} | {self.noticed} | {self.share:.1f} % |"


def measured(part: Part, most: int | None, survivors: Path | None) -> Figures:
    """Try the changes of a part in a copy of the project."""
    with tempfile.TemporaryDirectory(prefix="zipingbiao-mutants-") as folder:
        place = Path(folder)
        _copy(part, place)
        names = sorted(_listed(place))
        drawn = names if most is None or len(names) <= most else random.Random(SEED).sample(names, most)
        _mutmut(place, "run", "--max-children", "2", *drawn)
        found = _results(place)
        counts = Counter(found[name] for name in drawn)
        if survivors is not None:
            with survivors.open("a", encoding="utf-8") as file:
                for name in sorted(drawn):
                    if found[name] not in NOTICED:
                        file.write(_mutmut(place, "show", name, quiet=True))
        print(part.name, dict(counts), flush=True)
        return Figures(len(names), len(drawn), sum(counts[each] for each in NOTICED))


def _copy(part: Part, place: Path) -> None:
    """The project with only this part to change, its functions without the decorators that hide them."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source, place / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__")
            )
        else:
            shutil.copy2(source, place / name)
    # A path that is not there when Python starts is never looked at again.
    (place / "mutants" / "src").mkdir(parents=True)
    (place / "mutants" / "tests").mkdir()
    code = place / "src" / "zipingbiao"
    for pattern in part.code:
        for path in code.glob(pattern.replace("*", "**/*.py")):
            path.write_text(unwrapped(path.read_text("utf-8")), "utf-8")
    project = place / "pyproject.toml"
    text = project.read_text("utf-8").partition("[tool.mutmut]")
    after = re.search(r"^\[", text[2], re.M)
    rest = text[2][after.start() :] if after else ""
    project.write_text(f"{text[0]}{_settings(part)}\n{rest}", "utf-8")


def _settings(part: Part) -> str:
    code = [f"src/zipingbiao/{pattern}" for pattern in part.code]
    ignored = [f"--ignore={path}" for path in part.slow]
    return "\n".join(
        (
            "[tool.mutmut]",
            'source_paths = ["src/zipingbiao/"]',
            f"only_mutate = {code}",
            f"also_copy = {list(COPIED)}",
            f"pytest_add_cli_args = {[*_PYTEST, *ignored]}",
            f"pytest_add_cli_args_test_selection = {list(part.tests)}",
            # mutmut counts by the clock, and without what prepares a test: a busy machine is no endless loop.
            "timeout_multiplier = 10.0",
            "timeout_constant = 10.0",
            "",
        )
    )


def unwrapped(source: str) -> str:
    """`@rule("JXB001")` above a function becomes `f = rule("JXB001")(f)` below it: the same, but seen by mutmut."""
    lines = source.splitlines()
    for function in sorted(_decorated(ast.parse(source)), key=lambda each: -each.lineno):
        (decorator,) = function.decorator_list
        called = ast.unparse(decorator)
        indent = " " * function.col_offset
        lines.insert(function.end_lineno or 0, f"{indent}{function.name} = {called}({function.name})")
        del lines[decorator.lineno - 1 : function.lineno - 1]
    return "\n".join(lines) + "\n"


def _decorated(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or len(node.decorator_list) != 1:
            continue
        if _UNWRAPPED.match(ast.unparse(node.decorator_list[0])):
            yield node


def _listed(place: Path) -> list[str]:
    """All changes there are. mutmut makes them, sees which tests reach them, and finds none of that name to try."""
    said = _mutmut(place, "run", "none-of-this-name", quiet=True, may_fail=True)
    if not (place / "mutants" / "mutmut-stats.json").is_file():
        sys.exit(f"mutmut 没有列出改动，先看这个部分的测试是否通过：\n{said[-3000:]}")
    return list(_results(place))


def _results(place: Path) -> dict[str, str]:
    """Mutant → killed, timeout, survived, no tests or not checked."""
    lines = _mutmut(place, "results", "--all", "true", quiet=True).splitlines()
    return dict(line.strip().split(": ") for line in lines if "__mutmut_" in line)


def _mutmut(place: Path, *arguments: str, quiet: bool = False, may_fail: bool = False) -> str:
    paths = (place / "mutants" / "src", place / "mutants" / "tests", place / "tests")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONHASHSEED": "0"}
    command = [MUTMUT, *arguments]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    if done.returncode and not may_fail:
        sys.exit(f"{' '.join(command[:3])}：{done.stdout[-3000:]}{done.stderr[-3000:]}")
    if not quiet:
        print(done.stdout.splitlines()[-1:], flush=True)
    return done.stdout


HEAD = f"""# 变异测试

由 `make mutation` 写出：mutmut 逐处改动代码（换比较符、删参数、改常数、改文字……），只跑这个部分自己的测试，看是否发现。
改动多的部分抽一部分来试（一般 {SAMPLE} 处），种子固定（{SEED}），同样的代码抽到同样的改动；“试了”与“改动”相同的是全部试过。
规则和记住结果的函数也在内。太慢的测试不跑（见 scripts/build_mutations.py），所以比例只会偏低。
目标：每个部分 {GOAL:.0f} %。没有被发现的多为意义相同的改动（见下）和措辞。

| 部分 | 改动 | 试了 | 被发现 | 比例 |
|---|---:|---:|---:|---:|
"""


def written(found: dict[str, Figures]) -> str:
    """The page: new lines for what was measured, the others as they stand, and the notes below as they stand."""
    old = PAGE.read_text("utf-8") if PAGE.exists() else ""
    lines = []
    for part in PARTS:
        stands = re.search(rf"^\| {part.name} \|.*$", old, re.M)
        if part.name in found:
            lines.append(found[part.name].line(part.name))
        elif stands:
            lines.append(stands.group())
    notes = old.partition("\n## ")
    return HEAD + "\n".join(lines) + "\n" + (f"\n## {notes[2]}" if notes[2] else "")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="部分", help="、".join(part.name for part in PARTS))
    parser.add_argument("--sample", type=int, default=SAMPLE, help="a part's changes to try")
    parser.add_argument("--all", action="store_true", help="try all changes")
    parser.add_argument("--nice", type=int, default=19, help="how far others on this machine go first")
    parser.add_argument("--survivors", type=Path, help="write what was not noticed, as differences")
    given = parser.parse_args(arguments)
    if hasattr(os, "nice"):
        os.nice(given.nice)
    if unknown := set(given.parts) - {part.name for part in PARTS}:
        parser.error(f"没有这个部分：{'、'.join(sorted(unknown))}")
    found = {
        part.name: measured(part, None if given.all else given.sample, given.survivors)
        for part in PARTS
        if not given.parts or part.name in given.parts
    }
    PAGE.write_text(written(found), encoding="utf-8")
    for name, figures in found.items():
        print(figures.line(name))
    if below := [name for name, figures in found.items() if figures.share < GOAL]:
        sys.exit(f"低于目标 {GOAL:.0f} %：{'、'.join(below)}。")


if __name__ == "__main__":
    main()
