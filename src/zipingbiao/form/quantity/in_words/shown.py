"""What shows, in other words than the target's, that it was met: nothing broke off, nothing happened, all in time, well spoken of."""

from __future__ import annotations

import re

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.in_words.asked import Asked
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.text import shares_a_pair

_CLAUSES = late_pattern("[;,!?()]")
_ALL_OF_IT = late_pattern("^(?:已|均|都|全部|做到|实现|完全)+(?=[一-鿿]{2})")
_TO_LAST = late_pattern("持续|长期|常态|长效|不间断|坚持|稳定运行|正常运[行转营]|常年|稳定$")
#: 全年未中断, 连续四年, 每季度召开: it went on.
_LASTED = late_pattern(
    "(?:未|无|没有?|从未|不)(?:曾|再|有|出现)?(?:一[天次日])?(?:中断|间断|停[摆办运歇断]|断[档线更]|脱岗)|全年无休|不停歇"
    "|连续[一两二三四五六七八九十\\d]+(?:年|个月|个季度|个学期)(?!不|未|没|下降|亏)|一直(?:坚持|运行|开展|免费|沿用|执行)"
    "|(?:每|逐)(?:日|天|周|月|季度?|学期)(?:都|均|一次|定期|按期)?[^,;\\d]{0,6}(?:更新|召开|会商|值守|巡[查护检]|开班|上门|维护|例会)|照常运[行转营]|[已均]续签"
)
_TO_BE_SAFE = late_pattern("保障|安全|平安|可控")
#: 未垮一坝, 沿河无漫堤, 没有一户断暖: nothing of the kind happened, whatever it is called.
_NOTHING = late_pattern(
    "(?<![从并尚还仍暂])(?:未(?!办|报|批|拨|付|签|定)|无(?!偿|线|人机|障碍|力|法|从|人)|没有(?=一|发生|出现)|零)(?:发生|出现|造成)?(?:一[一-鿿])?[一-鿿]{1,4}(?=$|[,;、])"
)
_NOT_ONE_HARMED = late_pattern("(?:未|没有?)[一-鿿]一[一-鿿]")
_NO = "未无没有零"
_IN_TIME = "及时"
_ALL = late_pattern("均|都|全部|每[一-鿿]|当[天日时场]|件件|一律")
_WELL_SPOKEN_OF = late_pattern("好评|称赞|赞扬|表扬|点赞|认可|(?<!不)满意|拍手叫好|暖心|叫好|肯定")
_TO_PLEASE = late_pattern("^(?:比较|较为?|非常|基本|很)?(?:满意|好评|认可)")
_DOUBTED = ("hedge", "hedged_by_basic", "underway", "planned", "weak")
#: 不占用耕地, 项目区无撂荒, 禁止引入: what must not be.
_MUST_NOT = late_pattern(
    "(?:不得?|未|禁止|严禁|避免|防止|杜绝|无|没有|零)(?:被|因|造成|出现|发生|产生|有|再)*(?!低于|少于|小于|高于|超|大于|多于|足|变|懈|限|断[提完增优改加]|仅|间断|定期)([一-鿿]{1,8})"
)
#: 未见遗留, 值班未中断, 高毒农药一瓶没用: what was not.
_WAS_NOT = late_pattern(
    "(?:未|无(?!法|偿|人机|线)|没有?|零|从未|不再|不存在)(?:见|被|有|出现|发生|造成|产生|发现|接到|收到|检出|再|任何|因此|一[一-鿿])*([一-鿿、]{1,14})"
)
_DAILY = late_pattern("日(.)日(.)")
_THE_SAME_DAY = "(?:当[日天]|每[日天])[^,;]{{0,10}}{0}"
_A_RUN = 4
_COMPLETE = late_pattern("齐|完整|到位|相符|一致|真实|准确|无误")
#: 出入库登记无缺漏, 逐项清点，无缺项
_NOTHING_LACKS = late_pattern(
    "(?:无|没有?|未|不)(?:一[一-鿿])?(?:发现|出现|存在|有)?(?:任何)?(?:缺[一-鿿]|漏[一-鿿]|遗漏|短少|短缺|不符|虚假|差错|误差|出入)"
)
_TO_KEEP_TO = late_pattern("达标|符合|标准|限值|合格")
#: 6项均低于限值, 在线监测无超限
_WITHIN_LIMITS = late_pattern(
    "(?:均|都|各[一-鿿]{1,4}|全部|始终|一直)[^,;]{0,8}(?:低于|优于|未超(?:过|出)?|小于)[^,;]{0,12}(?:限值|标准|限|要求)|(?:无|未|没有)(?:出现|发生)?超[限标]"
)


