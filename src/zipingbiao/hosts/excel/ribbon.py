"""The ribbon tab 绩效自评 as a `customUI/customUI.xml` part, made from the list of buttons.

The schema of 2006: it works since Excel 2007, and a later save by openpyxl keeps it.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from zipingbiao.hosts.buttons.table import BUTTONS, TAB, Button
from zipingbiao.hosts.excel.entry import PLAIN_VALUES

NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
PART = "customUI/customUI.xml"
_CALLBACK = "PerfRibbon.Perf_OnAction"
_MODE = Button(
    PLAIN_VALUES,
    "切换数值模式",
    "帮助",
    "SheetInsert",
    "V",
    "数值模式下按钮只写数值，不写公式；用于 WPS 和不能启用宏的电脑。再点一次换回。",
)


def controls() -> tuple[Button, ...]:
    """Every control of the tab: the commands, and the switch that only Excel has."""
    return (*BUTTONS, _MODE)


def ribbon_xml() -> bytes:
    """The ribbon part, UTF-8."""
    root = ElementTree.Element("customUI", xmlns=NAMESPACE)
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon", startFromScratch="false"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", id="perfTab", label=TAB, insertAfterMso="TabHome", keytip="JX")
    for n, (label, members) in enumerate(groupby(controls(), key=lambda each: each.group), 1):
        group = ElementTree.SubElement(tab, "group", id=f"perfGroup{n}", label=label)
        for each in members:
            ElementTree.SubElement(group, "button", _attributes(each))
    xml = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def _attributes(each: Button) -> dict[str, str]:
    return {
        "id": each.id,
        "label": each.label,
        "size": "large" if each.large else "normal",
        "imageMso": each.image,
        "keytip": each.keytip,
        "screentip": each.label,
        "supertip": each.tip,
        "onAction": _CALLBACK,
    }
