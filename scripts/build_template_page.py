"""docs/自己的模板.md: every ZPB_ name, from the standard template itself."""

from __future__ import annotations

from pathlib import Path

from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.workbook import slots
from zipingbiao.workbook.write.template_parts import template_names

PAGE = Path(__file__).parents[1] / "docs" / "自己的模板.md"
HEAD = """# 自己单位的模板

局里有自己的表样，不必改程序：把标准模板 `workbooks/自评表模板.xlsx` 复制一份，在 Excel 里改标题、字体、行高、列宽、边框、固定文字，
**留住名称**（公式—名称管理器里 `ZPB_` 开头的），然后：

```sh
zipingbiao template check 本局模板.xlsx        # 逐个名称检查：有没有、在哪、重叠没有、会丢什么
zipingbiao bulk 台账.xlsx -o 自评表 --template 本局模板.xlsx
```

- 标题（`ZPB_TITLE` 那一格）改过的，用您的，不换成“项目支出绩效自评表”；
- 一块（项目资金、绩效指标）的各个名称要从同一行开始、一样长；行数随项目增减，名称自己会跟着走；
- 下面标着“必须”的名称缺了，模板不能用；别的用不着可以删掉，那一项内容就不写：`template check` 和 `bulk` 会说出是哪些。
  表里填了内容、分值、得分、执行率、总分这些栏没有名称的，那一本不写，`bulk` 说明会丢掉什么；
- 会盖掉内容、写进去看不见的，`bulk` 拒绝用这样的模板，`template check` 退出码 1：两个名称压在同一格上；名称压在印着标签的格上
  （“实施单位”“得分”“填报日期：”，或要填数的格里印着字）；名称指到合并格里左上角以外的格；
- 名称指的格现在有别的文字的，`template check` 说出来，写表时换掉；
- 名称指的格被删掉了（`#REF!`）、是公式算出来的（`OFFSET`）、指了几块区域、指到了别的工作表、拼错了，`template check` 都说是哪一样。

![标准模板](images/自评表.png)

## 全部名称

| 名称 | 写什么 | 标准模板里的位置 | |
|---|---|---|---|
"""
TAIL = f"""
另有三个可选的：`{slots.RULEBOOK}`（评分规则的名称，如 `"cn-hubei"`）、`{slots.RULEBOOK_VERSION}`（它的版本，程序自己填）、
`{slots.FUNDS_NOTE_PRINTED}`（报送版把资金说明印在哪一格；没有时印在总分行的偏差原因栏）。
"""


def page() -> str:
    names = template_names(workbook_path(TEMPLATE).read_bytes())
    rows = "".join(
        f"| `{each.name}` | {each.label} | {each.where} | {'必须' if each.required else ''} |\n"
        for each in names
    )
    return HEAD + rows + TAIL


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
