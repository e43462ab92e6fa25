"""How a workbook is to be computed (`calcPr`): what we need is set, every other setting of its owner stays."""

from __future__ import annotations

import re
from collections.abc import Mapping

from zipingbiao.package.xml_lists import elements, prefix_of, prefixed

_AFTER = r"oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|fileRecoveryPr|webPublishObjects|extLst"


def with_calculation(text: str, settings: Mapping[str, str | None]) -> str:
    """The workbook part with these attributes of `calcPr`; None takes one away. The element is made where there is none."""
    present = elements(text, "calcPr")
    if not present:
        stated = "".join(f' {name}="{value}"' for name, value in settings.items() if value is not None)
        at = _place(text)
        return f"{text[:at]}{prefixed(f'<calcPr{stated}/>', prefix_of(text))}{text[at:]}" if stated else text
    start = present[0].start()
    opening = text[start : text.index(">", start) + 1]
    changed = opening
    for name, value in settings.items():
        changed = re.sub(rf'\s{name}="[^"]*"', "", changed)
        if value is not None:
            close = len(changed) - (2 if changed.endswith("/>") else 1)
            changed = f'{changed[:close].rstrip()} {name}="{value}"{changed[close:]}'
    return f"{text[:start]}{changed}{text[start + len(opening) :]}"


def _place(text: str) -> int:
    """Behind the sheets and the defined names."""
    p = prefix_of(text)
    following = re.compile(rf"<(?:{p}(?:{_AFTER})|mc:AlternateContent)\b|</{p}workbook\s*>")
    found = following.search(text, text.rindex(f"</{p}sheets>"))
    assert found is not None
    return found.start()
