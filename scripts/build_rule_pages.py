"""Writes docs/rules/CODE.md, one page per rule, and docs/rules/README.md, the list. Generated: edit the sources.

.venv/bin/python scripts/build_rule_pages.py
"""

from __future__ import annotations

from pathlib import Path

import yaml

from zipingbiao.checks.catalogue import RuleInfo, all_rules
from zipingbiao.rulebook.load import load

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
CASES = ROOT / "tests" / "checks" / "cases"
SEVERITY = {"E": "错误", "W": "警告", "I": "提示"}
GROUP = {"now": "本次可改", "explain": "须说明", "next": "下年申报时改进"}
KINDS = {"fail": "会发现的", "pass": "不会发现的", "near_miss": "像而不是的"}
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
    path = CASES / f"{code}.yaml"
    if not path.exists():
        return []
    cases = yaml.safe_load(path.read_text("utf-8"))
    found = ["## 例子"]
    for kind, title in KINDS.items():
        names = "\n".join(f"- {case['name']}" for case in cases.get(kind, ()))
        if names:
            found.append(f"{title}：\n\n{names}")
    return found


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
    print(f"docs/rules：{len(written) - 1} 条规则")


if __name__ == "__main__":
    main()
