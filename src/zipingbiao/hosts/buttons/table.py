"""The buttons of the tab 绩效自评: one list for the Excel ribbon and the LibreOffice toolbar and menu."""

from __future__ import annotations

from dataclasses import dataclass

TAB = "绩效自评"


@dataclass(frozen=True, slots=True)
class Button:
    """`id`: the command; `image`: an icon that Office has (imageMso); `keytip`: the keys after Alt and the tab's own."""

    id: str
    label: str
    group: str
    image: str
    keytip: str
    tip: str
    large: bool = False


BUTTONS: tuple[Button, ...] = (
    Button("score", "计算得分", "本表", "CalculateNow", "S", "算出执行率得分、各项得分、总分和等级；已填的得分不改。", True),
    Button("check", "审核本表", "本表", "ErrorChecking", "C", "逐条检查本表：标色、加批注，另列问题清单。", True),
    Button("narrate", "生成偏差原因及措施", "本表", "ReviewNewComment", "N", "写出需要的说明；没有人填过的原因和措施写成【请填写：…】。", True),
    Button("next_finding", "下一条问题", "本表", "ReviewNextComment", "X", "跳到下一条问题所在的格。"),
    Button("unmark", "清除审核标记", "本表", "ReviewDeleteComment", "M", "清除审核时加的颜色、批注和问题清单，其余不动。"),
    Button("why", "得分依据", "本表", "FunctionWizard", "Y", "选中一格，说明这个数怎么来的、依据是什么。"),
    Button("undo", "撤销上次操作", "本表", "Undo", "U", "撤销本选项卡上次所做的改动；改过的格不撤销。"),
    Button("from_ledger", "从台账导入", "多表", "GetExternalDataFromText", "L", "从自评台账选一个项目，生成它的自评表并打开。"),
    Button("bulk", "批量生成", "多表", "MacroPlay", "B", "由自评台账为每个项目生成一本自评表。", True),
    Button("collect", "汇总自评表", "多表", "PivotTableReport", "K", "读回一个文件夹里的自评表，汇成一张表。"),
    Button("final", "生成报送版", "报送", "FilePrintPreview", "F", "只留数值、不带工作列的报送版；有错误或【请填写】时不生成。", True),
    Button("pdf", "导出PDF", "报送", "FileSaveAsPdfOrXps", "P", "把本表导出为 PDF。"),
    Button("rules", "评分与审核规则", "帮助", "DataValidation", "R", "列出全部审核规则及其依据。"),
    Button("restart", "重启计算服务", "帮助", "RefreshAll", "T", "单元格函数没有反应时，重新启动计算服务。"),
    Button("doctor", "环境检测", "帮助", "Consolidate", "D", "逐项检查本机环境，指出哪里坏了、怎样修。"),
    Button("about", "关于", "帮助", "Help", "A", "版本、规则和日志的位置。"),
)  # fmt: skip


def button(id: str) -> Button:
    """The button of a command. KeyError for a command that has none."""
    return {each.id: each for each in BUTTONS}[id]
