"""All of it, or none of it, told by words: 全部合格, 无一遗漏, 没有不合格."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.qualitative import without_papers

#: 查获异常57起: what was found and then dealt with.
_FOUND_FIRST = late_pattern(
    r"(?:发现|查获|查出|排查出?|受理|收到|计划|应)[一-鿿]{0,6}\d+[一-鿿]{1,3}(?=[,;])"
)
#: 无逾期件, 没有超期贮存: that nothing went wrong is said beside that all was done.
_NO_FAULT = late_pattern(
    "[,;.](?:均|都|全年)?(?:无|未|没有?|未发现|未出现|无一)(?:一?[起例件人户名])?(?:逾期|超期|延期|延误|迟报|迟|漏|遗留|遗漏|退回|私自|乱|拖|积压|流失)[一-鿿]{0,5}(?=$|[,;.])"
)
#: 漏 and 无 that deny nothing.
_NOT_DENIED = late_pattern("无需|漏洞|无遗漏|不动产|未成年|无障碍|无人机|无线|无害化")
#: 一台不落
NOT_ONE_LESS = late_pattern("一[一-鿿]不[落漏少]")
_NONE = ("无", "没有", "未出现", "未发现", "不存在")
#: 除5月份外，其余月份均按时: all of the others is not all.
_BUT_FOR = late_pattern(
    "基本(?=无|没|未)|已[一-鿿]{2,4}的(?=均?无|没|未)|其余|余下|其他(?:的|各)|除[^,;]{1,24}外"
)
#: 无一台不合格
_NONE_FAILS = late_pattern("(?:无|没有|未出现|未发现|不存在)(?:一[一-鿿]{1,2}?)?[不未]([一-鿿]{2})")
#: 无一缺报, 无一返工: not one of them failed.
_NOT_ONE = late_pattern("无一(?!例外)[一-鿿]{0,3}(缺[一-鿿]|死|返工|退回|漏|落|失败|差错)")
#: Which faults a rate has.
_FAULTS_OF = (
    (("存活", "成活", "保存"), ("死",)),
    (("通过", "合格", "验收", "达标"), ("返工", "退回", "失败", "差错")),
    (("覆盖", "检查", "发放", "采集", "上报"), ("漏", "落")),
)
#: 均要求各科室及时报送: what was wanted, not what was done.
_ONLY_WANTED = late_pattern("(?<![按照合达足据到的符规])要求(?=[各相有全所及按])")
#: The end of a name that says what is measured.
_NEAR_END = 3
_RATE = late_pattern("(?:率|度|比例)$")
_DUE = late_pattern(r"应([一-鿿]{1,2})尽\1")
_CLAUSES = late_pattern("[,;.]")
_ROOT = 2


def is_whole(text: str, root: str, words: Lexicon, name: str = "") -> bool:
    """全部合格, 均已处置; 未出现不合格: all of it, with nothing taken back."""
    text = NOT_ONE_LESS.sub("全部", _NOT_DENIED.sub("", _FOUND_FIRST.sub("", text)))
    if _BUT_FOR.search(text) is not None:
        return False
    due = _DUE.search(text)
    covers = any(root in rates for rates, faults in _FAULTS_OF if "漏" in faults)
    about = name if covers else _RATE.sub("", name)[-_NEAR_END:]
    if due is not None and any(sign in about for sign in due[1]):
        return not _taken_back(text, words)  # 应编尽编
    spared = _NOT_ONE.search(text)
    if spared is not None and _is_its_fault(spared[1], root):
        return not _taken_back(_NOT_ONE.sub("", text), words)
    none = words.stance["absent"].search(text)
    if none is not None and words.negative.search(text[none.end() : none.end() + _ROOT * 4]) is not None:
        return not _taken_back(_NO_FAULT.sub("", text), words)
    clauses = [
        clause
        for clause in _CLAUSES.split(without_papers(_NO_FAULT.sub("", text)))
        if _ONLY_WANTED.search(clause) is None and words.stance["absent"].search(clause) is None
    ]
    first = next((n for n, clause in enumerate(clauses) if words.whole.search(clause) is not None), None)
    if first is None or any(_taken_back(clause, words) for clause in clauses[first:]):
        return False
    wholly = [clause for clause in clauses if words.whole.search(clause) is not None]
    if any(speaks_of(clause, root, words) and not words.negative.search(clause) for clause in wholly):
        return True  # 利用率 is not told by 全部投入使用
    plain = ",".join(clauses)
    return words.negative.search(plain) is None and speaks_of(plain, root, words)


def _is_its_fault(fault: str, root: str) -> bool:
    """缺报 beside 直报率, 死亡 beside 存活率: not one of another fault says nothing of the rate."""
    if fault.startswith("缺"):
        return fault[1:] in root
    return any(root in rates and fault in faults for rates, faults in _FAULTS_OF)


def _taken_back(text: str, words: Lexicon) -> bool:
    """Whether a text hedges, or tells of what is only meant or under way."""
    return any(words.stance[key].search(text) for key in ("hedge", "hedged_by_basic", "underway", "planned"))


def is_none(text: str, root: str) -> bool:
    """抽检80篇，没有不合格 beside 不合格率."""
    return any(f"{no}{root}" in text for no in (*_NONE, "未发生", "零"))


def none_fails(text: str, root: str) -> bool:
    """优秀22卷、合格38卷，无不合格."""
    return len(root) == _ROOT and any(found[1] == root for found in _NONE_FAILS.finditer(text))


def speaks_of(told: str, root: str, words: Lexicon) -> bool:
    """Whether a text has what the rate is of, or another word for it."""
    if len(root) == _ROOT and root[0] in told and root[1] in told[told.index(root[0]) + 1 :]:
        return True  # 发改率: 发回改判
    return any(word in told for word in (root, *words.alias.get(root, ())))
