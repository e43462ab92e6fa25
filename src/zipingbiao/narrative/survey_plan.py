"""A survey that is planned: whom it asks, so that the measure has an object (对局属各处室开展问卷调查)."""

from __future__ import annotations

import re

#: 后续[将][积极]采取问卷调查等方式的满意度调查[和分析总结]工作: a plan without whom and when.
_PLAN = re.compile(
    r"^(?P<when>[^对向，]{2,14}?(?:前|内|季度|年底))?(?:后续|下一步|下步|今后|将|拟|计划|积极|继续|进一步|尽快)*"
    r"(?:采取|采用|通过|开展|进行|组织|组织开展|做好)?"
    r"(?P<way>(?:[一-鿿]{0,4}(?:问卷|电话|现场|线上|书面|入户)[一-鿿、]{0,12}?(?:调查|回访|访谈|问询)|满意度(?:问卷)?调查))"
    r"(?:等?(?:方式|形式)的?)?(?:开展|进行)?(?:的?满意度(?:问卷)?调查)?(?:[和及与](?P<more>[一-鿿]{2,10}?))?(?:工作)?$"
)
_ASKED = re.compile(r"[对向]|调查对象|【请填写：服务对象")
_OBJECT = "调查对象为"
NOBODY = "【请填写：服务对象范围】"


def names_people(clause: str) -> bool:
    """Whether a measure says whom it asks, or that this is still to be said."""
    return _ASKED.search(clause) is not None


def with_people(clause: str, people: str) -> str:
    """The clause with those it asks, where it plans a survey and names nobody; `people` "": they are still to be named."""
    found = _PLAN.match(clause)
    if found is None or _ASKED.search(clause):
        return clause
    more = f"并进行{found['more']}" if found["more"] else ""
    return f"{found['when'] or ''}对{people or NOBODY}开展{found['way']}{more}"


def without_repeated_people(measures: tuple[str, ...]) -> tuple[str, ...]:
    """Without 调查对象为局属各处室 beside 对局属各处室开展问卷调查."""
    asked = "".join(clause for clause in measures if not clause.startswith(_OBJECT))
    return tuple(
        c for c in measures if not (c.startswith(_OBJECT) and f"对{c.removeprefix(_OBJECT)}" in asked)
    )
