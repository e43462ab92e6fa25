"""What an actual in words says of a target in words: met, partly, missed, or nothing that can be told.

An actual is the answer to its target: full marks need that it repeats what is asked, goes the same way, or says so with
a word of the highest level, and takes nothing back. Each clause is told by its parts (direction, degree, negation, hedge,
stage, presence or absence of something bad); the sentence is as good as its worst clause.
"""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.rates.whole import NOT_ONE_LESS
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.in_words.asked import Asked, Stance
from zipingbiao.form.quantity.in_words.bounds import against_bound, is_bounded
from zipingbiao.form.quantity.in_words.clause import of_spending, told_by
from zipingbiao.form.quantity.in_words.figures_say import by_figures, none_was_missed
from zipingbiao.form.quantity.in_words.grades import step_between
from zipingbiao.form.quantity.in_words.movement import moves_in
from zipingbiao.form.quantity.in_words.narrower import tells_less
from zipingbiao.form.quantity.in_words.shown import is_shown, says_the_same
from zipingbiao.form.quantity.in_words.things import one_is_untold, speaks_of_all, things_of
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.qualitative import grade_asked
from zipingbiao.form.quantity.ranks import Reached, all_reach, names_class, reached
from zipingbiao.form.quantity.readings import Level, Number
from zipingbiao.form.quantity.text import normalise, shares_a_pair

