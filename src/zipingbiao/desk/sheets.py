"""The sheets of the exported register that are a question each: what is asked, and the columns of the answer."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.desk.status import NAMED, UNANSWERED
from zipingbiao.report.tables import Column, Kind

#: A sheet from a question: its columns in the order of what is asked for; `unit` is shown by its name.
Sheet = tuple[str, Sequence[Column]]
FILES: Sheet = (
    "SELECT round, file, state, forms, unit, reason FROM files ORDER BY round, rowid",
    (
        Column("第几次", 7, Kind.COUNT),
        Column("文件", 44),
        Column("情况", 9),
        Column("表", 6, Kind.COUNT),
        Column("单位", 26),
        Column("原因", 60),
    ),
)
FORMS: Sheet = (
    "SELECT round, unit, department, name, code, year, file, state, reason, paired, total, grade, left_out FROM forms ORDER BY form",
    (
        Column("第几次", 7, Kind.COUNT),
        Column("单位", 26),
        Column("主管部门", 20),
        Column("项目名称", 36),
        Column("项目编码", 14),
        Column("年度", 10),
        Column("文件", 36),
        Column("情况", 12),
        Column("原因", 36),
        Column("凭什么认出", 14),
        Column("总分", 8, Kind.SCORE),
        Column("等级", 6),
        Column("总分不计入的原因", 20),
    ),
)
OUTCOMES: Sheet = (
    "SELECT m.unit, m.name, m.file, o.fate, f.severity, f.code, f.cell, f.message, o.why, f.first, o.id FROM outcomes o"
    " JOIN forms m ON o.form = m.form JOIN findings f ON f.form = o.form AND f.id = o.id ORDER BY o.form, o.rowid",
    (
        Column("单位", 26),
        Column("项目名称", 34),
        Column("上次的文件", 30),
        Column("后来", 10),
        Column("级别", 6),
        Column("规则", 8),
        Column("单元格", 8),
        Column("问题", 56),
        Column("为什么消失", 26),
        Column("第几次指出", 8, Kind.COUNT),
        Column("编号", 17),
    ),
)
CHANGES: Sheet = (
    "SELECT m.unit, m.name, m.file, CASE c.kind WHEN 'approved' THEN '批复内容'"
    " WHEN 'asked' THEN '按问题改的批复内容' WHEN 'unasked' THEN '没指出却改了得分' WHEN 'raised' THEN '指出过、得分改高'"
    " WHEN 'computed' THEN '算出的' ELSE '填报' END, c.place, c.label,"
    " c.before, c.after, c.cell FROM changes c JOIN forms m ON c.form = m.form ORDER BY instr('approved unasked raised asked computed filled', c.kind), c.rowid",
    (
        Column("单位", 26),
        Column("项目名称", 34),
        Column("文件", 30),
        Column("改了什么", 16),
        Column("位置", 28),
        Column("栏目", 12),
        Column("原来", 26),
        Column("现在", 26),
        Column("单元格", 8),
    ),
)
WAIVERS: Sheet = (
    "SELECT unit, project, code, place, message, found, reason, who, day, facts FROM waivers ORDER BY rowid",
    (
        Column("单位", 26),
        Column("项目", 34),
        Column("规则", 8),
        Column("位置", 12),
        Column("问题", 50),
        Column("填报内容", 24),
        Column("理由", 34),
        Column("豁免人", 10),
        Column("日期", 11),
        Column("核对码", 14),
    ),
)
REQUESTS: Sheet = (
    f"SELECT m.unit, m.name, m.file, r.code, r.place, CASE WHEN {UNANSWERED} THEN '待定' WHEN EXISTS ({NAMED}) THEN '已同意'"
    " ELSE '那里没有这个问题' END, r.found, r.reason, r.who, r.day FROM requests r"
    " JOIN forms m ON r.form = m.form WHERE m.state = '现行' ORDER BY r.rowid",
    (
        Column("单位", 26),
        Column("项目名称", 34),
        Column("文件", 30),
        Column("规则", 8),
        Column("位置", 12),
        Column("情况", 10),
        Column("填报内容", 24),
        Column("理由", 34),
        Column("谁写的", 10),
        Column("日期", 11),
    ),
)
LETTERS: Sheet = (
    "SELECT round, unit, day, files, forms, returned, items FROM letters ORDER BY round, letter",
    (
        Column("第几次", 7, Kind.COUNT),
        Column("单位", 26),
        Column("日期", 11),
        Column("文件", 50),
        Column("表", 6, Kind.COUNT),
        Column("退回", 6, Kind.COUNT),
        Column("逐条问题", 9, Kind.COUNT),
    ),
)
ANSWERS: Sheet = (
    "SELECT a.round, a.id, (SELECT f.message FROM findings f WHERE f.id = a.id LIMIT 1), a.text, a.file FROM answers a ORDER BY a.rowid",
    (
        Column("第几次", 7, Kind.COUNT),
        Column("编号", 17),
        Column("问题", 56),
        Column("整改情况", 56),
        Column("文件", 34),
    ),
)
