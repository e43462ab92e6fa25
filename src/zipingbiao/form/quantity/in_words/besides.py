"""What a target asks for in words beside its figure: ≥100批次且覆盖所有乡镇."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, said
from zipingbiao.form.quantity.in_words.asked import Stance
from zipingbiao.form.quantity.in_words.stance import asked_in, stance_of
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.read import parse
from zipingbiao.form.quantity.readings import Level
from zipingbiao.form.quantity.text import normalise, shares_a_pair

_AND = late_pattern(
    "(?:[,;]?(?:并且|且|同时|并)(?!不)|[,;](?=全部|均(?!价|值)|都|[一-鿿]{4,16}[.;]?$|[一-鿿]{2,10}[为是][0零][.;]?$))([一-鿿]{3,16}[0零]?)[.;]?$"
)
#: 隐患全部摘牌，知晓率≥85%
_BEFORE = late_pattern("([一-鿿]{2,12}(?:全部|均|都)[一-鿿]{2,6})[,;](?=.*\\d)")
#: 信访投诉为0
_NONE_OF = late_pattern("([一-鿿]{2,10})[为是][零0]")
_NOT = late_pattern("^(?:不予?|未|没有?|尚未|无法)")


def asked_besides(target: str) -> str:
    """The words behind 且, or those that ask for all of something before the figure; "" where there are none."""
    text = normalise(target)
    found = _AND.search(text) or _BEFORE.match(text)
    return "" if found is None else found[1]


def told_besides(asked: str, actual: str, name: str, words: Lexicon) -> Stance:
    """What an actual says of these words."""
    none = _NONE_OF.fullmatch(asked)
    if none is not None:
        asked = f"无{none[1]}"
    parsed = parse(actual, None, words)
    told = said(parsed.marked, parsed.all, words, normalise(name))
    if any(each.role is Role.PART and asked in each.after for each in told):
        return Stance(Level.PARTIAL)  # 其中3处配齐值守人员
    if any(_NOT.match(each.after) and shares_a_pair(each.after, asked) for each in told):
        return Stance(Level.PARTIAL)  # 2条不予立案 beside 全部立案查处
    return stance_of(actual, asked_in(asked, name, words), words, told)
