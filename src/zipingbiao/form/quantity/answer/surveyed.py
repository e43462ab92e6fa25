"""Whose satisfaction an actual tells: of those who were to be asked, or of others."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.text import shares_a_pair

_SATISFIED = late_pattern("([一-鿿]{2,10}?)(?:的)?(?:综合|总体|平均)?满意(?:度|率)")
_SURVEYED = late_pattern(
    "([一-鿿]{2,6})(?:问卷|测评|评价表)|(?:调查|访问|走访|询问)(?:了|对象为|对象是)?([一-鿿]{2,8})"
)
#: The survey says whom it asked.
_ASKED_OF = late_pattern(
    "(?:调查|测评|访问|问卷|受访|抽样)(?:对象|样本|者)(?:为|是|均为|系|:)([一-鿿]{2,12})"
)
_KNOWN, _PUBLIC = late_pattern("知晓|认知|认可|支持"), late_pattern("居民|群众|公众|社会|村民")
_OF_STAFF = late_pattern("(?:抽测|测试|调查|问卷|测评)[^,;]{0,8}(干部|职工|工作人员|机关)")
_MINORS = late_pattern("未成年")
_A_WORD = 2


def of_other_people(marked: str, name: str, words: Lexicon) -> bool:
    """患者满意度92% beside 医务人员满意度: others were asked."""
    asked, told = _SATISFIED.search(name), _SATISFIED.search(marked)
    if _KNOWN.search(name) is not None and _PUBLIC.search(name) is not None:
        staff = _OF_STAFF.search(marked)
        return staff is not None and staff[1] not in name  # 抽测机关干部 beside 居民知晓率
    if asked is not None and _asked_others(marked, asked[1], words):
        return True
    if asked is None or told is None:
        return False
    denied = _MINORS.search(asked[1])
    if (denied is None) is not (_MINORS.search(told[1]) is None) and "成年" in asked[1] + told[1]:
        return True
    insiders = words.stance["insiders"].search(told[1])
    if insiders is not None and insiders.group() not in name:
        return True
    if words.stance["anyone"].search(asked[1] + told[1]) is not None:
        return False
    return not shares_a_pair(told[1], name)


def _asked_others(marked: str, asked: str, words: Lexicon) -> bool:
    """92%(游客问卷) beside 渔民满意度, 调查了所内民警 beside 公众满意度: who was asked stands in other words."""
    surveyed = _SURVEYED.search(marked)
    told = "" if surveyed is None else next(group for group in surveyed.groups() if group)
    insiders = words.stance["insiders"].search(told)
    if insiders is not None:
        return insiders.group() not in asked
    named = _ASKED_OF.search(marked)
    own = words.stance["anyone"].sub("", asked)
    if named is not None and len(own) >= _A_WORD:
        return not shares_a_pair(named[1], asked)  # 毕业班学生 beside 用人单位
    group, wanted = words.stance["people"].search(told), words.stance["people"].search(asked)
    return (
        group is not None and wanted is not None and group.group() not in asked and wanted.group() not in told
    )
