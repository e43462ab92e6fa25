"""No threshold stands in code: every number in scoring, facts, checks, notes and commands is a plain one, or has a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "zipingbiao"
FOLDERS = ("scoring", "deviation", "checks", "narrative", "commands")
#: Nothing, one; the whole in percent; 元 in 万元.
PLAIN = {Decimal(number) for number in (0, 1, 100, 10000)}
#: Calls whose numbers are no judgement: how much is remembered, to how many places something is rounded or told.
TECHNICAL = {"lru_cache", "round_half_up", "for_a_sentence", "part_of"}
#: A number as a text, with % or as a fraction: 0.8, 80%, 4/5, 8E1.
_WRITTEN = re.compile(r"\s*[-+]?(\d+(?:\.\d*)?(?:[eE]\d+)?|\.\d+)(?:/(\d+))?\s*[%％‰]?\s*")
#: Module and number → why it is no threshold of the rules.
REASONS = {
    ("scoring/execution.py", 2): "decimal places of rate and score, as the forms print them",
    ("scoring/reported.py", 12): "how much of a text a reason shows",
    ("checks/context.py", 16): "how much of a name a message shows",
    ("checks/facts_read.py", 12): "signs of a mark, no figure of a rule",
    ("checks/identity.py", 8): "signs of a name, no figure of a rule",
    ("deviation/cost.py", 2): "half of the last printed place, the middle of an interval",
    ("checks/rules/amounts.py", 24): "how much of a text a message shows",
    ("checks/rules/cross.py", 40): "how much of a note a message shows",
    ("scoring/judge.py", 3): "signs of a name: 建群率",
    ("scoring/judge.py", 6): "June, a month of the summer holidays",
    ("scoring/judge.py", 7): "July, a month of the summer holidays",
    ("scoring/judge.py", 8): "August, a month of the summer holidays",
    ("scoring/score.py", 2): "scores are rounded to two decimals",
    ("checks/rules/against.py", 24): "how much of a text a message shows",
    ("checks/rules/reading.py", 12): "how many cells a message names",
    ("checks/rules/reading.py", 24): "how much of a text a message shows",
    ("commands/own_formulas.py", 1000): "cells of a range that are looked through for a message",
    ("narrative/lexis.py", 2): "signs of a word",
    ("commands/own_formulas.py", 2): "decimal places that a score is told with",
    ("checks/rules/funds.py", 2): "decimal places of a rate, as the forms print them",
    ("checks/rules/goals.py", 16): "how much of a goal a message shows",
    ("checks/rules/filled.py", 24): "how much of a text a message shows",
    ("checks/rules/filled.py", 3): "how many cells with one habit are told one by one",
    ("checks/rules/layout.py", 2): "texts are compared by pieces of two characters",
    ("checks/rules/wording.py", 2): "a clause and its repetition",
    ("checks/rules/notes.py", 40): "how much of a note a message shows",
    ("checks/rules/targets.py", 365): "days of a year",
    ("checks/rules/targets.py", 366): "days of a leap year",
    ("checks/rules/template_text.py", 24): "how much of a text a message shows",
    ("checks/rules/template_text.py", 3): "how many names a message shows",
    ("commands/mark.py", 2): "lines of the list: the heading stands above; names of lists count from two",
    ("commands/record.py", 4000): "characters of a comment that a spreadsheet still shows",
    ("commands/record.py", 8000): "characters that a defined name holds",
    ("commands/record.py", 250): "characters of a formula that a program may give a name",
    ("commands/record.py", 2): "names that go on count from two",
    ("checks/rules/cross.py", 2): "forms or texts that are compared: at least two",
    ("commands/record.py", 9): "the best compression",
    ("narrative/clauses.py", 1500): "the longest text that is looked at",
    ("narrative/engine.py", 20000): "the largest template",
    ("narrative/engine.py", 40): "brackets in one template line",
    ("narrative/facts.py", 40): "how much of a printed value a note repeats",
    ("narrative/facts.py", 12): "the longest figure a note repeats",
    ("narrative/facts.py", 10): "万 and 亿 are powers of ten",
    ("narrative/facts.py", 4): "万 is ten to the fourth",
    ("narrative/facts.py", 8): "亿 is ten to the eighth",
    ("narrative/guard.py", 24): "how deep a template may be nested",
    ("narrative/narrator.py", 4096): "how many sentences are remembered",
    ("narrative/narrator.py", 2): "the shortest of the ways to say a fact",
    ("narrative/respondents.py", 40): "how much of a name is looked at",
}


def modules() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (SOURCE / folder).rglob("*.py"))


def numbers(tree: ast.AST) -> Iterator[tuple[int, Decimal]]:
    """Every number that could be a threshold, with its line: literals, and texts that are numbers, whoever reads them."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            continue
        value, parent = node.value, parents[node]
        while isinstance(parent, ast.UnaryOp):
            parent = parents[parent]
        if isinstance(value, str) and (written := _WRITTEN.fullmatch(value)):
            yield from ((node.lineno, Decimal(part)) for part in written.groups() if part)
        elif isinstance(value, int | float) and not _is_technical(node, parent, parents):
            yield node.lineno, Decimal(str(value))


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _is_technical(node: ast.Constant, parent: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """A place in a row, two things side by side, or an argument that tells how and not how much."""
    if isinstance(parent, ast.keyword):
        parent = parents[parent]
    if isinstance(parent, ast.Call):
        places = _name(parent) == "lru_cache" or node not in parent.args[:1]
        return (_name(parent) in TECHNICAL and places) or _name(parent) == "cell_name"
    if isinstance(parent, ast.Subscript | ast.Slice) and isinstance(node.value, int):
        return node.value <= 5  # the columns of a table, the first few that are told
    if not isinstance(parent, ast.Compare) or node.value != 2:
        return False
    return isinstance(parent.ops[0], ast.Lt) and _is_count(parent.left)


def _is_count(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _name(node) == "len"


def thresholds(source: str, module: str) -> list[str]:
    """What the test objects to in one module."""
    return [
        f"{module}:{line}: {value}"
        for line, value in numbers(ast.parse(source))
        if value not in PLAIN and (module, value) not in REASONS
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_threshold_stands_in_code(path: Path) -> None:
    module = path.relative_to(SOURCE).as_posix()
    assert not thresholds(path.read_text("utf-8"), module), (
        "阈值写进 rulebook/data/cn.toml 和 schema.toml，注明来源和状态"
    )


def test_no_reason_is_left_over() -> None:
    """Where the number is gone, its reason goes: nobody may put another threshold there."""
    used = {
        (path.relative_to(SOURCE).as_posix(), value)
        for path in modules()
        for _, value in numbers(ast.parse(path.read_text("utf-8")))
    }
    assert set(REASONS) <= used, set(REASONS) - used


@pytest.mark.parametrize(
    "source",
    [
        "rate < 90",
        "rate < 90.0",
        "90 > rate",
        "share = score * 0.8",
        'LIMIT = Decimal("0.8")',
        "LIMIT = Fraction('0.8')",
        "_MOST = 200",
        "x <= 2 * target",
        "x > target * 1.3",
        "late = actual >= date(year, 12, 1)",
        "len(rows) >= 4",
        "if lost > 2: pass",
        "x < -5",
        "BANDS = {'部分达成': 0.8}",
        "def far(row, limit=130): pass",
        "rows[:30]",
        "limit = int('30')",
        "max(score, 60)",
        "match x:\n  case 85: pass",
        "LIMIT = Fraction('4/5')",
        "LIMIT = Fraction(4, 5)",
        "LIMIT = Decimal(value='0.8')",
        "LIMITS = tuple(map(Decimal, ('0.8', '0.6')))",
        "number_of = Decimal\nLIMIT = number_of('.8')",
        "rate < percent('80%')",
        "rate < number('80')",
        "BANDS = {'低': '0.8'}",
        "score < weight / 2",
        "len(rows) > 2",
        "len(rows) >= 2",
        "x > round_half_up(80, 0)",
        "x > 1.5",
        "x > 1e1",
        "x > 0x50",
        "ALIKE = Fraction(1, 2)",
        "ALIKE = 1 / 2",
    ],
)
def test_a_threshold_is_seen(source: str) -> None:
    assert thresholds(source, "checks/rules/scores.py")


@pytest.mark.parametrize(
    "source",
    ["rows[0]", "rows[-1]", "scheme[4]", "rate * 100", "amount / 10000", "len(forms) < 2", "round_half_up(x, 4)", "x > 0", "@lru_cache(maxsize=64)\ndef f(): pass", "True"],
)  # fmt: skip
def test_a_plain_number_is_none(source: str) -> None:
    assert not thresholds(source, "checks/rules/scores.py")
