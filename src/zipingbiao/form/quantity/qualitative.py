"""What is read as words: 是/否, option lists, listed words, and ranks that only equal themselves (`二级`, `Ⅲ类`)."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Level, Number, Reading, Word, YesNo, is_upper

_RANK = late_pattern(
    r"[≥≤=]?(?:(?:[一二三四五六七八九十甲乙丙]|[ABCD]{1,3}|\d[AS]?|劣?[Ⅰ-Ⅹ]|劣?[IV]{1,3})(?:级|等|类|星级|星))+(?:以上|及以上)?"
)
_SURVEY_PAPER = late_pattern("(?:满意度)?(?:(?:测评|调查|评价|评议)(?:表|卷|问卷)|问卷)")
_RATE_OF = late_pattern("(?:率|度|比例)$")
_NOT_OVER = late_pattern(
    "(?:[未没无不]|没有|并未)(?:有)?(?:超出?|超过|突破)(?:项目|年度|批复)?(?:预算|概算|控制数|限额|标准)|(?:控制|保持)在.{0,6}(?:预算|概算|限额).{0,3}[内下]"
)
#: 准确无误: the absence of a fault.
_NO_FAULT = late_pattern("无(?:误|差错|错误|遗漏|一遗漏)")
_FINISHED = late_pattern(
    "(?:已|全部|顺利|圆满).{0,6}(?:完成|建成|投用|印发|出台|发布|通过|交付|验收)|(?:完成|建成|投用|印发|发布|交付)$"
)
_AT_LEAST = late_pattern("(?:不低于|至少|达到?)?([一-鿿]{1,3}?)(?:等[次级]|档次?)?(?:[及或]?以上)?")
_BETWEEN_OPTIONS = late_pattern("[、/,;·|]")
_REACHED = late_pattern(r"^已?达到?(?!标)")


def _rank(text: str) -> Word | None:
    """`二级`, `AAA级`, `达到Ⅲ类`: a rank that only equals itself; 达到 alone does not say which was reached."""
    rank = _REACHED.sub("", text)
    ranked = _RANK.fullmatch(rank) or (rank != text and _RANK.search(rank))
    return Word(rank, Level.UNKNOWN) if ranked else None


def listed_word(text: str, lexis: Lexicon) -> Word | None:
    """A listed word, or a rank; where only 达到 is listed, the rank decides."""
    word = lexis.word(grade_asked(lexis.strip_prefix(text)[0], lexis))
    rank = _rank(text) if word is None or word.done else None
    return rank or word


def exact_reading(text: str, lexis: Lexicon) -> Reading | None:
    """Readings that the whole cell decides: 是, 否, an option list, a one-character word."""
    if text in lexis.yes:
        return YesNo(True)
    if text in lexis.no:
        return YesNo(False)
    rest, prefixed = lexis.strip_prefix(text)
    bare = _BETWEEN_OPTIONS.sub("", rest)
    if bare in lexis.yes_no_scales:
        return YesNo(True)
    if lexis.is_scale(rest):
        return Word(bare, Level.MET, scale=True)
    if prefixed and not rest:
        return Word(text, Level.MET, scale=True)
    if rest in lexis.yes:
        return YesNo(True)
    if rest in lexis.no:
        return YesNo(False)
    return None


def grade_asked(text: str, lexis: Lexicon) -> str:
    """良 of 良以上 and 不低于良: the grade that is good enough; the text itself where it asks for none so."""
    found = _AT_LEAST.fullmatch(text)
    named = "" if found is None else found[1]
    known = any(named in step for family in lexis.steps for step in family)
    return named if known else text


def without_papers(text: str) -> str:
    """The text without the papers of a survey: 满意度测评表已全部收回 says nothing of the satisfaction."""
    return _SURVEY_PAPER.sub("", text)


def says_all_done(text: str, target: Number, name: str, words: Lexicon) -> bool:
    """Whether words alone say that a number was reached: 一次性验收合格 of a 合格率 of 100 %, 已编制完成 of one plan, 未超预算 of a cost.

    It is still no figure; the row is asked for one. Nothing may be taken back in the text.
    """
    if any(words.stance[key].search(text) for key in ("planned", "underway", "hedge", "hedged_by_basic")):
        return False
    if target.unit.dimension == "money":
        return is_upper(target) and _NOT_OVER.search(text) is not None
    if any(mark in text for mark in ("未", "没", "不", "非")) or words.stance["absent"].search(
        _NO_FAULT.sub("", text)
    ):
        return False
    if target.unit.dimension == "ratio":
        text = without_papers(text)
        root = _RATE_OF.sub("", name)[-2:]
        said = (root, *words.alias.get(root, ()))
        return target.value * target.unit.factor == 1 and len(root) > 1 and any(each in text for each in said)
    one = target.value == 1 and target.unit.dimension.startswith("counter")
    return one and _FINISHED.search(text) is not None