_CLAUSES = late_pattern(r"[;,!?:()]|(?<!\d)\.|\.(?!\d)|但是?|然而|不过|而(?=[^且])")
_COUNT = late_pattern(r"\d")
_SO_MANY = late_pattern(r"\d|[一二两三四五六七八九十]+(?:成|倍|个|项|次|家|名|人|年|月|天|处|条|座|所)")
_QUOTED = late_pattern("[“「《]([^“”「」《》]{1,20})[”」》]")
_HAN = late_pattern("[一-鿿]")
#: 已完成招标: the step itself is what was done.
_STEP = "▪"
_FIRST_STEP = late_pattern(f"(?:已|均|全部|完成|了)*{_STEP}(?:已|均|全部|完成)*")
_REACHED = late_pattern("达|符合|满足|完成|实现|合格|保持|维持")
_DUE = late_pattern(r"应([一-鿿]{1,2})尽\1")
#: 应开展的38所学校全部开展
_DUE_AND_DONE = late_pattern(r"应([一-鿿]{2})的?[^,;]{0,16}(?:全部|均|都)已?\1(?:$|[,;])")
_EVEN = late_pattern(r"应[一-鿿]{1,3}(\d+)[^\d]{1,4}(?:实|已)[一-鿿]{1,3}(\d+)")
#: 新增411户，已挂411户
_ALL_COUNTED = late_pattern(r"(\d+)([一-鿿])[^\d]{0,8}[,;]?(?:已|均已|都)?[一-鿿]{1,4}(\d+)\2$")
_COMPLETELY = late_pattern("彻底|根本性?|完全(?=改|好|消|解)")
_CONFORMS = late_pattern("(?:符合|达到|满足|遵守|遵循|执行).*(?:规范|标准|要求|规程|规定|准则|制度)")
_CONFORMING = late_pattern(
    "符合|合格|达标|达到|满足|按照?|依照?|依据|规范|标准|合规|验收|通过|一致|严格|优|良|无|未|遵|执行"
)
_PADDING = late_pattern(
    "(?:佐证|档案|台账|资料|材料|手续|记录|单据|联单|凭证)[一-鿿]{0,4}(?:齐全|完整|完备|规范|清晰)|(?:各项)?工作(?:有序|顺利|稳步|扎实)?(?:推进|开展)(?:有序|顺利)?|(?:群众|社会|各方)(?:反映|评价|反响)(?:良好|较好|很好|热烈)"
)
#: So many characters beside praise are a matter of their own.
_A_SUBJECT = 4
_CLEARED = late_pattern(
    r"存量(?:为|是)?[0零](?![\d.])|无存量|[均都](?:已|在|至少|有)[^,;]{0,16}(?:就业|上岗|安置|销号|整改|化解|消除|处置)(?:$|[,;])|全部[^,;]{0,8}(?:就业|上岗|安置|销号|整改|化解|消除|处置|拆除)(?:$|[,;])"
)
#: 按照上级管理办法执行: rules of others.
_OF_OTHERS = late_pattern("按|依照?|依据|根据|参照|沿用|上级")
#: What asks for rules and bodies: 管护机制 健全, 管理制度 建立.
_TO_SET_UP = late_pattern(
    "(?:逐步|不断|持续|进一步|基本|已)?(?:建立|健全|完善|建立健全|健全完善|建立完善|修订完善|形成|出台|制定)(?:[一-鿿]{0,8}(?:机制|制度|体系|办法|规定))?"
)
_WORK = late_pattern("完成|交付|验收|办结|竣工|完工|投入使用|投用|满意|通过(?!率)|参加|投资")
#: How eagerly all set to work is no fact.
_ZEAL = late_pattern(
    "重视|领导|部署|精神|工作任务|有序|积极|认真|厉行|涌现|扎实|深入|大力|切实|全力|努力|狠抓|强化|加强|组织(?=[一-鿿]{0,6}(?:会|学习|培训))|会议|活动|宣传"
)
#: 明年继续: what goes on takes nothing back.
_ON_AND_ON = late_pattern(
    "明年[一-鿿]{0,4}(?:经费|预算|资金)已|(?:明年|下年度?|今后|下一?步|往后)(?:将|还将|仍)?(?:继续|持续)"
)
#: 往年只有一半: how it was before.
_OF_BEFORE = late_pattern("(?:往年|去年|上年|过去|改造前|建成前)(?!的?同期)(?!度)")
#: Somebody looked at it, and found it so.
_EXAMINED = late_pattern(
    "(?:检测|抽检|送检|监测|月检|质检|化验|评查|评审|考核|复评|复审|复查|测评|鉴定|评估|评定|抽查|核查|省厅|专家组?|检查)[^;]{0,24}?(?<!不)(?:合格|达标|优秀|良好|符合|过关|通过|优)(?!率)"
)
_STANDARD = late_pattern("达标|符合|合格|规范|标准|通过|验收|称号|要求|质量|合规|安全|有效|保障|科学|合理")
_AN_ORDER = late_pattern("机制|制度|体系|办法|规定|责任制|治理结构")
_ISSUED = late_pattern(
    "(?:印发|出台|制定|制订|修订|签订|签署|签|定|建立|颁布|发布)了?[^,;]{0,24}?(?:办法|制度|细则|机制|规定|协议|规程|规范|清单|章程|责任书|意见|导则)|(?:办法|制度|细则|机制|规定|协议|规程|清单|章程)[^,;]{0,12}(?:印发|出台|施行|实施|执行|运行|上墙)"
)
_HELD = late_pattern("(?:组织|进行|开展)[一-鿿]{0,12}验收")
_PASSED = late_pattern("通过|合格|达标|优良|结论")
_NEAR = 8
_DENIES = late_pattern("(?:没有|无|未发生|未出现|未|零)(?:一?[1一][一-鿿])?([一-鿿]{2,8})")
_NOTHING_OF = late_pattern(
    "(?:无(?!线|障碍|纸|偿|人机|害化|缝|限|论)|没有|不存在|零(?!售|距离|星|部件)|杜绝|不发生|不出现)"
)
#: 不超标准 is answered by 未超标准.
_NOT = late_pattern("^不(?:得|能|会|再)?")
#: Ways to say that something was not.
_NEVER = ("未", "无", "没有", "没", "未发生", "未出现", "未造成", "没有发生", "没有出现", "不再")
#: 因超限减少而下降: what follows is asked for.
_BECAUSE = late_pattern("^因[^,;]{1,10}?而|(?<=^不)因[^,;]{1,8}?而?(?=下降|减少|上升|增加|提高|降低|上涨)")
_AS_A_RULE = late_pattern("(?:标准|水平|要求)$")
_SHORTEST = 3
_HEDGED = late_pattern("(?:基本上?|大体上?|大致|部分|初步|勉强)(?:能够?|可以?|已)?$")


