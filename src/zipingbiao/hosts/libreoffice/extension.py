"""The extension as bytes: sources of this folder, texts of the buttons, and where the package is found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from zipingbiao import __version__
from zipingbiao.hosts.buttons.table import BUTTONS, TAB, Button
from zipingbiao.hosts.functions.wrappers import wrappers_source
from zipingbiao.package.zip_package import EMPTY, SLOW, compress_part

IDENTIFIER = "org.zipingbiao"
PROTOCOL = f"{IDENTIFIER}:"
TOOLBAR = f"private:resource/toolbar/addon_{IDENTIFIER}.toolbar"
#: The module that holds the cell functions, in the user's library Standard.
FUNCTIONS = "ZipingbiaoFunctions"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_COMPONENT = "component.py"
_IMPLEMENTATIONS = (
    (f"{IDENTIFIER}.Answers", (f"{IDENTIFIER}.Answers",)),
    (f"{IDENTIFIER}.Handler", ("com.sun.star.frame.ProtocolHandler",)),
    (f"{IDENTIFIER}.Startup", ("com.sun.star.task.Job", f"{IDENTIFIER}.Startup")),
)
_CONFIGURATION = "application/vnd.sun.star.configuration-data"
_COMPONENTS = "application/vnd.sun.star.uno-components"


def extension(places: Iterable[str]) -> bytes:
    """The .oxt; the same places give the same bytes. `places`: folders with the package and what it needs."""
    parts = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        "zipingbiao.components": _components(),
        "Addons.xcu": _addons(),
        "ProtocolHandler.xcu": _protocol(),
        "CalcWindowState.xcu": _window_state(),
        "Jobs.xcu": _jobs(),
        "Functions.bas": functions_source(),
        "places.json": json.dumps(list(places), ensure_ascii=False),
        _COMPONENT: component_source(),
    }
    return EMPTY.with_parts(compress_part(name, text.encode(), SLOW) for name, text in parts.items()).file()


def component_source() -> str:
    """What LibreOffice's Python loads."""
    return _source(_COMPONENT)


def functions_source() -> str:
    """The Basic of the cell functions: the wrappers that Excel has too, and LibreOffice's road to Python."""
    _, wrappers = wrappers_source().split("\n", 1)  # Basic knows no Attribute lines
    return f"Option VBASupport 1\n{wrappers}\n\n{_source('Bridge.bas')}"


def _source(name: str) -> str:
    return files("zipingbiao.hosts.libreoffice").joinpath("sources", name).read_text("utf-8")


def _manifest() -> str:
    entries = [("zipingbiao.components", _COMPONENTS)]
    entries += [
        (name, _CONFIGURATION)
        for name in ("Addons.xcu", "ProtocolHandler.xcu", "CalcWindowState.xcu", "Jobs.xcu")
    ]
    listed = "".join(
        f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{name}"/>'
        for name, kind in entries
    )
    return f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">{listed}</manifest:manifest>'


def _description() -> str:
    space = "http://openoffice.org/extensions/description/2006"
    return (
        f'{_XML}<description xmlns="{space}"><identifier value="{IDENTIFIER}"/><version value="{__version__}"/>'
        f'<display-name><name lang="zh">{TAB}（zipingbiao）</name></display-name></description>'
    )


def _components() -> str:
    listed = "".join(
        f'<implementation name="{name}">{"".join(f"<service name={chr(34)}{each}{chr(34)}/>" for each in services)}</implementation>'
        for name, services in _IMPLEMENTATIONS
    )
    space = "http://openoffice.org/2010/uno-components"
    return f'{_XML}<components xmlns="{space}"><component loader="com.sun.star.loader.Python" uri="{_COMPONENT}">{listed}</component></components>'


def _data(name: str, package: str, body: str) -> str:
    return (
        f'{_XML}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="{name}" oor:package="{package}">{body}</oor:component-data>'
    )


def _node(name: str, body: str, operation: str = "") -> str:
    kind = f' oor:op="{operation}"' if operation else ""
    return f'<node oor:name="{name}"{kind}>{body}</node>'


def _property(name: str, value: str, kind: str = "xs:string") -> str:
    return f'<prop oor:name="{name}" oor:type="{kind}"><value>{escape(value)}</value></prop>'


def _addons() -> str:
    """Toolbar and menu, with the buttons of the ribbon in its order."""
    buttons = "".join(_button(n, each) for n, each in enumerate(BUTTONS))
    entries = "".join(_menu_entries())
    toolbar = _node(f"{IDENTIFIER}.toolbar", _property("Title", TAB) + buttons, "replace")
    menu = _node(
        f"{IDENTIFIER}.menu",
        _property("Title", TAB) + _property("Context", _CALC) + _node("Submenu", entries),
        "replace",
    )
    body = _node("OfficeToolBar", toolbar) + _node("OfficeMenuBar", menu)
    return _data("Addons", "org.openoffice.Office", _node("AddonUI", body))


def _menu_entries() -> Iterator[str]:
    group = BUTTONS[0].group
    for n, each in enumerate(BUTTONS):
        if each.group != group:
            group = each.group
            yield _node(f"m{n:02d}a", _property("URL", "private:separator"), "replace")
        yield _button(n, each, "m")


def _button(n: int, each: Button, prefix: str = "b") -> str:
    body = (
        _property("Context", _CALC)
        + _property("URL", f"{PROTOCOL}{each.id}")
        + _property("Title", each.label)
        + _property("Target", "_self")
    )
    return _node(f"{prefix}{n:02d}b", body, "replace")


def _protocol() -> str:
    handled = _node(
        f"{IDENTIFIER}.Handler", _property("Protocols", f"{PROTOCOL}*", "oor:string-list"), "replace"
    )
    return _data("ProtocolHandler", "org.openoffice.Office", _node("HandlerSet", handled))


def _window_state() -> str:
    """Docked below the other toolbars, with words: icons alone would not say what they do."""
    values = (
        ("UIName", TAB), ("ContextSensitive", "false"), ("Visible", "true"), ("Docked", "true"),
        ("DockingArea", "0"), ("DockPos", "0,3"), ("Style", "1"),
    )  # fmt: skip
    body = "".join(f'<prop oor:name="{name}"><value>{value}</value></prop>' for name, value in values)
    states = _node("States", f'<node oor:name="{TOOLBAR}" oor:op="replace">{body}</node>')
    return _data("CalcWindowState", "org.openoffice.Office.UI", _node("UIElements", states))


def _jobs() -> str:
    job = f"{IDENTIFIER}.Startup"
    listed = _node("JobList", f'<node oor:name="{job}" oor:op="replace"/>')
    events = "".join(_node(event, listed, "fuse") for event in ("onFirstVisibleTask", "OnStartApp"))
    jobs = _node("Jobs", _node(job, _property("Service", job), "replace"))
    return _data("Jobs", "org.openoffice.Office", jobs + _node("Events", events))
