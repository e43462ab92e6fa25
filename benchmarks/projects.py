"""Varied projects for the benchmarks: the 14 published forms, with other names, amounts, figures, texts and row counts."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

_DIGITS = re.compile(r"\d+")
SEED = Path(__file__).resolve().parent.parent / "tests" / "data" / "forms.json"


def projects(count: int, seed: int = 2024) -> Iterator[dict[str, Any]]:
    """`count` projects, no two alike, always the same ones; `text`: each as the JSON that is read."""
    chance = random.Random(seed)
    published = json.loads(SEED.read_text("utf-8"))
    rows = [row for form in published for row in form["indicators"]]
    for n in range(count):
        form = copy.deepcopy(chance.choice(published))
        form["id"], form["name"] = f"bench-{n:06d}", f"{form['name']}（{n + 1}期）"
        form["indicators"] = [_row(chance, row, n) for row in chance.choices(rows, k=chance.randint(5, 18))]
        _money(chance, form["funds"])
        form["total"]["score"] = form["total"]["weight"] = ""
        for field in ("expected", "actual"):
            form["goals"][field] = f"{_cut(chance, form['goals'][field])}第{n + 1}批。"
        yield form | {"text": json.dumps(form, ensure_ascii=False)}


def _row(chance: random.Random, row: dict[str, Any], n: int) -> dict[str, Any]:
    made = copy.deepcopy(row)
    made["level3"] = _DIGITS.sub(lambda _: str(chance.randint(1, 9999)), _cut(chance, row["level3"]))
    if row["target"].startswith(("≥", "=")) and row["target"][1:].isdecimal():
        target = chance.randint(1, 500)
        made["target"], made["actual"] = f"{row['target'][0]}{target}", str(chance.randint(1, 600))
    if chance.random() < 0.3:
        made["score"] = ""
    if made["note"]:
        made["note"] = f"{_cut(chance, made['note'])}（{n + 1}）"
    return made


def _money(chance: random.Random, funds: list[dict[str, Any]]) -> None:
    budget = Decimal(chance.randint(1_0000, 2000_0000)) / 100
    executed = (budget * chance.randint(50, 100) / 100).quantize(Decimal("0.01"))
    for line in funds[:2]:
        line |= {"initial_budget": str(budget), "annual_budget": str(budget), "executed": str(executed)}
        line |= {"rate": "", "score": line["score"] if line is not funds[0] else ""}


def _cut(chance: random.Random, text: str) -> str:
    return text[: chance.randint(max(4, len(text) // 2), max(5, len(text)))]
