"""Field paths as a clerk knows the fields."""

from __future__ import annotations

import pytest

from zipingbiao.form.field_names import called


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("indicators[0].score", "绩效指标第1行 得分"),
        ("indicators[11].actual", "绩效指标第12行 实际完成值"),
        ("indicators[2]", "绩效指标第3行"),
        ("indicators", "绩效指标"),
        ("funds[0].rate", "项目资金第1行 执行率"),
        ("goals.expected", "年度总体目标 预期目标"),
        ("goals", "年度总体目标"),
        ("total.score", "总分"),
        ("name", "项目名称"),
        ("anything", "anything"),
    ],
)
def test_a_field_by_its_chinese_name(path: str, name: str) -> None:
    assert called(path) == name