def says_the_same(text: str, asked: str, words: Lexicon) -> bool:
    """达到要求 beside 达标, 即来即办 beside 即时办结: a whole clause that is another word for what was asked for."""
    family = next((each for each in words.same if asked in each), frozenset[str]())
    return any(_ALL_OF_IT.sub("", clause) in family for clause in _CLAUSES.split(text) if family)


def is_shown(text: str, asked: Asked, words: Lexicon) -> bool:
    """Whether a text shows what was asked for; never beside a word that hedges, plans or complains."""
    if any(words.stance[key].search(text) for key in _DOUBTED):
        return False
    if _is_not_there(text, asked) or _is_daily(text, asked):
        return True
    if words.stance["undone_shape"].search(text) is not None:
        return _is_safe(text, asked, words)
    return (
        (_TO_LAST.search(asked.text) is not None and _LASTED.search(text) is not None)
        or _is_safe(text, asked, words)
        or _is_in_time(text, asked, words)
        or _echoes(text, asked, words)
        or (_COMPLETE.search(asked.text) is not None and _NOTHING_LACKS.search(text) is not None)
        or (_TO_KEEP_TO.search(asked.text) is not None and _WITHIN_LIMITS.search(text) is not None)
        or (_TO_PLEASE.match(asked.text) is not None and _WELL_SPOKEN_OF.search(text) is not None)
    )


def _is_safe(text: str, asked: Asked, words: Lexicon) -> bool:
    """安全度汛，未垮一坝 beside 有效保障: what did not happen is no deed that was to be done."""
    if _TO_BE_SAFE.search(asked.text) is None:
        return False
    denied = [found.group() for found in _NOTHING.finditer(text)]
    return bool(denied) and not any(_is_wanted(each, asked, words) for each in denied)


def _is_wanted(denied: str, asked: Asked, words: Lexicon) -> bool:
    """没有开展, 未落实, 未保障: what was not done, or what was asked for itself."""
    return _is_a_deed(denied, words) or denied.lstrip(_NO)[-2:] in asked.text + asked.name


def _is_a_deed(denied: str, words: Lexicon) -> bool:
    """没有开展, 未落实: what was to be done."""
    what = denied.lstrip(_NO)
    return words.stance["deeds"].search(what) is not None or any(act in what for act in words.acts)


def _is_not_there(text: str, asked: Asked) -> bool:
    """未占耕地 beside 不占用耕地: each thing that must not be is denied, by the words it is called by."""
    forbidden = [found[1] for found in _MUST_NOT.finditer(asked.text)]
    denied = [found[1] for found in _WAS_NOT.finditer(text)]
    return bool(forbidden) and all(any(_is_the_same(one, other) for other in denied) for one in forbidden)


def _is_the_same(one: str, other: str) -> bool:
    """占用耕地 and 占耕地, 泄漏 and 泄漏."""
    return shares_a_pair(one, other) or (len(one) == 1 and one in other)


def _is_daily(text: str, asked: Asked) -> bool:
    """当日垃圾当日清运，无积存 beside 日产日清."""
    daily = _DAILY.search(asked.text)
    if daily is None:
        return False
    done = re.search(_THE_SAME_DAY.format(daily[2]), text)
    return done is not None and (
        _WAS_NOT.search(text) is not None or _ALL.search(text) is not None or "不" in text
    )


def _echoes(text: str, asked: Asked, words: Lexicon) -> bool:
    """都按传统工艺做法施工 beside 采用传统工艺: the better part of what was asked for is repeated, of all of it, and nothing denied."""
    if asked.bounded or asked.move is not None or words.whole.search(text) is None:
        return False
    if words.negative.search(_WAS_NOT.sub("", text)) is not None:
        return False
    runs = (asked.text[i : i + _A_RUN] for i in range(len(asked.text) - _A_RUN + 1))
    return any(run in text for run in runs)


def without_denials(text: str, asked: str) -> str:
    """The text without what it says was not, where that must not be: 未占耕地 beside 不占用耕地 takes nothing back, nor 未垮一坝 beside 有效保障."""
    if _TO_BE_SAFE.search(asked) is not None:
        text = _NOT_ONE_HARMED.sub("无", text)
    forbidden = [found[1] for found in _MUST_NOT.finditer(asked)]
    if not forbidden:
        return text
    return _WAS_NOT.sub(
        lambda found: "无" if any(_is_the_same(one, found[1]) for one in forbidden) else found.group(), text
    )


def _is_in_time(text: str, asked: Asked, words: Lexicon) -> bool:
    """均在规定时限内发布 beside 及时发布."""
    if words.stance["punctual"].search(asked.text) is None or _ALL.search(text) is None:
        return False
    return any(word in text for word in words.alias.get(_IN_TIME, ()))