def asked_in(text: str, name: str, words: Lexicon) -> Asked:
    """A target in words, taken apart once."""
    told = grade_asked(words.strip_prefix(normalise(text).removeprefix("="))[0], words)
    label = normalise(name)
    moves = list(moves_in(_BECAUSE.sub("", told), label, words))
    stance = words.stance
    absence = stance["absent"].search(told) is not None and stance["bad"].search(told + label) is not None
    absence = absence or _NOTHING_OF.match(told) is not None
    times = words.times
    return Asked(
        text=told,
        name=label,
        move=moves[0] if moves else None,
        strong=stance["strong"].search(told) is not None or stance["complete"].search(told) is not None,
        marked=stance["marked"].search(told) is not None or _COMPLETELY.search(told) is not None,
        absence=absence or words.is_zero(told),
        start=times["start"].search(told + label) is not None and times["end"].search(told) is None,
        whole=stance["whole"].search(told) is not None,
        bounded=is_bounded(told),
    )


def stance_of(actual: str, asked: Asked, words: Lexicon, told: Sequence[Said] = ()) -> Stance:
    """What an actual says of what was asked in words. `told`: the figures of the actual with their roles."""
    said = _stance_of(actual, asked, words, told)
    if said.level is Level.MET and tells_less(normalise(actual), asked, words):
        return Stance(Level.UNKNOWN)
    return said


def _stance_of(actual: str, asked: Asked, words: Lexicon, told: Sequence[Said]) -> Stance:
    bound = against_bound(asked.text, normalise(actual), told)
    if bound is not None:
        return bound
    if asked.whole and none_was_missed(actual, asked):
        return Stance(Level.MET)
    known = by_figures(actual, asked, words, told)
    if known is not None:
        return _less_what_words_say(known, actual, asked, words)
    by_words = _by_words(actual, asked, words)
    if asked.whole and by_words.level is Level.MET and any(_is_a_share(each) for each in told):
        return Stance(Level.PARTIAL)
    rank = reached(asked.text, normalise(actual))
    if rank is None and by_words.level is Level.MET and _leaves_class_out(actual, asked):
        return Stance(Level.UNKNOWN)
    if rank in (Reached.SAME, Reached.BETTER) and by_words.level is Level.UNKNOWN:
        return Stance(Level.MET)
    if by_words.level is Level.PARTIAL and all_reach(asked.text, normalise(actual)):
        return Stance(Level.UNKNOWN)
    if rank is Reached.WORSE and by_words.level in (Level.MET, Level.UNKNOWN):
        return Stance(Level.PARTIAL)
    return Stance(Level.UNKNOWN) if rank is Reached.OTHER and by_words.level is Level.MET else by_words


def _leaves_class_out(actual: str, asked: Asked) -> bool:
    """水质良好 beside 稳定达到Ⅱ类: which class it is nobody knows."""
    return names_class(asked.text) and not names_class(actual) and _REACHED.search(actual) is None


def _is_a_share(each: Said) -> bool:
    """八成路口 is not all of them."""
    reading = each.figure.reading
    rate = isinstance(reading, Number) and reading.unit.dimension == "ratio" and each.role >= Role.PART
    return rate and isinstance(reading, Number) and 0 < reading.value * reading.unit.factor < 1


def _less_what_words_say(known: Stance, actual: str, asked: Asked, words: Lexicon) -> Stance:
    """住院报销由68%提高到70%,门诊与上年持平: a clause without a figure takes part of what the figures say back."""
    if known.level is not Level.MET or asked.move is None:
        return known
    rest = ",".join(c for c in _CLAUSES.split(normalise(actual)) if c and not any(map(str.isdigit, c)))
    told = _by_words(rest, asked, words).level if rest else Level.UNKNOWN
    return Stance(Level.PARTIAL) if told in (Level.PARTIAL, Level.MISSED) else known


def _without_names(actual: str, words: Lexicon) -> str:
    """推行“提前申报”: what stands in quotes is the name of something, not what became of the work."""
    signs = [words.stance[key] for key in ("planned", "underway", "hedge")]
    return _QUOTED.sub(lambda found: "" if any(s.search(found[1]) for s in signs) else found.group(), actual)


