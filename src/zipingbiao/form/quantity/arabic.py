"""Chinese numerals in front of a unit written as Arabic ones: `三万人`, `百分之九十五`, `半年`, `一年四次`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.numerals import NUMERAL, chinese_number
from zipingbiao.form.quantity.readings import NO_UNIT
from zipingbiao.form.quantity.units import known_unit, take_unit

_HALF = late_pattern(r"(?<!每)半(?=年|个月|月|天|小时|个小时|日)")
#: 6个半月, 1年半, 3天半: and a half.
_AND_HALF = late_pattern(
    r"(\d+)(?:个半(?=月|小时|学期|季度|工作日)|(年|天|小时|日|周|亩|里|吨)半(?![年月天日周数]))"
)
#: 一刻钟, 三刻钟
_QUARTERS = late_pattern("([一两三])刻钟")
_PERCENT_WORDS = late_pattern(rf"百分之({NUMERAL}(?:点[零一二三四五六七八九]+)?)")
_PERCENT_DIGITS = late_pattern(r"百分之(\d+(?:\.\d+)?)")
#: 万分之五, 千分之3: a share in small parts.
_SMALL_SHARE = late_pattern(rf"(千|万|十万|百万)分之({NUMERAL}(?:点[零一二三四五六七八九]+)?|\d+(?:\.\d+)?)")
_SMALL_UNITS: Mapping[str, tuple[str, Decimal]] = {
    "千": ("‰", Decimal(1)),
    "万": ("‱", Decimal(1)),
    "十万": ("‱", Decimal("0.1")),
    "百万": ("‱", Decimal("0.01")),
}
#: 九成, 八成五: tenths.
_TENTHS = late_pattern(
    r"([一二三四五六七八九\d])成([一二三四五六七八九])?(?!效|果|立|功|员|本|绩|长|就|型|人|品|套|为|分|交|熟|片|不变|了|一)"
)
#: 9.2/10万: so many in a hundred thousand.
_PER_MANY = late_pattern(
    r"(\d+(?:\.\d+)?)/(?:(1?0?0)|[一十百])?万(?=人|例|活产|$|以|左右|[^一-鿿\d])(?:人|例|活产)?"
)
#: 0.8/10000: so many in ten thousand.
_OF_ROUND = late_pattern(r"(?<![\d./])(\d+(?:\.\d+)?)/(1000|10000|100000)(?![\d./])")
_ROUND_UNITS = {"1000": ("‰", Decimal(1)), "10000": ("‱", Decimal(1)), "100000": ("‱", Decimal("0.1"))}
#: 六个百分百: six things.
_HUNDREDS = late_pattern("([一二两三四五六七八九十\\d]+)个(?:百分(?:之)?百|100%)")
#: 三至五年: from three on.
_BETWEEN = late_pattern(
    "(?<![第零一二两三四五六七八九十])([一二两三四五六七八九十])[至到~-]([二三四五六七八九十](?:年|天|日|个|名|人|次|家|小时|分钟|周|个月))"
)
#: 过半 is more than half, beside no other figure.
_OVER_HALF = late_pattern(r"^(?:已|均|均已|占比)?过半(?!数)$")
#: 1/4, 2/3: a share; 10/12 of a count is left as it stands.
_SHARE = late_pattern(r"(?<![\d./])([1-9])/([2-9]|10)(?![\d./])(?=$|[^一-鿿]|以|的)")
#: 19:1, 1:0.5: one side is 1, the other is measured.
_TO_ONE = late_pattern(r"(?<![\d:.])(?:(\d+(?:\.\d+)?):1(?![\d.:])|1:(\d+(?:\.\d+)?)(?![\d.:]))")
#: 6分30秒, 1小时20分钟, 2天12小时: one length of time in two units.
_LENGTH = late_pattern(r"(\d+)(天|日|小时|分钟?)(\d{1,2})(小时|分钟?|秒)(?!\d)")
_SECONDS = {"天": 86400, "日": 86400, "小时": 3600, "分": 60, "分钟": 60, "秒": 1}
#: 23万3千, 1亿2千万, 3万5000, 2千5百: one number in two steps.
_STEPPED = late_pattern(
    r"(?<![\d.])(?:(\d{1,5})亿(\d{1,4})(百|千)?万|(\d{1,5})万(\d)千(?!\d)|(\d{1,5})万(\d{4})(?=[元人户个件次吨亩平])|(\d{1,2})千(\d)百(?!\d))"
)
#: 翻一番 doubles, 翻两番 doubles twice.
_DOUBLED = late_pattern("(增长|增加)?翻了?([一两])番")
_TIMES_MORE = {"一": 100, "两": 300}
_NUMERAL_AND_HALF = late_pattern(
    rf"(?<![第每])({NUMERAL})(?=(?:个半[月小学季工]|[年天日周]半(?![年月天日周数])))"
)
_FRACTION_WORDS = late_pattern(rf"({NUMERAL})分之({NUMERAL})")
_CHINESE = late_pattern(
    rf"(?<![第统唯专万单每])({NUMERAL}(?:点[零一二三四五六七八九]+)?)(?!期(?:工程|项目|[上开建竣完投验主土装]))"
)
#: Beside digits only a numeral of several characters is a number: 一百三十余个，审减率8.6%.
_LONG_CHINESE = late_pattern(
    "(?<![第统唯专万单每])((?:[一二两三四五六七八九][十百千万亿]|十[一二三四五六七八九])[零一二两三四五六七八九十百千万亿]*)"
)
#: 共举办五期，316人次: one numeral where it plainly counts what was done.
_ONE_NUMERAL = late_pattern(
    "(?<=[共办展成织开置训讲演])([一两三四五六七八九十])(?=(?:[次场批轮届台套辆所家]|期(?!工程|项目|[上开建竣完投验主土装])|个(?!别|人|体|百分))(?:$|[,;.、)]))"
)
#: 七部，其中2部获奖: the answer itself.
_FIRST_OF_ALL = late_pattern(
    "^([一二两三四五六七八九十])(?=(?:[次场批轮届台套辆所家部项个期]|批次|场次)[,;(])"
)
#: 五个(小麦2、玉米2、蔬菜1): what is then taken apart in brackets.
_TAKEN_APART = late_pattern(
    r"(?<![第每])([一二两三四五六七八九十])(?=[个座处所家台套辆项场期次名户]\([^()]*\d)"
)
#: 一百五十多户
_ABOUT = late_pattern("[余多来](?!少)")
#: Counters that after a Chinese numeral rather belong to a word (一级, 一点, 一面 …) or to a rank.
_NOT_AFTER_NUMERAL = frozenset("级类星点面方度口分行列端线层档市县区成倍")
#: 一次验收合格: at the first go, not one time.
_MANNER = late_pattern(
    "次(?:污染|供水|加压|伤害|灾害|分配|创业|开发|性|验收|通过|合格|成功|办)|[一-鿿]不[落漏少]"
)
#: 一户一档: one for each, not one household.
_ONE_EACH = late_pattern(r"一(?![十百千万亿])[一-鿿]一(?![十百千万亿])[一-鿿]")
_MAY_BE_CHINESE = late_pattern("[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]")
#: 半年1次, 一年四次, 每2年1次: the first numeral says how often, the second how many.
_HOW_OFTEN = late_pattern(
    rf"(?<![\d第年月{NUMERAL[1:-2]}])(?:每(半|{NUMERAL}|\d{{1,2}})个?(年|季度|季|月|周|天|日)|(半|{NUMERAL}|\d)(年|周|天|日|个月|个季度|个学期))"
    rf"(?=[^\d;,.内前后]{{0,8}}(?:\d|{NUMERAL})[^\d;,.]{{0,3}}[次场期轮批回遍])"
)
_COUNTED = late_pattern("[年季月周天日].*[次场期轮批回遍]")
_FEW = "零一两三四五六七八九十"


def with_arabic(text: str) -> str:
    """Chinese numerals written as Arabic ones where a unit follows, so that one grammar reads both."""
    if ":" in text or "/" in text or "分" in text or "时" in text:
        text = _in_one_unit(text)
    if _MAY_BE_CHINESE.search(text) is None:
        return _once_a_while(text)
    if "万" in text or "千" in text:
        text = _STEPPED.sub(_in_one_step, text)
    text = _HUNDREDS.sub(r"\1项", text)
    text = _BETWEEN.sub(lambda m: f"{_digits(m[1])}至{m[2]}", text)
    if "过半" in text:
        text = _OVER_HALF.sub("超过50%", text)
    if "半" in text:
        text = _AND_HALF.sub(lambda m: f"{m[1]}.5{m[2] or '个'}", _NUMERAL_AND_HALF.sub(_before_half, text))
    text = _once_a_while(text)
    if "半" in text:
        text = _HALF.sub("0.5", text)
    if "番" in text:
        text = _DOUBLED.sub(lambda m: f"{m[1] or '增长'}{_TIMES_MORE[m[2]]}%", text)
    if "刻钟" in text:
        text = _QUARTERS.sub(lambda m: f"{int(_digits(m[1])) * 15}分钟", text)
    text = text.replace("百分之百", "100%").replace("百分百", "100%")
    if "分之" in text:
        text = _PERCENT_DIGITS.sub(r"\1%", text)
        text = _PERCENT_WORDS.sub(lambda m: f"{_digits(m.group(1))}%", text)
        text = _SMALL_SHARE.sub(_small_share, text)
        text = _FRACTION_WORDS.sub(_fraction, text)
    if "成" in text:
        text = _TENTHS.sub(_tenths, text)
    if re.search(r"\d", text):
        text = _FIRST_OF_ALL.sub(_chinese, text)
        if "(" in text:
            text = _TAKEN_APART.sub(_chinese, text)
        return _LONG_CHINESE.sub(_chinese, _ONE_NUMERAL.sub(_chinese, text))
    return _CHINESE.sub(_chinese, text)


def _in_one_step(found: re.Match[str]) -> str:
    """1亿2千万 → 120000000."""
    if found[1]:
        millions = int(found[2]) * {"千": 1000, "百": 100}.get(found[3], 1)
        return str(int(found[1]) * 100_000_000 + millions * 10_000)
    if found[4]:
        return str(int(found[4]) * 10_000 + int(found[5]) * 1000)
    if found[6]:
        return str(int(found[6]) * 10_000 + int(found[7]))
    return str(int(found[8]) * 1000 + int(found[9]) * 100)


def _before_half(found: re.Match[str]) -> str:
    return _digits(found[1])


def _in_one_unit(text: str) -> str:
    """Shares, proportions and lengths of time that are written with two numbers, as one."""
    text = _SHARE.sub(lambda m: f"{_percent(Decimal(m[1]) / Decimal(m[2]))}%", text)
    text = _PER_MANY.sub(_per_many, _OF_ROUND.sub(_of_round, text))
    text = _TO_ONE.sub(lambda m: f"{m[1]}∶一" if m[1] else f"{m[2]}一∶", text)
    return _LENGTH.sub(_length, text)


def _of_round(found: re.Match[str]) -> str:
    unit, factor = _ROUND_UNITS[found[2]]
    return f"{format((Decimal(found[1]) * factor).normalize(), 'f')}{unit}"


def _per_many(found: re.Match[str]) -> str:
    base = found.group().split("/")[1]
    tens = 100 if base.startswith(("百", "100")) else 10 if base.startswith(("十", "10")) else 1
    return f"{format((Decimal(found[1]) / tens).normalize(), 'f')}‱"


def _length(found: re.Match[str]) -> str:
    larger, smaller = _SECONDS[found[2]], _SECONDS[found[4]]
    if larger <= smaller:
        return found.group()
    seconds = int(found[1]) * larger + int(found[3]) * smaller
    return f"{seconds}秒" if smaller == 1 else f"{seconds // 60}分钟"


def _percent(share: Decimal) -> str:
    return format((share * 100).quantize(Decimal("0.01")).normalize(), "f")


def _once_a_while(text: str) -> str:
    return _HOW_OFTEN.sub(_how_often, text) if _COUNTED.search(text) is not None else text


def _how_often(found: re.Match[str]) -> str:
    """`一年` → 每年, `2年` → 每两年; the numeral stays a word, so that it is not read as an amount."""
    count, unit = found[1] or found[3], (found[2] or found[4]).removeprefix("个")
    number = int(count) if count.isdecimal() else chinese_number(count)
    if number is None or not 0 < number < len(_FEW):
        return f"每半{unit}" if count == "半" else found.group()
    return f"每{_FEW[int(number)] if number > 1 else ''}{unit}"


def _digits(numeral: str) -> str:
    value = chinese_number(numeral)
    return numeral if value is None else format(value, "f")


def _fraction(found: re.Match[str]) -> str:
    below, above = chinese_number(found.group(1)), chinese_number(found.group(2))
    if not below or above is None:
        return found.group()
    return f"{_percent(above / below)}%"


def _small_share(found: re.Match[str]) -> str:
    unit, factor = _SMALL_UNITS[found[1]]
    above = found[2] if found[2][0].isdigit() else _digits(found[2])
    return f"{format(Decimal(above) * factor, 'f')}{unit}" if above[0].isdigit() else found.group()


def _tenths(found: re.Match[str]) -> str:
    whole, more = _digits(found[1]), _digits(found[2]) if found[2] else "0"
    return f"{whole}{more}%"


def _chinese(found: re.Match[str]) -> str:
    """A numeral becomes digits when it is the whole text or a unit follows that is not part of a word."""
    text, end = found.string, found.end()
    value = chinese_number(found.group(1))
    if value is None or (value == 0 and found.group(1) != "零"):
        return found.group()
    numeral = found.group(1)
    if numeral in "一二" and _MANNER.match(text, end) is not None:
        return numeral
    if any(_ONE_EACH.match(text, at) for at in (found.start(), found.start() - 2) if at >= 0):
        return found.group()
    if text.startswith("元", end) and numeral[-1] in "万亿" and len(numeral) > 1:
        return _digits(numeral[:-1]) + numeral[-1]
    about = _ABOUT.match(text, end)
    unit, after = take_unit(text, about.end() if about is not None else end, ())
    known = unit is not NO_UNIT and (known_unit(unit.name.split("(")[0]) or unit.name.startswith("个"))
    whole = found.start() == 0 and end == len(text)
    measured = text[end : end + 1] == "方" and len(numeral) > 1
    fits = known and (text[end] not in _NOT_AFTER_NUMERAL or "点" in numeral or measured)  # 八十六点五分
    if whole or (fits and not text.startswith(("性", "体"), after)):
        return format(value, "f")
    return found.group()
