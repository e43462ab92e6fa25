"""What comes with the package: rules, templates, texts. Where one of them is damaged, only installing anew helps."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.hosts.health.link import Link, tried

_AGAIN = "随程序带的文件损坏或缺失，请重新安装：pip install --force-reinstall zipingbiao。"
#: What the row below must give, worked out by hand: 98% reaches ≥95%, so all of 10 points.
_TARGET, _ACTUAL, _WEIGHT = "≥95%", "98%", 10


def shipped() -> Iterator[Link]:
    """Each of them used for what it is there for."""
    yield tried("计分", _scores, _AGAIN)
    yield tried("评分规则", _rulebooks, _AGAIN)
    yield tried("审核规则", _rules, _AGAIN)
    yield tried("标准模板", _template, _AGAIN)
    yield tried("台账模板", _ledger, _AGAIN)
    yield tried("自带的说明模板", _narrative, _AGAIN)


def _scores() -> str:
    from zipingbiao.hosts.functions import perf_score

    score = perf_score(_TARGET, _ACTUAL, _WEIGHT)
    if str(score) not in ("10", "10.0", "10.00"):
        raise RuntimeError(f"指标值{_TARGET}、完成值{_ACTUAL}、分值{_WEIGHT}应得10分，算得{score}")
    return f"{_TARGET}，完成{_ACTUAL}，得{_WEIGHT}分"


def _rulebooks() -> str:
    from zipingbiao.rulebook.load import available, load

    return "、".join(load(name).name for name in available())


def _rules() -> str:
    from zipingbiao.checks.catalogue import all_rules
    from zipingbiao.checks.run import check_form
    from zipingbiao.form.model import Form
    from zipingbiao.rulebook.load import load
    from zipingbiao.scoring.score import score_form

    runs = check_form(score_form(Form(id="检测"), load())).runs
    return f"{len(all_rules(load()))}条，试了{len(runs)}条"


def _template() -> str:
    from zipingbiao.edits.read_xlsx import snapshot_of
    from zipingbiao.form.model import Form
    from zipingbiao.package.gate import package_of
    from zipingbiao.resources import TEMPLATE, workbook_path
    from zipingbiao.rulebook.load import load
    from zipingbiao.scoring.score import score_form
    from zipingbiao.workbook.write.indicator_cells import FilledForm
    from zipingbiao.workbook.write.writer import Mode, compile_template

    form = Form(id="检测", name="环境检测")
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    data = template.render(FilledForm(form, score_form(form, load())), Mode.VALUES)
    snapshot_of(package_of(data, TEMPLATE))
    return TEMPLATE


def _ledger() -> str:
    from zipingbiao.batch.inputs import read_input
    from zipingbiao.ledger.recognise import holds_ledger
    from zipingbiao.package.gate import open_package
    from zipingbiao.resources import DEMO_LEDGER, LEDGER_TEMPLATE, workbook_path

    if not holds_ledger(open_package(workbook_path(LEDGER_TEMPLATE))):
        raise RuntimeError(f"{LEDGER_TEMPLATE} 不是台账")
    found = read_input(workbook_path(DEMO_LEDGER))
    if not found.forms:
        raise RuntimeError(f"{DEMO_LEDGER} 读不出项目：{found.faults[0].message if found.faults else '空的'}")
    return f"{LEDGER_TEMPLATE}，演示台账{len(found.forms)}个项目"


def _narrative() -> str:
    from zipingbiao.form.model import Form
    from zipingbiao.narrative.narrate import narrate_form
    from zipingbiao.narrative.narrator import Narrator
    from zipingbiao.rulebook.load import load
    from zipingbiao.scoring.score import score_form

    narrator = Narrator.load(directories=())
    narrate_form(score_form(Form(id="检测"), load()), narrator)
    if not len(narrator.reasons):
        raise RuntimeError("原因清单 reasons.toml 缺失或是空的")
    return f"{len(narrator.reasons)}种原因"
