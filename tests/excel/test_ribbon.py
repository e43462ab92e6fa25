"""The ribbon part: every command has a control and every control a command, and Office can read it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from zipingbiao.hosts.buttons import press
from zipingbiao.hosts.buttons.table import BUTTONS
from zipingbiao.hosts.excel import ribbon
from zipingbiao.hosts.excel.modules import source_text

#: Icons that Microsoft's own lists of control names have for Excel 2013, 2016, 2019 and 365.
OFFICE_IMAGES = {
    "CalculateNow", "ErrorChecking", "ReviewNewComment", "ReviewNextComment", "ReviewDeleteComment", "FunctionWizard",
    "Undo", "GetExternalDataFromText", "MacroPlay", "PivotTableReport", "FilePrintPreview", "FileSaveAsPdfOrXps",
    "DataValidation", "RefreshAll", "Consolidate", "Help", "SheetInsert",
}  # fmt: skip
SPACE = {"u": ribbon.NAMESPACE}
SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "customui"


def buttons() -> list[ElementTree.Element]:
    return ElementTree.fromstring(ribbon.ribbon_xml()).findall(".//u:button", SPACE)


def test_sixteen_commands_and_the_switch() -> None:
    assert [each.get("label") for each in buttons()] == [
        "计算得分", "审核本表", "生成偏差原因及措施", "下一条问题", "清除审核标记", "得分依据", "撤销上次操作",
        "从台账导入", "批量生成", "汇总自评表", "生成报送版", "导出PDF",
        "评分与审核规则", "重启计算服务", "环境检测", "关于", "切换数值模式",
    ]  # fmt: skip


def test_every_control_has_a_command_and_every_command_a_control() -> None:
    ids = {each.get("id") for each in buttons()}
    assert ids - {ribbon.PLAIN_VALUES} == {each.id for each in BUTTONS} == set(press.ACTIONS)


def test_the_callback_stands_in_the_module_it_names() -> None:
    for each in buttons():
        module, procedure = (each.get("onAction") or "").split(".")
        assert re.search(rf"^Public Sub {procedure}\(control As Object\)", source_text(f"{module}.bas"), re.M)


def test_ids_and_keytips_are_unique_and_short() -> None:
    ids, keytips = [each.get("id") for each in buttons()], [each.get("keytip") or "" for each in buttons()]
    assert len(set(ids)) == len(ids) and len(set(keytips)) == len(keytips)
    assert all(re.fullmatch(r"[A-Z]{1,3}", keytip) for keytip in keytips)


def test_texts_fit() -> None:
    for each in buttons():
        assert len(each.get("label") or "") <= 1024 and len(each.get("supertip") or "") <= 1024
        assert each.get("imageMso") in OFFICE_IMAGES


def test_the_ribbon_is_valid_by_microsofts_schema() -> None:
    if not (SCHEMA / "xsdload.py").is_file():
        pytest.skip("没有 customUI 的 XSD（微软的文件，不能随项目分发），功能区只由本文件的其他测试检查")
    etree = pytest.importorskip("lxml.etree")
    spec = importlib.util.spec_from_file_location("xsdload", SCHEMA / "xsdload.py")
    assert spec is not None and spec.loader is not None
    xsdload = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(xsdload)
    schema, _ = xsdload.load(str(SCHEMA / "customUI.xsd"))
    schema.assertValid(etree.fromstring(ribbon.ribbon_xml()))
    wrong = ribbon.ribbon_xml().replace(b'size="large"', b'size="huge"')
    assert not schema.validate(etree.fromstring(wrong))
