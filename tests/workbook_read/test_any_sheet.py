"""Whatever stands on a sheet, reading it ends with forms or messages, never with a fault."""

from __future__ import annotations

import pickle
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from zipingbiao.edits.snapshot import Cell, Sheet, Snapshot
from zipingbiao.package.address import Area
from zipingbiao.workbook.read.forms import forms_of

WORDS = [
    "项目支出绩效自评表",
    "（2024年度）",
    "项目名称",
    "项目名称：甲",
    "主管部门",
    "预算单位",
    "项目资金（元）",
    "年初预算数",
    "全年预算数",
    "执行数",
    "执行率",
    "年度资金总额",
    "其中：财政拨款",
    "预期目标",
    "实际完成情况",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "指标性质",
    "度量单位",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析",
    "产出指标",
    "≥95%",
    "-",
    "总分",
    "合计",
    "等级",
    "优",
    "填表说明：",
    "某段文字",
]
VALUES = st.one_of(
    st.sampled_from(WORDS).map(Cell),
    st.builds(Cell, st.sampled_from([Decimal("0.98"), Decimal(10)]), st.sampled_from(["0%", "General"])),
    st.just(Cell(None, formula="=A1")),
    st.just(Cell("#NAME?", error=True)),
)
PLACES = st.tuples(st.integers(1, 14), st.integers(1, 8))
AREAS = st.builds(
    lambda place, height, width: Area(place[0], place[1], place[0] + height, place[1] + width),
    PLACES,
    st.integers(0, 4),
    st.integers(0, 4),
)
NAMES = st.dictionaries(
    st.sampled_from(
        [
            "ZPB_TARGET",
            "ZPB_ACTUAL",
            "ZPB_SCORE",
            "ZPB_NAME",
            "ZPB_FUND_RATE",
            "表!ZPB_TARGET",
            "ZPB_RULEBOOK",
        ]
    ),
    st.sampled_from(["表!$C$3:$C$6", "表!$D$3:$D$6", "#REF!", "别处!$A$1", '"cn"']),
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(PLACES, VALUES, max_size=60), st.lists(AREAS, max_size=6), NAMES)
def test_reading_never_fails(
    cells: dict[tuple[int, int], Cell], merges: list[Area], names: dict[str, str]
) -> None:
    result = forms_of(Snapshot("表.xlsx", (Sheet("表", cells, tuple(merges)),), names))
    assert result.forms or result.problems
    for form in result.forms:
        for path, place in form.places.items():
            assert place.sheet == "表" and place.cell, path
        assert pickle.loads(pickle.dumps(form)) == form
