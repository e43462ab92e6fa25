"""Small windows of our own in LibreOffice: a list, a long text that scrolls, and 停止 while long work goes on."""

from __future__ import annotations

from types import TracebackType
from typing import Any, NamedTuple

_CLOSES = 1


class Box(NamedTuple):
    """Where a control stands, in the units of a dialog."""

    left: int
    top: int
    width: int
    height: int


class Window:
    """One dialog window; leaving the `with` takes it away."""

    def __init__(self, context: Any, title: str, width: int, height: int) -> None:
        manager = context.ServiceManager
        self._model = manager.createInstanceWithContext("com.sun.star.awt.UnoControlDialogModel", context)
        self._model.setPropertyValues(
            ("Height", "PositionX", "PositionY", "Title", "Width"), (height, 60, 40, title, width)
        )
        self.dialog = manager.createInstanceWithContext("com.sun.star.awt.UnoControlDialog", context)

    def __enter__(self) -> Window:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.dialog.dispose()

    def add(self, kind: str, name: str, box: Box) -> Any:
        """A control's model."""
        made = self._model.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        made.PositionX, made.PositionY, made.Width, made.Height = box
        self._model.insertByName(name, made)
        return made

    def button(self, name: str, label: str, kind: int, box: Box) -> None:
        """`kind`: 1 confirms, 2 cancels, 0 only tells its listeners."""
        made = self.add("Button", name, box)
        made.Label, made.PushButtonType = label, kind

    def control(self, name: str) -> Any:
        return self.dialog.getControl(name)

    def appear(self, above: Any) -> None:
        """Make the window, with `above` as the one it belongs to."""
        self.dialog.setModel(self._model)
        self.dialog.createPeer(above.Toolkit, above)

    def execute(self, above: Any) -> int:
        """Show it until it is closed; 1 where it was confirmed."""
        self.appear(above)
        return int(self.dialog.execute())


def text_window(context: Any, above: Any, title: str, text: str) -> None:
    """A text of any length, to read and to copy from."""
    with Window(context, title, 360, 220) as window:
        shown = window.add("Edit", "text", Box(6, 6, 348, 186))
        shown.MultiLine, shown.ReadOnly, shown.VScroll, shown.Text = True, True, True, text
        window.button("ok", "确定", _CLOSES, Box(150, 198, 60, 16))
        window.execute(above)


class StopWindow:
    """A window with 停止 beside the work; the document's own window takes no click meanwhile."""

    def __init__(self, context: Any, above: Any, title: str) -> None:
        self._context, self._above, self._title = context, above, title
        self._window: Window | None = None
        self._stop = False

    def __enter__(self) -> None:
        import unohelper
        from com.sun.star.awt import XActionListener

        def stop() -> None:
            self._stop = True

        class Pressed(unohelper.Base, XActionListener):  # type: ignore[misc]
            def actionPerformed(self, event: Any) -> None:  # noqa: N802
                stop()

            def disposing(self, event: Any) -> None:
                pass

        self._window = Window(self._context, self._title, 150, 46)
        words = self._window.add("FixedText", "words", Box(6, 6, 138, 12))
        words.Label = "正在处理，可以随时停止；已写的保留。"
        self._window.button("stop", "停止", 0, Box(48, 24, 54, 16))
        self._window.appear(self._above)
        self._window.control("stop").addActionListener(Pressed())
        self._window.dialog.setVisible(True)
        self._above.setEnable(False)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._above.setEnable(True)
        if self._window is not None:
            self._window.dialog.dispose()

    def asked(self) -> bool:
        """Whether 停止 was pressed; LibreOffice looks at the mouse only while it is asked."""
        self._above.Toolkit.processEventsToIdle()
        return self._stop
