"""What LibreOffice loads: the dispatcher of the toolbar, the answers to cell functions, and the job at its start.

It must load whatever is missing: without the package a function gives a real error value, and a button says why.
"""

import json
import site
import struct
from pathlib import Path

import uno
import unohelper
from com.sun.star.frame import FeatureStateEvent, XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo
from com.sun.star.sheet import XFunctionAccess
from com.sun.star.task import XJob

HERE = Path(__file__).resolve().parent
HANDLER, ANSWERS, STARTUP = "org.zipingbiao.Handler", "org.zipingbiao.Answers", "org.zipingbiao.Startup"
PROTOCOL = "org.zipingbiao:"
#: Calc's own coding of an error: a quiet NaN with the error's number in its low half; 519 is #VALUE!.
VALUE_ERROR = struct.unpack("<d", struct.pack("<Q", 0x7FF8000000000000 | 519))[0]


def load():
    """The package, from where it was when the extension was installed; the reason where it cannot be had."""
    try:
        for folder in json.loads((HERE / "places.json").read_text("utf-8")):
            site.addsitedir(folder)
        from zipingbiao.hosts.libreoffice import service
    except Exception as fault:
        return None, f"{type(fault).__name__}: {fault}"
    return service, ""


SERVICE, MISSING = load()


class Named(unohelper.Base, XServiceInfo):
    """`NAME` and `SERVICES` of a component."""

    NAME = ""
    SERVICES = ()

    def getImplementationName(self):  # noqa: N802
        return self.NAME

    def supportsService(self, name):  # noqa: N802
        return name in self.SERVICES

    def getSupportedServiceNames(self):  # noqa: N802
        return self.SERVICES


class Answers(Named, XFunctionAccess):
    """What the Basic wrappers of the cell functions call."""

    NAME, SERVICES = ANSWERS, (ANSWERS,)

    def __init__(self, context, *arguments):
        pass

    def callFunction(self, name, given):  # noqa: N802
        return VALUE_ERROR if SERVICE is None else SERVICE.answer(name, given, VALUE_ERROR)


class Handler(Named, XInitialization, XDispatchProvider, XDispatch):
    """The buttons: `org.zipingbiao:score` and its sisters."""

    NAME, SERVICES = HANDLER, ("com.sun.star.frame.ProtocolHandler",)

    def __init__(self, context, *arguments):
        self.context, self.frame = context, arguments[0] if arguments else None

    def initialize(self, arguments):
        if arguments:
            self.frame = arguments[0]

    def queryDispatch(self, url, target, flags):  # noqa: N802
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests):  # noqa: N802
        return tuple(self.queryDispatch(r.FeatureURL, r.FrameName, r.SearchFlags) for r in requests)

    def dispatch(self, url, arguments):
        if SERVICE is not None:
            SERVICE.press_button(url.Path, self.context, self.frame, arguments)
            return
        window = self.frame.ContainerWindow
        box = window.Toolkit.createMessageBox(window, uno.Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX"), 1, "绩效自评",
            f"LibreOffice 里的 Python 找不到 zipingbiao（{MISSING}）。请运行 zipingbiao libreoffice doctor。")  # fmt: skip
        box.execute()

    def addStatusListener(self, listener, url):  # noqa: N802
        listener.statusChanged(FeatureStateEvent(Source=self, FeatureURL=url, IsEnabled=True))

    def removeStatusListener(self, listener, url):  # noqa: N802
        pass


class Startup(Named, XJob):
    """Puts the Basic wrappers where Calc looks for functions while it loads a file."""

    NAME, SERVICES = STARTUP, ("com.sun.star.task.Job", STARTUP)
    MODULE = "ZipingbiaoFunctions"

    def __init__(self, context, *arguments):
        self.context = context

    def execute(self, arguments):
        container = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.script.ApplicationScriptLibraryContainer", self.context
        )
        if not container.isLibraryLoaded("Standard"):
            container.loadLibrary("Standard")
        library = container.getByName("Standard")
        source = (HERE / "Functions.bas").read_text("utf-8")
        if not library.hasByName(self.MODULE):
            library.insertByName(self.MODULE, source)
        elif library.getByName(self.MODULE) != source:
            library.replaceByName(self.MODULE, source)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816
for each in (Answers, Handler, Startup):
    g_ImplementationHelper.addImplementation(each, each.NAME, each.SERVICES)
