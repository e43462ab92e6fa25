"""Writes docs/规则文件.md: how to write a rulebook, every parameter and word list there is, and the places that come along.

.venv/bin/python scripts/build_rulebook_page.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zipingbiao.rulebook.load import available, load
from zipingbiao.rulebook.rulebook import STATUS_LABELS, Parameter, Rulebook
from zipingbiao.rulebook.schema import Kind, Spec, rule_entries, schema
from zipingbiao.rulebook.slots import shown
from zipingbiao.rulebook.values import expected, key_of

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "规则文件.md"
GROUPS = {
    "execution": "预算执行率",
    "amount": "金额",
    "indicator": "定量指标",
    "over_completion": "超额完成",
    "qualitative": "定性指标",
    "yesno": "是/否指标",
    "timeliness": "时效指标",
    "satisfaction": "满意度",
    "cost": "成本",
    "score": "得分",
    "total": "合计",
    "grades": "等级",
    "level1": "一级指标",
    "check": "审核阈值",
    "note": "说明",
}
HEAD = """# 规则文件

规则是数据：阈值、分值、档次、计算方法、用语、规则的级别都写在 `.toml` 文件里。随程序带的在 `src/zipingbiao/rulebook/data/`；自己单位的规则不必进仓库，`--rulebook 我的规则.toml`，或在 `settings.toml` 里写 `rulebook = "路径"`。

写错的不会被悄悄忽略：缺的、错的、不认识的、类型不对的，一次全部指出（文件、位置、现在写的、应该写的），命令退出码 2，不会改用别的规则。

## 一个例子

```toml
[book]
name = "my-bureau"            # 名称
title = "某县财政局"           # 屏幕上的名称
version = "2025.1"
extends = "cn"                # 以它为底，下面只写不同的

[sources.notice]              # 来源：标题必写；number 文号、clause 条款、quote 原文、where 在哪里看到的
title = "某县项目支出绩效自评通知"
number = "某财绩〔2025〕1号"
quote = "执行率低于85%的，应当说明原因"

[parameters.check.low_rate]   # 参数，见下面各表
[[parameters.check.low_rate.values]]
from = 2025-01-01             # 从哪天起（不加引号）；评价年度年末以前最后一项有效；还没有一项生效的，用底本（extends）的值
value = 85
status = "local"              # official 有文件依据、local 地方规定（都要有读到的原文 quote）、observed 公开表格或系统的做法、assumed 约定
source = "notice"

[parameters.indicator.reverse]
[[parameters.indicator.reverse.values]]
from = 2025-01-01
method = "linear"             # 计算方法只写名称，公式在程序里；写一句话不算数，会被拒绝
status = "observed"
source = "notice"

[words]                       # 在原有用语之外追加
empty_note = ["照旧"]

[rules.JXS004]                # 一条审核规则的级别（E 错误、W 警告、I 提示），和没有处理能不能生成报送版
severity = "E"
blocks_final = true
status = "observed"
source = "notice"
```

`[rules.代码]` 里的 `severity`、`blocks_final` 都可以不写：只写 `status`、`source`，就只改依据。`from` 也可以不写。约定（`assumed`）的规则不能是错误；审批过的指标今年改不了，这类规则（处理办法为“下年申报时改进”）不能是错误，也不能挡住报送版。没有写 `blocks_final` 的，级别为错误的规则没有处理就不能生成报送版。
"""
PLACES = """
## 随程序带的规则

| 名称 | 地方 | 与全国通用不同的 |
|---|---|---|
"""
PARAMETERS = """
## 参数

“全国通用”一栏是 `cn` 的值。单位是 % 的（执行率、幅度、满意度）写百分数：85% 写 `85`，写成 `0.85` 会被拒绝；单位是“比例”“占分值的比例”的写小数：80% 写 `0.8`，这里显示为百分比。写明可以 `"off"` 的参数，`"off"` 就是不用。
"""
WORDS = """
## 用语表

| 名称 | 意思 |
|---|---|
"""


def page() -> str:
    """The whole page."""
    cn = load("cn")
    parts = [HEAD, PLACES, *(_place(load(name), cn) for name in available() if name != "cn"), PARAMETERS]
    for group, title in GROUPS.items():
        parts += [f"\n### {title}\n", *_group(group, cn)]
    parts += [WORDS, *(f"| `{_key(name)}` | {about} |\n" for name, about in schema().words.items())]
    parts.append(
        "\n<!-- 由 src/zipingbiao/rulebook/schema.toml 和各规则文件生成，请勿手改：make docs。 -->\n"
    )
    return "".join(parts)


def _place(rulebook: Rulebook, cn: Rulebook) -> str:
    own = [
        f"{each.label}：{shown(each)}（{STATUS_LABELS[each.status]}）"
        for id, each in rulebook.parameters.items()
        if each != cn.parameters[id]
    ]
    own += [f"{code} {_setting(rulebook, code)}" for code in rulebook.rules]
    return f"| `{rulebook.name}` | {rulebook.title} | {'<br>'.join(own)} |\n"


def _setting(rulebook: Rulebook, code: str) -> str:
    setting = rulebook.rules[code]
    severity = {"E": "为错误", "W": "为警告", "I": "为提示", "": ""}[setting.severity]
    blocks = {True: "没有处理不能生成报送版", False: "不挡报送版", None: ""}[setting.blocks_final]
    said = "，".join(part for part in (severity, blocks) if part) or "有依据"
    return f"{rule_entries()[code]['slug']} {said}（{STATUS_LABELS[setting.status]}）"


def _group(group: str, cn: Rulebook) -> Iterator[str]:
    mine = [spec for id, spec in schema().parameters.items() if id.split(".")[0] == group]
    for spec in mine:
        yield f"\n**`{spec.id}`** {spec.label}{f'（{spec.unit}）' if spec.unit else ''}。{spec.about}\n\n"
        yield from _lines(spec, cn.parameter(spec.id))


def _lines(spec: Spec, parameter: Parameter) -> Iterator[str]:
    quote = f"，原文“{parameter.source.quote}”" if parameter.source.quote else ""
    note = f"。{parameter.note}" if parameter.note else ""
    yield f"- `{key_of(spec)}`：{expected(spec)}\n"
    if spec.kind is Kind.METHOD:
        yield from (f"  - `{name}`：{said}\n" for name, said in spec.methods.items())
    value = f"`{parameter.value}`" if spec.kind is Kind.METHOD else shown(parameter)
    yield f"- 全国通用：{value}（{STATUS_LABELS[parameter.status]}；{parameter.source}{quote}{note}）\n"


def _key(name: str) -> str:
    return name if name.isascii() else f'"{name}"'


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    print(f"docs/规则文件.md：{len(schema().parameters)} 个参数，{len(available())} 个规则文件")


if __name__ == "__main__":
    main()