def _by_words(actual: str, asked: Asked, words: Lexicon) -> Stance:
    text = words.strip_prefix(normalise(_without_names(actual, words)))[0].removeprefix("=")
    step = step_between(text, asked, words)
    if text in _same(asked) or (text in words.done and step is None):
        return Stance(Level.MET)
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    clauses = [clause for clause in clauses if _ON_AND_ON.match(clause) is None] or clauses
    clauses = [clause for clause in clauses if _OF_BEFORE.match(clause) is None] or clauses
    other = _of_another_matter(text, asked, words)
    told = [
        one
        for clause in clauses
        for one in told_by(clause, asked, words)
        if one.level is not Level.MET
        or not (
            (len(clauses) > 1 and _is_padding(clause, asked))
            or of_spending(clause, asked, words)
            or (other and _is_talk(clause, one) and not _is_fact(clause, text, asked, words))
        )
    ]
    bad = [each for each in told if each.level is Level.MISSED]
    good = any(each.level is Level.MET for each in told) or says_the_same(text, asked.text, words)
    if bad:
        level = Level.PARTIAL if good and not all(each.contrary for each in bad) else Level.MISSED
        return Stance(level, any(each.contrary for each in bad), any(each.planned for each in bad))
    if any(each.level is Level.PARTIAL for each in told):
        return Stance(Level.PARTIAL)
    things = things_of(asked, words)
    if not speaks_of_all(text, things, words):
        return Stance(Level.UNKNOWN)
    if not good and not things and is_shown(text, asked, words):
        return Stance(Level.MET)
    if _is_beside(text, asked, words):
        return Stance(Level.UNKNOWN)
    if len(clauses) > 1 and any(one_is_untold(clause, things, asked, words) for clause in clauses):
        return Stance(Level.UNKNOWN)
    if not good and (_all_of_them(text, asked, words) or _all_due(text, asked, words)):
        return Stance(Level.MET)
    if not good and is_shown(text, asked, words):
        return Stance(Level.MET)
    if not good and (_is_set_up(text, asked, words) or is_cleared(text, asked.text)):
        return Stance(Level.MET)
    repeated = _repeats(text, asked, words)
    return repeated if repeated is not None else Stance(Level.MET if good else Level.UNKNOWN)


def _is_padding(clause: str, asked: Asked) -> bool:
    """资料齐全, 各项工作有序推进: paperwork and zeal, said beside anything; no answer where the row asks for something else."""
    found = _PADDING.search(clause)
    return found is not None and not shares_a_pair(found.group(), asked.text + asked.name)


def is_cleared(text: str, asked: str) -> bool:
    """新认定3户，均已帮扶就业，年末存量为零 beside 动态清零."""
    return "清零" in asked and _CLEARED.search(text) is not None


def _is_set_up(text: str, asked: Asked, words: Lexicon) -> bool:
    """印发管理办法并执行, 签订管护协议 beside 长效机制 健全: rules that were issued are what such a target asks for."""
    if _TO_SET_UP.fullmatch(asked.text) is None or _AN_ORDER.search(asked.name + asked.text) is None:
        return False
    if any(words.stance[key].search(text) for key in ("hedge", "underway", "planned", "undone_shape")):
        return False
    own = (clause for clause in _CLAUSES.split(text) if _OF_OTHERS.search(clause) is None)
    return any(_ISSUED.search(clause) is not None for clause in own)


def _is_beside(text: str, asked: Asked, words: Lexicon) -> bool:
    """修复古籍37册 beside 符合修复规范, 合同已签订 beside 按时限完成: what was done, not what was asked of it."""
    if _CONFORMS.match(asked.text) is not None:
        return _CONFORMING.search(text) is None and _COUNT.search(text) is not None
    if "通过" in asked.text and "验收" in asked.text and _HELD.search(text) is not None:
        return _PASSED.search(text) is None  # 已组织验收 beside 通过验收
    start, end = words.times["start"], words.times["end"]
    if asked.start or end.search(asked.text) is None or start.search(text) is None:
        return False
    return end.search(_FIRST_STEP.sub("", start.sub(_STEP, text))) is None


