"""Precision and recall of the checks on the 14 published forms, against labels made by hand; writes docs/审核准确度.md.

.venv/bin/python scripts/measure_findings.py [--write]

A finding and a label meet where form, code and place agree ("*" meets any place of the form). Severities are told
apart by what the tool says for precision, by what the label says for recall.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from zipingbiao.checks.catalogue import all_rules
from zipingbiao.checks.run import check_form, cross_check
from zipingbiao.form.interchange import read_interchange
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "tests" / "checks" / "hand_labels.yaml"
FORMS = ROOT / "tests" / "data" / "forms.json"
PAGE = ROOT / "docs" / "审核准确度.md"
SEVERITIES = {"E": "错误", "W": "警告", "I": "提示"}
_ROW = re.compile(r"indicators\[(\d+)\]")


@dataclass(frozen=True, order=True)
class Mark:
    """One finding, of the tool or of the reader: form from 1, code, place, severity."""

    form: int
    code: str
    place: str
    severity: str


@dataclass(frozen=True)
class Compared:
    """What both said, what only the tool said, what only the reader said. `both`: tool's mark, reader's mark."""

    both: tuple[tuple[Mark, Mark], ...]
    tool_only: tuple[Mark, ...]
    reader_only: tuple[Mark, ...]


def hand_marks(data: Mapping[str, Any]) -> list[Mark]:
    """The labels of the file."""
    return [
        Mark(int(form), *_code_and_severity(key, place))
        for form, codes in data["labels"].items()
        for key, places in codes.items()
        for place in places
    ]


def _code_and_severity(key: str, place: str) -> tuple[str, str, str]:
    code, _, severity = key.partition("/")
    return code, place, severity


def tool_marks() -> list[Mark]:
    """What the review bundle finds, by the rules of Beijing, whose forms they are."""
    forms = read_interchange(FORMS.read_text("utf-8"), FORMS.name).forms
    scored = [score_form(form, load("cn-beijing", form.evaluated_year)) for form in forms]
    results = cross_check(scored, [check_form(each, "finance") for each in scored], "finance")
    return [
        Mark(n, finding.code, place_of(finding.field), finding.severity.value)
        for n, checked in enumerate(results, 1)
        for finding in checked.findings
    ]


def place_of(field: str) -> str:
    """`r3` for a row, else the block of the form."""
    row = _ROW.match(field)
    if row is not None:
        return f"r{int(row[1]) + 1}"
    block = field.split("[")[0].split(".")[0]
    return {"funds": "money", "goals": "goals", "indicators": "*", "total": "*"}.get(block, "name")


def compared(tool: Iterable[Mark], reader: Sequence[Mark]) -> Compared:
    """Marks of the same place first, then those whose label is for the whole form."""
    left, both, alone = list(reader), [], []
    waiting = []
    for mark in sorted(tool):
        fits = [each for each in left if _same(each, mark) and each.place == mark.place]
        if not fits:
            waiting.append(mark)
            continue
        left.remove(fits[0])
        both.append((mark, fits[0]))
    for mark in waiting:
        fits = [each for each in left if _same(each, mark) and "*" in (each.place, mark.place)]
        if not fits:
            alone.append(mark)
            continue
        left.remove(fits[0])
        both.append((mark, fits[0]))
    return Compared(tuple(both), tuple(alone), tuple(sorted(left)))


def _same(label: Mark, mark: Mark) -> bool:
    return (label.form, label.code) == (mark.form, mark.code)


def percent(part: int, whole: int) -> str:
    return "—" if not whole else f"{part * 100 / whole:.1f}%"


def by_severity(found: Compared) -> list[str]:
    """One line a severity: precision by the tool's severity, recall by the reader's."""
    lines = [
        "| 级别 | 程序提出 | 其中复核人也提出 | 查准率 | 复核人提出 | 其中程序也提出 | 查全率 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for severity, name in (*SEVERITIES.items(), ("EWI", "合计")):
        hit = sum(tool.severity in severity for tool, _ in found.both)
        tool = hit + sum(mark.severity in severity for mark in found.tool_only)
        met = sum(label.severity in severity for _, label in found.both)
        reader = met + sum(mark.severity in severity for mark in found.reader_only)
        lines.append(
            f"| {name} | {tool} | {hit} | {percent(hit, tool)} | {reader} | {met} | {percent(met, reader)} |"
        )
    return lines


def by_code(found: Compared) -> list[str]:
    """One line a code that either of them raised."""
    hits = Counter(tool.code for tool, _ in found.both)
    extra, missed = (Counter(mark.code for mark in marks) for marks in (found.tool_only, found.reader_only))
    lines = [
        "| 编码 | 内容 | 都提出 | 只有程序 | 只有复核人 | 查准率 | 查全率 |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for info in all_rules(load()):
        both, tool, reader = hits[info.code], extra[info.code], missed[info.code]
        if both or tool or reader:
            rates = f"{percent(both, both + tool)} | {percent(both, both + reader)}"
            lines.append(
                f"| [{info.code}](rules/{info.code}.md) | {info.title} | {both} | {tool} | {reader} | {rates} |"
            )
    return lines


def disagreements(found: Compared, data: Mapping[str, Any]) -> list[str]:
    """Every difference with the reason that the file gives; one without a reason is told as such."""
    reasons: dict[tuple[int, str, str, str], str] = {}
    for each in data["disagreements"]:
        for form, place in each["at"]:
            reasons[int(form), each["code"], place, each["only"]] = each["reason"]
    lines = ["| 表 | 位置 | 编码 | 谁提出 | 为什么不同 |", "|--:|---|---|---|---|"]
    for marks, only, name in ((found.tool_only, "tool", "程序"), (found.reader_only, "reader", "复核人")):
        for mark in marks:
            why = reasons.get((mark.form, mark.code, mark.place, only), "【没有写理由】")
            lines.append(f"| {mark.form} | {mark.place} | {mark.code} | {name} | {why} |")
    return lines


def page() -> str:
    """The page, from the labels and from what the checks find now."""
    data = yaml.safe_load(LABELS.read_text("utf-8"))
    found = compared(tool_marks(), hand_marks(data))
    graver = sum(tool.severity != label.severity for tool, label in found.both)
    parts = [
        "# 审核准确度",
        "14 张公开的自评表由一名复核人先逐张读完、逐条写下会提出的问题（`tests/checks/hand_labels.yaml`），再与程序（`--bundle review`，北京规则）的结果对照。"
        "标注在看程序结果之前完成（只见过个别规则的结果，文件里写明），之后不改；不同之处逐条写明理由。14 张表也是写规则时用的表，所以这里的数说明规则与细心阅读相符，不说明在别的表上也是这个数。",
        "## 按级别",
        "\n".join(by_severity(found)),
        f"查准率按程序认定的级别，查全率按复核人认定的级别；都提出而级别认定不同的 {graver} 条。",
        "## 按规则",
        "\n".join(by_code(found)),
        "## 不同之处",
        "\n".join(disagreements(found, data)),
        "<!-- 由 scripts/measure_findings.py --write 生成，请勿手改。 -->",
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    text = page()
    if "--write" in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
