"""The ribbon part: it shows the table of buttons, and Office can read it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from zipingbiao.hosts.buttons.table import BUTTONS
from zipingbiao.hosts.excel import ribbon
from zipingbiao.hosts.excel.modules import source_text

SPACE = {"u": ribbon.NAMESPACE}
SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "customui"


def buttons() -> list[ElementTree.Element]:
    return ElementTree.fromstring(ribbon.ribbon_xml()).findall(".//u:button", SPACE)


def test_every_button_of_the_table_stands_in_the_tab_as_it_says() -> None:
    assert [
        (
            *(each.get(name) for name in ("id", "label", "imageMso", "keytip", "supertip")),
            each.get("size") == "large",
        )
        for each in buttons()
    ] == [(each.id, each.label, each.image, each.keytip, each.tip, each.large) for each in BUTTONS]


def test_groups_stand_in_the_order_of_the_table() -> None:
    groups = ElementTree.fromstring(ribbon.ribbon_xml()).findall(".//u:group", SPACE)
    assert [(group.get("label"), each.get("id")) for group in groups for each in group] == [
        (each.group, each.id) for each in BUTTONS
    ]


def test_the_callback_stands_in_the_module_it_names() -> None:
    for each in buttons():
        module, procedure = (each.get("onAction") or "").split(".")
        assert re.search(rf"^Public Sub {procedure}\(control As Object\)", source_text(f"{module}.bas"), re.M)


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
