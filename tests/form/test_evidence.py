"""佐证材料 as clerks write it; every expected value is read off the text by hand."""

from __future__ import annotations

import pytest

from zipingbiao.form.evidence import Evidence, evidence_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "验收报告（京应急验〔2024〕3号，2024年5月20日，材料/验收报告.pdf）；问卷汇总表",
            [
                Evidence("验收报告", "京应急验〔2024〕3号", "2024年5月20日", "材料/验收报告.pdf"),
                Evidence("问卷汇总表"),
            ],
        ),
        ("1.验收报告\n2.合同，2024-05-20", [Evidence("验收报告"), Evidence("合同", date="2024-05-20")]),
        ("通知，京财（2024）5号", [Evidence("通知", "京财（2024）5号")]),
        ("会议纪要，存放位置：三楼档案室2号柜", [Evidence("会议纪要", place="三楼档案室2号柜")]),
        ("验收报告（终稿）", [Evidence("验收报告（终稿）")]),
        ("2024年工作总结。", [Evidence("2024年工作总结")]),
        ("材料\\名单.xlsx", [Evidence("名单.xlsx", place="材料\\名单.xlsx")]),
        ("合同；；\n", [Evidence("合同")]),
        ("-", []),
        ("", []),
    ],
)
def test_materials(text: str, found: list[Evidence]) -> None:
    assert list(evidence_of(text)) == found


@pytest.mark.parametrize(
    ("place", "is_file"),
    [
        ("材料/合同.pdf", True),
        ("D:\\材料\\合同.pdf", True),
        ("合同.pdf", True),
        ("三楼档案室", False),
        ("", False),
    ],
)
def test_what_is_a_file(place: str, is_file: bool) -> None:
    assert Evidence("合同", place=place).is_file is is_file
