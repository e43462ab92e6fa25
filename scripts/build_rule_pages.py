"""Writes docs/rules/CODE.md, one page per rule, docs/rules/README.md, the list, and the examples that `explain` shows.
Generated: edit the sources.

.venv/bin/python scripts/build_rule_pages.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from zipingbiao.checks.catalogue import RuleInfo, all_rules
from zipingbiao.checks.examples import KINDS
from zipingbiao.rulebook.load import load

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
CASES = ROOT / "tests" / "checks" / "cases"
EXAMPLES = ROOT / "src" / "zipingbiao" / "checks" / "examples.toml"
SEVERITY = {"E": "错误", "W": "警告", "I": "提示"}
GROUP = {"now": "本次可改", "explain": "须说明", "next": "下年申报时改进"}
FAMILIES = {
    "JXS": "得分",
    "JXB": "资金",
    "JXF": "表式",
    "JXT": "指标值",
    "JXI": "偏差",
    "JXN": "说明",
    "JXC": "跨表",
    "JXW": "豁免",
    "JXR": "读表",
    "JXA": "对照批复",
}


def page(info: RuleInfo) -> str:
    """The page of one rule: what it says, what to do, where it comes from, and cases."""
    head, *lines = info.text().splitlines()
    parts = [f"# {head}", *lines, *_cases(info.code)]
    source = "审核规则由 `src/zipingbiao/checks/catalogue.toml` 与同名用例生成，请勿手改。"
    return "\n\n".join([*parts, f"<!-- {source} -->"]) + "\n"


def _cases(code: str) -> list[str]:
    names = _names(code)
    told = (
        f"{title}：\n\n" + "\n".join(f"- {name}" for name in names[kind])
        for kind, title in KINDS.items()
        if names.get(kind)
    )
    return ["## 例子", *told] if names else []


def _names(code: str) -> dict[str, list[str]]:
    """What the cases of a rule are called, by kind."""
    path = CASES / f"{code}.yaml"
    cases: dict[str, Any] = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    return {kind: [case["name"] for case in cases.get(kind, ())] for kind in KINDS if cases.get(kind)}


def examples() -> str:
    """The same of all rules, as the data that is shipped."""
    lines = ["# 由 tests/checks/cases 生成（scripts/build_rule_pages.py），请勿手改。"]
    for info in all_rules(load()):
        names = _names(info.code)
        if names:
            lines += ["", f"[{info.code}]"]
        for kind, told in names.items():
            lines.append(f"{kind} = {json.dumps(told, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def index() -> str:
    """All rules in one table."""
    lines = [
        "# 审核规则",
        "",
        "一码一条，编码永不复用。级别是这条规则最重的级别。`zipingbiao explain 编码` 给出同样的内容。",
    ]
    for family, title in FAMILIES.items():
        lines += [
            "",
            f"## {family} {title}",
            "",
            "| 编码 | 内容 | 级别 | 处理 | 范围 |",
            "|---|---|---|---|---|",
        ]
        for info in all_rules(load()):
            if info.code.startswith(family):
                bundle = "自查" if info.bundle == "default" else "复核"
                lines.append(
                    f"| [{info.code}]({info.code}.md) | {info.title} | {SEVERITY[info.severity]} | {GROUP[info.group]} | {bundle} |"
                )
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """File name → text of every page."""
    return {"README.md": index()} | {f"{info.code}.md": page(info) for info in all_rules(load())}


def main() -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name, text in written.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    for stale in PAGES.glob("*.md"):
        if stale.name not in written:
            stale.unlink()
    EXAMPLES.write_text(examples(), encoding="utf-8")
    print(f"docs/rules：{len(written) - 1} 条规则")


if __name__ == "__main__":
    main()
