"""Writes docs/数据表.md from the fields of the data tables. Generated: edit src/zipingbiao/report/data_tables.py.

.venv/bin/python scripts/build_data_page.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zipingbiao.report.data_tables import TABLES, Type

PAGE = Path(__file__).resolve().parent.parent / "docs" / "数据表.md"
_TYPES = {Type.TEXT: "文字", Type.COUNT: "整数", Type.FIGURE: "小数", Type.BOOL: "是否"}


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 数据表"
    yield ""
    yield "给做分析的人：自评表读出、计分、审核以后的数据，一列一个名称、一个类型。本页由程序生成，请勿手改（`make docs`）。"
    yield ""
    yield "在 Python 或笔记本里（要有 pandas）："
    yield ""
    yield "```python"
    yield "from zipingbiao import frames"
    yield ""
    yield 'projects, indicators, findings, unread = frames("收到的自评表")  # 文件、文件夹，或它们的列表'
    yield 'projects.groupby("department")["total"].mean()'
    yield 'indicators.merge(projects[["n", "department"]], on="n")'
    yield "```"
    yield ""
    yield "写成文件，每张表一个："
    yield ""
    yield "```sh"
    yield "zipingbiao collect 收到的自评表 -o 数据 --to csv"
    yield "zipingbiao collect 收到的自评表 -o 数据 --to parquet   # 要有 pyarrow：pip install 'zipingbiao[parquet]'"
    yield "```"
    yield ""
    yield "- 四张表用 `n` 连起来。先看 `unread`：它有行，别的表就不是全部。"
    yield "- 缺值（`pd.NA`、CSV 里空着）是表上没有，或不能判断；不是 0。"
    yield "- 金额一律换算成万元；分数和金额在这里是二进制小数，程序内部计算用的是十进制。"
    yield "- CSV 是带标记的 UTF-8，Excel、WPS 双击就能看中文；以 `=`、`+`、`-`、`@` 开头的文字前面加了一个 `'`，免得被当成公式（`=100%` 存成 `'=100%`）。Parquet 和 DataFrame 里是原文。"
    yield "- 文字 `string`、整数 `Int64`、小数 `Float64`、是否 `boolean`，都是 pandas 能放缺值的类型。"
    for table in TABLES:
        yield ""
        yield f"## {table.name}"
        yield ""
        yield f"{table.title}。"
        yield ""
        yield "| 列 | 类型 | 内容 |"
        yield "|---|---|---|"
        yield from (f"| `{field.name}` | {_TYPES[field.type]} | {field.meaning} |" for field in table.fields)


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    print(f"docs/{PAGE.name}")


if __name__ == "__main__":
    main()
