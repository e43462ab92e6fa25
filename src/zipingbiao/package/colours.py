"""Colours as styles state them (RGB, theme with tint, indexed) → `RRGGBB`."""

from __future__ import annotations

import colorsys
import re

from zipingbiao.package.xml_lists import attributes_of, elements, entries

#: The order in which styles count the theme's colours; the theme itself lists the first four in pairs exchanged.
_SLOTS = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_SOLID = re.compile(r'patternType="solid"')
_FOREGROUND = re.compile(r"<(?:\w+:)?fgColor\b[^>]*>")
_STATED = re.compile(r'\b(?:lastClr|val)="([0-9A-Fa-f]{6})"')
#: Indexed colours 64 and 65 are the system's own foreground and background.
_LAST_INDEXED = 63


class Palette:
    """The colours of one book: its theme and, where it has one, its own indexed palette."""

    def __init__(self, styles: str, theme: str) -> None:
        own = entries(styles, "indexedColors", "rgbColor")
        self._indexed = [attributes_of(each.group()).get("rgb", "")[-6:] for each in own]
        self._theme: dict[str, str] = {}
        for slot in _SLOTS:
            for element in elements(theme, slot)[:1]:
                stated = _STATED.findall(element.group())
                self._theme[slot] = stated[-1].upper() if stated else ""

    def fill(self, fill: str) -> str | None:
        """The colour of a `<fill>`; None for none, and for patterns and gradients."""
        colour = _FOREGROUND.search(fill)
        if colour is None or _SOLID.search(fill) is None:
            return None
        stated = attributes_of(colour.group())
        if "rgb" in stated:
            return stated["rgb"][-6:].upper()
        if stated.get("theme", "").isdecimal():
            return self._themed(int(stated["theme"]), float(stated.get("tint", "0")))
        if stated.get("indexed", "").isdecimal():
            return self._by_index(int(stated["indexed"]))
        return None

    def _themed(self, number: int, tint: float) -> str | None:
        base = self._theme.get(_SLOTS[number], "") if number < len(_SLOTS) else ""
        return tinted(base, tint) if base else None

    def _by_index(self, number: int) -> str | None:
        if number < len(self._indexed):
            return self._indexed[number].upper() or None
        if number > _LAST_INDEXED:
            return None
        from openpyxl.styles.colors import COLOR_INDEX

        return str(COLOR_INDEX[number])[-6:].upper()


def tinted(colour: str, tint: float) -> str:
    """A theme colour lightened (tint > 0) or darkened (< 0), by the luminance of HLS as Excel does."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(1.0, light), saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)
