"""Writes docs/说明对照.md: the notes published with the 14 real forms beside what this tool writes.

.venv/bin/python scripts/build_note_table.py
"""

from __future__ import annotations

from pathlib import Path

from zipingbiao.deviation.rows import is_marked_down
from zipingbiao.form.interchange import read_interchange
from zipingbiao.form.model import Form
from zipingbiao.narrative.narrate import Narrator, narrate_form
from zipingbiao.narrative.note import Note
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.result import ScoredForm
from zipingbiao.scoring.score import score_form

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT / "tests" / "data" / "forms.json"
TABLE = ROOT / "docs" / "说明对照.md"

HEAD = """# 说明对照：公布的说明与本工具的说明

由 `scripts/build_note_table.py` 根据 `tests/data/forms.json`（14张公开的2024年度项目支出绩效自评表）生成，请勿手改。

* 每行未选“扣分/偏差类型”、未填“补充说明”：本工具只有表内事实和公布的说明可用。
* 说明按 事实 → 原因 → 改进措施及时限 写，每条不超过200字。没有人填过的原因、措施和时限一律写成【请填写：…】，由单位填。
* “暂未收到不良反馈”是现状，“追加项目”是背景，都不是扣分的原因；没有调查数据的满意度只写“填报100%”。

"""
COLUMNS = "| 表 | 行 | 指标及得分 | 公布的说明 | 本工具的说明 | 还缺什么 |\n|---|---|---|---|---|---|\n"

#: Worth a look, but no note is required; the reason why not.
NOT_REQUIRED = (
    (
        "seed-14",
        "资金",
        "年初预算110.84万元→全年预算110.57万元",
        "调减0.27万元，占年初预算的0.24%，不超过1%，不要求说明",
    ),
    (
        "seed-14",
        "3",
        "时效 是（2024年4月前）→2023年12月，10/10",
        "按期完成；签订早于评价年度，资金全部为上年结转资金，不要求说明",
    ),
)


def build() -> str:
    """The whole document."""
    narrator = Narrator.load(())
    deducted: list[str] = []
    others: list[str] = []
    for form in read_interchange(FORMS.read_text("utf-8"), FORMS.name).forms:
        scored = score_form(form, load("cn", form.evaluated_year))
        for note in narrate_form(scored, narrator).notes:
            if not note.required:
                continue
            if isinstance(note.n, int) and is_marked_down(scored.rows[note.n - 1]):
                deducted.append(_line(form, scored, note))
            else:
                others.append(_line(form, scored, note))
    others += [_row(form, row, what, "（空）", why, "") for form, row, what, why in NOT_REQUIRED]
    return "".join(
        (
            HEAD,
            f"## 一、扣分的{len(deducted)}行\n\n",
            COLUMNS,
            *deducted,
            "\n## 二、未扣分但应说明的事项：预算调整和执行率、超额完成、与资金表不一致、评价年度之后完成\n\n",
            COLUMNS,
            *others,
        )
    )


def _line(form: Form, scored: ScoredForm, note: Note) -> str:
    if not isinstance(note.n, int):
        line = form.funds[0]
        what = f"年初{line.initial_budget}→全年{line.annual_budget}，执行{line.executed}，{line.rate}"
        return _row(form.id, "资金", what, line.note, note.text, _missing(note))
    row = form.indicators[note.n - 1]
    what = f"{row.level2 or row.level1} {row.target.text}→{row.actual.text}，{row.score}/{row.weight}"
    return _row(form.id, str(note.n), what, row.note, note.text, _missing(note))


def _missing(note: Note) -> str:
    return "；".join(gap.strip("【】").removeprefix("请填写：") for gap in note.gaps)


def _row(form: str, row: str, what: str, published: str, written: str, missing: str) -> str:
    cells = (
        form.removeprefix("seed-").lstrip("0"),
        row,
        what,
        published or "（空）",
        written,
        missing or "—",
    )
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"


def main() -> None:
    """Write the document."""
    TABLE.write_text(build(), "utf-8")


if __name__ == "__main__":
    main()
