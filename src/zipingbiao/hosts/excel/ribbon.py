"""The ribbon tab 绩效自评 as a `customUI/customUI.xml` part, made from the table of buttons.

The schema of 2006: it works since Excel 2007, and a later save by openpyxl keeps it.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from zipingbiao.hosts.buttons.table import BUTTONS, TAB, Button

NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
RELATION = "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"
PART = "customUI/customUI.xml"
_CALLBACK = "PerfRibbon.Perf_OnAction"


def ribbon_xml() -> bytes:
    """The ribbon part, UTF-8."""
    root = ElementTree.Element("customUI", xmlns=NAMESPACE)
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon", startFromScratch="false"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", id="perfTab", label=TAB, insertAfterMso="TabHome", keytip="JX")
    for n, (label, members) in enumerate(groupby(BUTTONS, key=lambda each: each.group), 1):
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