def _all_of_them(text: str, asked: Asked, words: Lexicon) -> bool:
    """17个乡镇街道均已建站 beside 乡镇街道全覆盖."""
    if asked.whole and none_was_missed(text, asked):
        return True
    counted = _ALL_COUNTED.search(text)
    if asked.whole and counted is not None and counted[1] == counted[3]:
        return True
    if asked.whole and _DUE_AND_DONE.search(text) is not None:
        return True
    done = words.stance["whole"].search(text) is not None and ("已" in text or "完成" in text)
    done = done or NOT_ONE_LESS.search(text) is not None
    if asked.whole and done and shares_a_pair(asked.text, text):
        return True
    wholly = words.whole.search(text) is not None and words.negative.search(text) is None
    doubted = any(words.stance[key].search(text) for key in ("hedge", "planned", "underway"))
    return asked.whole and wholly and not doubted and shares_a_pair(asked.name, text)


def _is_talk(clause: str, said: Stance) -> bool:
    """Praise, or a movement without a figure, of something that nobody asked about: 加强了组织领导."""
    return said.praise or (said.moving and _COUNT.search(clause) is None)


def _is_fact(clause: str, text: str, asked: Asked, words: Lexicon) -> bool:
    """67个村级站点天天有快递, 13条河道月检均达标: figures, no zeal, and more than that some work was done, unless work was asked for."""
    if _SO_MANY.search(text) is None or _ZEAL.search(text) is not None:
        return False
    return _WORK.search(clause) is None or words.times["end"].search(asked.text) is not None


def _all_due(text: str, asked: Asked, words: Lexicon) -> bool:
    """已全部安装 beside 应装尽装, 应检427艘、实检427艘 or 无漏检 beside 应检尽检."""
    due = _DUE.search(asked.text + asked.name)
    if due is None:
        return False
    whole = words.stance["whole"].search(text) is not None and due[1] in text
    even = _EVEN.search(text)
    return whole or none_was_missed(text, asked) or (even is not None and even[1] == even[2])


def _of_another_matter(text: str, asked: Asked, words: Lexicon) -> bool:
    """按时提交审计报告 beside 报告质量较高, 完成年度工作任务 beside 社会和谐: praise of something that nobody asked about."""
    about = asked.text + asked.name
    punctual = words.stance["punctual"]
    graded = any(asked.text in step for family in words.steps for step in family)
    if graded and punctual.search(text) is not None and punctual.search(about) is None:
        return "时" not in about
    if shares_a_pair(text, about) or (punctual.search(text) and punctual.search(asked.text)):
        return False
    if _EXAMINED.search(text) is not None and _STANDARD.search(asked.text) is not None:
        return False  # 送检5份，结果都合格 beside 符合标准
    subject = words.long_words.sub("", words.stance["comparing"].sub("", text))
    return len(_HAN.findall(subject)) >= _A_SUBJECT


def _same(asked: Asked) -> tuple[str, ...]:
    """Texts that are the target itself: 不超标准, 未超标准; 不泄漏, 无泄漏."""
    return (asked.text, *other_words_for(asked.text))


def other_words_for(text: str) -> tuple[str, ...]:
    """What says the same as a target: that what is not to be was not, 达到一级A of 一级A标准."""
    denied = _NOT.match(text)
    if denied is not None:
        return tuple(f"{not_}{text[denied.end() :]}" for not_ in _NEVER)
    bare = _AS_A_RULE.sub("", text)
    return () if bare == text or len(bare) < _SHORTEST else (bare,)


def denies_too(text: str, asked: str) -> bool:
    """没有一名学生辍学 beside 适龄儿童无失学辍学: what was not to be was not, in other words."""
    wanted = _NOTHING_OF.search(asked)
    return wanted is not None and any(
        shares_a_pair(found[1], asked[wanted.end() :]) for found in _DENIES.finditer(text)
    )


def _repeats(text: str, asked: Asked, words: Lexicon) -> Stance | None:
    """What an actual says that holds what is asked, word for word: 基本满足需求 takes something back; None where it denies it."""
    if len(asked.text) < 2:
        return None
    at = next((found for each in _same(asked) if (found := text.find(each)) >= 0), -1)
    if at < 0 or words.negated_end.search(text, max(0, at - _NEAR), at) is not None:
        return None
    return Stance(Level.PARTIAL if _HEDGED.search(text, 0, at) is not None else Level.MET)
