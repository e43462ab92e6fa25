"""The buttons of the tab 绩效自评: what each is called, how it looks, and what it does.

The one source: the Excel ribbon, the LibreOffice toolbar and menu, the manual and their tests are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.hosts.buttons import filing, many_forms, support, this_form
from zipingbiao.hosts.buttons.guards import CHANGES, HANDS_IN, LOOKS, NONE, TAKES_BACK, Guard
from zipingbiao.hosts.buttons.pressed import Action

TAB = "绩效自评"


@dataclass(frozen=True, slots=True)
class Button:
    """`id`: what scripts press it by, for ever; `image`: an icon that Office has (imageMso); `keytip`: the keys after
    Alt and the tab's own. The buttons of a group stand together. A command that needs nothing but the workbook and its
    rules becomes an action by `changing(command)`. `guards`: what it asks for and promises, in every host.
    """

    id: str
    label: str
    group: str
    action: Action
    image: str
    keytip: str
    tip: str
    large: bool = False
    guards: frozenset[Guard] = NONE


BUTTONS: tuple[Button, ...] = (
    Button("score", "计算得分", "本表", this_form.score, "CalculateNow", "S", "算出执行率得分、各项得分、总分和等级；已填的得分不改。", large=True, guards=CHANGES),
    Button("check", "审核本表", "本表", this_form.check, "ErrorChecking", "C", "逐条检查本表：标色、加批注，另列问题清单。", large=True, guards=CHANGES),
    Button("narrate", "生成偏差原因及措施", "本表", this_form.narrate, "ReviewNewComment", "N", "写出需要的说明；没有人填过的原因和措施写成【请填写：…】。", large=True, guards=CHANGES),
    Button("next_finding", "下一条问题", "本表", this_form.next_finding, "ReviewNextComment", "X", "跳到下一条问题所在的格。", guards=LOOKS),
    Button("unmark", "清除审核标记", "本表", this_form.clear_marks, "ReviewDeleteComment", "M", "清除审核时加的颜色、批注和问题清单，其余不动。", guards=TAKES_BACK),
    Button("why", "得分依据", "本表", this_form.why, "FunctionWizard", "Y", "选中一格，说明这个数怎么来的、依据是什么。", guards=LOOKS),
    Button("undo", "撤销上次操作", "本表", this_form.take_back, "Undo", "U", "撤销本选项卡上次所做的改动；改过的格不撤销。", guards=TAKES_BACK),
    Button("from_ledger", "从台账导入", "多表", many_forms.from_ledger, "GetExternalDataFromText", "L", "从自评台账选一个项目，生成它的自评表并打开。", guards=frozenset({Guard.BESIDE})),
    Button("bulk", "批量生成", "多表", many_forms.bulk, "MacroPlay", "B", "由自评台账为每个项目生成一本自评表。", large=True, guards=frozenset({Guard.STOP})),
    Button("collect", "汇总自评表", "多表", many_forms.collect_folder, "PivotTableReport", "K", "读回一个文件夹里的自评表，汇成一张表。", guards=frozenset({Guard.STOP})),
    Button("final", "生成报送版", "报送", filing.final, "FilePrintPreview", "F", "只留数值、不带工作列的报送版；有错误或【请填写】时不生成。", large=True, guards=HANDS_IN),
    Button("pdf", "导出PDF", "报送", filing.pdf, "FileSaveAsPdfOrXps", "P", "把本表导出为 PDF。", guards=HANDS_IN),
    Button("rules", "评分与审核规则", "帮助", support.rules, "DataValidation", "R", "列出全部审核规则及其依据。"),
    Button("restart", "重启计算服务", "帮助", support.restart, "RefreshAll", "T", "单元格函数没有反应时，重新启动计算服务。"),
    Button("doctor", "环境检测", "帮助", support.doctor, "Consolidate", "D", "逐项检查本机环境，指出哪里坏了、怎样修。"),
    Button("about", "关于", "帮助", support.about, "Help", "A", "版本、规则和日志的位置。"),
    Button("plain_values", "切换数值模式", "帮助", support.switch_plain_values, "SheetInsert", "V", "数值模式下按钮只写数值，不写公式；用于 WPS 和不能启用宏的电脑。再点一次换回。"),
)  # fmt: skip


def button(id: str) -> Button:
    """The button of an id. KeyError for one that no button has."""
    return {each.id: each for each in BUTTONS}[id]
