"""Figures of another deed or subject than the one that was asked for: what came before it, prizes, how many were tried."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.text import NO_HAN, shares_a_pair

#: The end of a name says what it counts.
_LAST = 3
#: 现有33支团队: what there is, no deed.
_THERE_IS = late_pattern("现有|共有|在册|在岗|实有")
#: 发放奖补资金 is the end of it.
_PAID = late_pattern("发放|拨付|兑付|兑现|支付")
#: 春节、中秋两次 are times, no things.
_TO_BE_NEW = late_pattern("新(?:增|建|组建|设|聘|引进|认定|培育|签|开)|净增")
_BUILT = ("counter", "length", "area")
_BUILT_AFTER = late_pattern("建成|完工|竣工|投用|验收|实施|施工(?!合同|图|招标)")
_INVESTED, _MONEY_THERE = (
    late_pattern("完成投资|投资完成"),
    late_pattern("到位资金|资金到位|下达资金|资金下达"),
)
_MEASURED = late_pattern("([一-鿿]{2,4})(?:量|人次|次数)$")
#: So many characters before a figure are of it.
_STEP = 3
#: So many characters are a matter of their own.
_A_SUBJECT = 6
#: 28人参加了考试 beside 持证
_SAT_FOR = late_pattern("(?:已|均|都)?(?:参加|报名|报考)了?[一-鿿]{0,6}(?:考试|考核|面试|招聘会?)")
_SEVERAL = late_pattern("[各、每》]")


def of_another_subject(each: Said, about: str, words: Lexicon) -> bool:
    """排查纠纷1892件 beside 人民调解案件: what is counted has no word in common with what was asked for."""
    told = each.before + each.after
    measured = _MEASURED.search(each.before)
    if measured is not None and not each.figure.reading.unit.name and not shares_a_pair(measured[1], about):
        return True  # 累计阅读量35万 beside 推文80篇
    if each.figure.reading.unit.name == "分" or each.role < Role.EXTENT or _SEVERAL.search(each.before):
        return False
    if shares_a_pair(told, about):
        return False
    subject = words.roles["told"].sub("", words.stance["comparing"].sub("", each.before))
    return len(NO_HAN.sub("", subject)) >= _A_SUBJECT


def of_another_deed(each: Said, about: str, words: Lexicon) -> bool:
    """申请6件 where what counts is 授权: the extent of a deed that nobody asked about."""
    if each.before[-_LAST:] in about and each.figure.reading.unit.dimension == "ratio":
        return False  # 参评家长满意度96.1%
    before = each.before if _TO_BE_NEW.search(about) is not None else _THERE_IS.sub("", each.before)
    told = words.roles["extent"].search(before) or words.roles["tried"].search(each.before)
    if told is None and words.roles["late"].search(about) is not None:
        told = words.roles["early"].search(each.before)  # 采购2.2万个 beside 安装
    return told is not None and not any(sign in about for sign in told.group())


def of_an_earlier_deed(each: Said, marked: str, name: str, words: Lexicon) -> bool:
    """采购入库1万顶 beside 发放, 到位资金1.25亿元 beside 完成投资: the name asks for the end, and only a step before it is told."""
    late = words.roles["late"].search(name)
    early = words.roles["early"].search(each.before) or _SAT_FOR.match(each.after)
    stepped = late is not None and early is not None and early.group() not in name
    funded = _INVESTED.search(name) is not None and _MONEY_THERE.search(each.before) is not None
    if funded:
        return _INVESTED.search(marked) is None
    return stepped and words.roles["late"].search(marked) is None


def of_first_steps(each: Said, about: str, words: Lexicon) -> bool:
    """完成12公里设计, 已落实资金12公里: what comes before the work that was asked for."""
    if (
        not each.figure.reading.unit.dimension.startswith(_BUILT)
        or _BUILT_AFTER.search(each.after) is not None
    ):
        return False
    if _PAID.match(each.after) is not None:
        return False
    prelim = words.roles["prelim"]
    found = prelim.search(each.after) or prelim.search(each.before[-_STEP:])
    return found is not None and found.group() not in about


def of_prizes(each: Said, about: str, words: Lexicon) -> bool:
    """获一等奖2个 where nobody asked for prizes."""
    return (
        words.roles["prizes"].search(each.before) is not None and words.roles["prizes"].search(about) is None
    )


def unsaid_success(each: Said, marked: str, name: str, words: Lexicon) -> bool:
    """调解案件2045件 beside 调解成功数: how many there were, not how many of them succeeded."""
    wanted = words.roles["succeeded"].search(name[-_LAST * 2 :])
    if wanted is None or not each.figure.reading.unit.dimension.startswith("counter"):
        return False
    told = words.roles["done"].search(each.before) is not None or words.roles["succeeded"].search(marked)
    return not told and each.role in (Role.PLAIN, Role.EXTENT) and len(shared_with(each, name)) > 1


def shared_with(each: Said, name: str) -> set[str]:
    """What the words around a figure have in common with the indicator's name, as pairs of characters."""
    runs = NO_HAN.sub(" ", f"{each.before} {each.after}").split()
    pairs = {run[i : i + 2] for run in runs for i in range(max(len(run) - 1, 1))}
    return {pair for pair in pairs if pair in name}
