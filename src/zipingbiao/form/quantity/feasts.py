"""The feasts that deadlines name (春节前完成慰问): on which day of a year they fall.

Those by the lunar calendar are listed for the years that forms of today speak of; beyond them the day is not known.
"""

from __future__ import annotations

from datetime import date

#: By the first two characters of the name.
_FIXED = {
    "元旦": (1, 1), "三八": (3, 8), "妇女": (3, 8), "五一": (5, 1), "劳动": (5, 1), "六一": (6, 1), "儿童": (6, 1),
    "七一": (7, 1), "建党": (7, 1), "八一": (8, 1), "建军": (8, 1), "教师": (9, 10), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
_FIRST_YEAR = 2018
_MOVING = {
    "春节": ((2, 16), (2, 5), (1, 25), (2, 12), (2, 1), (1, 22), (2, 10), (1, 29), (2, 17), (2, 6), (1, 26), (2, 13), (2, 3)),
    "元宵": ((3, 2), (2, 19), (2, 8), (2, 26), (2, 15), (2, 5), (2, 24), (2, 12), (3, 3), (2, 20), (2, 9), (2, 27), (2, 17)),
    "清明": ((4, 5), (4, 5), (4, 4), (4, 4), (4, 5), (4, 5), (4, 4), (4, 4), (4, 5), (4, 5), (4, 4), (4, 4), (4, 5)),
    "端午": ((6, 18), (6, 7), (6, 25), (6, 14), (6, 3), (6, 22), (6, 10), (5, 31), (6, 19), (6, 9), (5, 28), (6, 16), (6, 5)),
    "中秋": ((9, 24), (9, 13), (10, 1), (9, 21), (9, 10), (9, 29), (9, 17), (10, 6), (9, 25), (9, 15), (10, 3), (9, 22), (9, 12)),
    "重阳": ((10, 17), (10, 7), (10, 25), (10, 14), (10, 4), (10, 23), (10, 11), (10, 29), (10, 18), (10, 8), (10, 26), (10, 16), (10, 5)),
}  # fmt: skip
_SHORT = 2
#: How they stand in a text, for a pattern.
NAMES = (
    "元旦|春节|元宵节?|三八(?:妇女节)?|妇女节|清明节?|五一(?:劳动节)?|劳动节|端午节?|六一(?:儿童节)?|儿童节"
    "|七一|建党节|八一(?:建军节)?|建军节|教师节|中秋节?|国庆节?|十一|重阳节?"
)


def is_feast(name: str) -> bool:
    """Whether a name is that of a feast known here."""
    return name[:_SHORT] in _FIXED or name[:_SHORT] in _MOVING


def feast_day(name: str, year: int) -> date:
    """The first day of a feast; ValueError in a year for which it is not listed."""
    known = _FIXED.get(name[:_SHORT])
    if known is None:
        days = _MOVING[name[:_SHORT]]
        if not 0 <= year - _FIRST_YEAR < len(days):
            raise ValueError(name)
        known = days[year - _FIRST_YEAR]
    return date(year, *known)
