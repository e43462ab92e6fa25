"""What one clause of an actual says of a target in words: by its moves, what was absent or bad, degrees, stages, levels."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import without_name
from zipingbiao.form.quantity.in_words.asked import Asked, Stance
from zipingbiao.form.quantity.in_words.grades import step_between
from zipingbiao.form.quantity.in_words.moved import moved_as
from zipingbiao.form.quantity.in_words.movement import OPPOSITE, Way, moves_in
from zipingbiao.form.quantity.lexicon import TWICE_DENIED, Lexicon
from zipingbiao.form.quantity.readings import Level, Word
from zipingbiao.form.quantity.text import shares_a_pair

#: How long a thing lasts can only be expected.
_LIFETIME = late_pattern("寿命|年限")
#: 不影响教学 asks that something is not done.
_ASKS_FOR_NONE = late_pattern("^(?:不|未|无|零)(?!低于|少于)")
_NEAR = 8
#: 取消纸质证明3项: what was a burden is gone.
_RELIEF = late_pattern(
    "取消(?:了|各类|不必要的)?[一-鿿]{0,4}(?:证明|收费|环节|限制|门槛|手续|费用|材料|审批|事项)|(?:[费金证]|收费|证明|手续|环节)(?:一律|全部|均|全面|已)?取消"
)
#: 未发现一例不符合条件者
_UNFIT = late_pattern(
    "(?:一?[例起件处个名户次项批人])?[不未](?:符合?|合格|合规|达标|规范|满意|到位|落实|整改|按|及时)[一-鿿]{0,6}"
)
#: 未出现拖延
_DELAY = late_pattern("拖延|拖后|延误|滞后|迟缓|推迟|延期|逾期|超期|超时|积压|断档|中断|停摆")
#: 均按年度营销计划的日期如期举行
_BY_PLAN = late_pattern("[按依]照?[一-鿿]{0,8}计划")
_HALF_ASKED = late_pattern("半数|过半|一半|大部|多数")
_MOST = late_pattern("大部|大多|多数|过半")
#: That some work was brought to its end says nothing of what came of it.
_FINISHED = late_pattern("完成|交付|验收|办结|竣工|完工|投入使用|归档|公示")
_CURBED = late_pattern("遏制|杜绝|消除|清零|禁止|整治")
_NO_MORE = late_pattern(r"新增[^,;]{0,8}(?:为|是)?(?:零|0(?![.\d]))")
_NONE_AT_ALL = late_pattern(r"(?:为|是)?(?:零|0(?![.\d]))|[未无没]")
_SATISFIED = late_pattern("满意|好评|认可")
#: What asks for some of it only.
_MILD = late_pattern("有所|缓解|一定(?:程度|的)|逐步|初步")
_SOLVED = late_pattern("基本(?:得到|上)?(?:解决|消除)")
_MOSTLY = late_pattern("大多|多数|基本")
_NEARLY_ALL = late_pattern("绝大(?:多数|部分)")
#: 与去年基本持平 is steady.
_AS_GOOD_AS_EVEN = late_pattern("基本(?=持平|一致|相当|不变|稳定|平稳)")
#: 短期 beside 长期: the opposite word.
_ANTONYMS = (
    ("长期", late_pattern("短期|临时性|临时(?=$|[,;])|阶段性|一次性")),
    ("常态", late_pattern("偶尔|临时性|阶段性|突击")),
    ("公开", late_pattern("未公开|不公开|内部")),
    ("集中", late_pattern("分散")),
    ("全天", late_pattern("半天|分时")),
)
_FRAME = "主体"
_A_WORD = 2
#: 通过项目实施: by means of it; 通过验收 is a result.
_BY_MEANS = late_pattern(
    "^通过(?=[一-鿿]{2})(?!了)(?![一-鿿]{0,10}(?:验收|评审|审[核查计定批]|认[定证]|考[核评试]|复[核审查]|鉴定|评[估定价议]|检[查测验]|备案|论证|表决|测试|年检|决算|立项))"
)
_OF_GRAVITY = late_pattern("(?:较|重|特)大[一-鿿]{0,6}(?:事故|事件|案件|失误|隐患|险情|火灾|疫情|舆情|灾害)")
_NOT_ONE = late_pattern("(?:无|没有|不存在)(?:一[一-鿿]{1,2})?(?:应[一-鿿]{1,2})?$")
_NOT_YET = ("尚", "还", "仍", "暂")
_EVERY = late_pattern(
    "(?:每一?个?|逐|按|每隔?([两二三四五六七八九十\\d]+)个?)(小时|日|天|周|星期|旬|半月|月|季度?|半年|年)"
)
#: From often to seldom.
_ORDER = ("小时", "日", "周", "旬", "半月", "月", "季", "半年", "年")
_SAME = {"天": "日", "星期": "周", "季度": "季"}
_NUMBERED = late_pattern(r"[1-9]\d*(?:\.\d+)?(?:起|件|次|例|人|个|处|宗|户|项|家|名|%|‰)")
_MENDED = late_pattern(
    "扑灭|处置完|自查|核查|筛查|检查|抽查|巡查|督查|监测|培训|宣传|演练|整改|处置|处理|解决|办结|化解|追回|排除|排查|修复|消除|整治|治理|控制|防范|防控"
)


def told_by(clause: str, asked: Asked, words: Lexicon) -> Iterator[Stance]:
    """What one clause says; nothing where it says nothing of the matter."""
    clause = _BY_MEANS.sub("", clause) if clause.startswith("通过") else clause
    clause = _RELIEF.sub("", clause) if asked.absence or asked.move is not None else clause
    if asked.move is not None and asked.move.way is Way.STEADY:
        clause = _AS_GOOD_AS_EVEN.sub("", clause)
    stance, bare = words.stance, clause if _in_target(clause, asked) else without_name(clause, asked.name)
    rest, absent = _without_absence(bare, asked, words)
    if not absent and bare != clause:
        absent = _without_absence(clause, asked, words)[1] and asked.absence
    if absent:
        yield Stance(Level.MET)
    elif _has_bad(clause if words.stance["bad"].search(asked.name) is not None else rest, asked, words):
        yield Stance(Level.MISSED, contrary=True)
    planned = stance["planned"].search(_BY_PLAN.sub("", rest)) and not stance["planned"].search(asked.text)
    if planned and _LIFETIME.search(asked.name) is None:
        yield Stance(Level.MISSED, planned=True)
        return
    if _CURBED.search(asked.text) is not None and _NO_MORE.search(rest) is not None:
        yield Stance(Level.MET)
    if any(asked_for in asked.text and other.search(rest) is not None for asked_for, other in _ANTONYMS):
        yield Stance(Level.MISSED, contrary=True)
    if _fails(rest, asked, words):
        yield Stance(Level.MISSED)
    moves = list(moves_in(rest, asked.name, words, asked.text))
    for move in moves:
        if move.way is Way.UP and move.own and _is_curbed(rest, asked):
            yield Stance(Level.MISSED, contrary=True)  # 新增9起 beside 遏制
            continue
        verdict = moved_as(move, asked)
        if verdict is not None:
            yield verdict
    if _is_undone(rest, clause, asked, words) and not absent and not moves:
        yield Stance(Level.MISSED)
    if stance["cycle"].search(asked.text) is not None and stance["once"].search(rest) is not None:
        yield Stance(Level.MISSED, contrary=True)
    if _is_rarer(rest, asked.text):
        yield Stance(Level.PARTIAL)
    taken_back = stance["underway"].search(rest) is not None and not asked.start
    if taken_back or _is_hedged(rest, bare, asked, words):
        yield Stance(Level.PARTIAL)
    elif asked.start and stance["underway"].search(rest) is not None:
        yield Stance(Level.MET)
    if asked.strong and stance["weak"].search(rest) and not stance["strong"].search(rest):
        yield Stance(Level.PARTIAL)
    level = _level(rest, asked, words, moved=bool(moves))
    if level is not None and not absent:
        yield Stance(level, praise=level is Level.MET)


def _is_hedged(rest: str, bare: str, asked: Asked, words: Lexicon) -> bool:
    """Whether a clause takes part of it back: 多数, 仅, 基本; not where so much was all that was asked for."""
    found = words.stance["hedge"].search(rest) or words.stance["hedged_by_basic"].search(bare)
    if found is None:
        return False
    hedge, about = found.group(), asked.text + asked.name
    fewer = asked.move is not None and asked.move.way is Way.DOWN
    pleased = _SATISFIED.search(about) is not None and _NEARLY_ALL.search(rest) is not None
    fair = (
        hedge in asked.text
        or (_HALF_ASKED.search(asked.text) is not None and _MOST.match(hedge) is not None)  # beside 半数以上
        or (hedge[0] in "只仅" and fewer)  # 只有7起 beside 减少
        or (_MOST.match(hedge) is not None and pleased)  # 绝大多数表示满意
        or (_MOSTLY.match(hedge) is not None and _is_enough(rest, asked))
        or (hedge.startswith(_FRAME) and _FRAME in about)  # 主体已完工 beside 主体工程完成时间
    )
    return not fair


def _is_enough(clause: str, asked: Asked) -> bool:
    """多数已掌握 beside 有所提高, 基本解决 beside 有效缓解: some of it was asked for, or less than what was done."""
    mild = _MILD.search(asked.text) is not None and not asked.strong
    return mild or ("缓解" in asked.text and _SOLVED.search(clause) is not None)


def _is_curbed(clause: str, asked: Asked) -> bool:
    """Whether what goes up was to be no more: 新增9起 beside 遏制; 新增为零 is none of it."""
    return _CURBED.search(asked.text) is not None and _NONE_AT_ALL.search(clause) is None


def _fails(clause: str, asked: Asked, words: Lexicon) -> bool:
    """一月、二月超标 beside 达标: the clause tells of what stands against the very thing that was asked for."""
    faults = words.opposite.get(asked.text[-_A_WORD:], ())
    found = next((clause.find(fault) for fault in faults if len(fault) >= _A_WORD and fault in clause), -1)
    return (
        found >= 0 and words.denied_before.search(clause[:found]) is None and _MENDED.search(clause) is None
    )


def _is_undone(rest: str, clause: str, asked: Asked, words: Lexicon) -> bool:
    """尚未通车, 手册未印 beside 编印手册: a deed that was not done; 未过夜 and 未再出现 are none. `rest`: the clause without the name."""
    found = words.stance["undone_shape"].search(rest)
    if found is None or _ASKS_FOR_NONE.match(asked.text) is not None:
        return False
    if _NOT_ONE.search(rest[: found.start()]) is not None:
        return False  # 无一处未销号
    if found.group().startswith(_NOT_YET):
        return True
    what = found.group().lstrip("未没有")
    if any(f"{no}{what}" in asked.text for no in ("不", "无", "未", "没有")):
        return False  # 库区未出险 beside 不出险
    deed = what in words.acts or words.stance["deeds"].match(what) is not None
    return deed or shares_a_pair(clause, asked.text + asked.name)


def of_spending(clause: str, asked: Asked, words: Lexicon) -> bool:
    """各项经费得到保障 says nothing of an effect, where neither target nor name speak of money."""
    spending = words.stance["spending"]
    return (
        spending.search(clause) is not None and words.stance["money"].search(asked.text + asked.name) is None
    )


def _in_target(clause: str, asked: Asked) -> bool:
    """Whether what the clause shares with the name is asked for by the target itself."""
    return len(asked.text) > 2 and asked.text in asked.name and asked.text in clause


def _without_absence(clause: str, asked: Asked, words: Lexicon) -> tuple[str, bool]:
    """The clause without 未发生事故 and the like, and whether it said so."""
    found = words.stance["absent"].search(clause)
    while found is not None:
        if clause[: found.start()].endswith(TWICE_DENIED):
            return clause[found.end() :], False
        after = clause[found.end() : found.end() + _NEAR + 4]
        bad = words.stance["bad"].search(after) or _DELAY.match(after) or _UNFIT.match(after)
        near = after[: _NEAR + 2]
        alike = shares_a_pair(near, asked.text)
        alike = alike or (
            found.group().endswith("一") and shares_a_pair(clause[found.end() :], asked.text + asked.name)
        )
        named = bad is None and asked.absence and (not after or after[0] in "一例起件人次□过了" or alike)
        if bad is not None or named:
            end = found.end() + (bad.end() if bad is not None else len(after))
            return clause[: found.start()] + clause[end:], True
        found = words.stance["absent"].search(clause, found.end())
    return clause, False


def _has_bad(clause: str, asked: Asked, words: Lexicon) -> bool:
    """发生较大事故1起 where the target or the name speak of safety, stability, or of that very thing."""
    bad = words.stance["bad"].search(clause)
    if bad is None or _MENDED.search(clause) is not None:
        return False
    if asked.move is not None and not asked.absence and asked.move.way is not Way.STEADY:
        return False
    about = asked.text + asked.name
    matters = bad.group() in about or any(
        word in about for word in ("安全", "稳定", "平安", "和谐", "质量", "良好")
    )
    before = words.stance["present"].search(clause[: bad.start()])
    counted = _NUMBERED.search(clause[bad.end() :]) or _NUMBERED.search(clause[: bad.start()])
    moved = any(True for _ in moves_in(clause, asked.name, words))
    return matters and not moved and (before is not None or counted is not None)


def _level(clause: str, asked: Asked, words: Lexicon, *, moved: bool) -> Level | None:
    """The level of the listed words of a clause; words that say nothing of the result only count where they are asked for."""
    step = step_between(clause, asked, words)
    if step is not None:
        return step
    word = words.word(clause)
    if word is not None and word.level is Level.MET and _is_movement(words, word.word):
        word = words.word(clause.replace(word.word, "", 1))  # 稳定达标: both are said
    if (
        word is None
        or (moved and word.level is not Level.MET)
        or (asked.start and word.level is Level.PARTIAL)
    ):
        return None
    if _is_of_a_name(word, clause, words):
        return None
    if word.level is Level.MET and word.word not in asked.text and _is_of_a_rate(clause, word.word):
        return None
    goes = asked.move is not None and asked.move.way in OPPOSITE
    if word.level is Level.MET and goes and _is_deed(word, words):
        return None  # 已开展考核 beside 明显提升
    effect = asked.move is not None or any(asked.text in step for family in words.steps for step in family)
    if word.level is Level.MET and effect and _FINISHED.search(word.word) is not None:
        about = asked.text + asked.name
        if not shares_a_pair(clause.replace(word.word, "", 1), about) and _FINISHED.search(about) is None:
            return None  # 完成绿化2处 beside 明显改善
    if word.level is Level.MISSED and _asked_to_go(word.word, asked, words):
        return Level.MET  # 全部停用 where that is what is asked for
    if word.level is Level.MET and _is_movement(words, word.word):
        return None
    if (
        word.level is Level.MET
        and word.word in asked.name
        and word.word not in asked.text
        and (len(asked.text) > 2 or asked.move is not None)
    ):
        return None  # 修复 of 文物修复质量: the work, not how well it was done
    if word.level is Level.MET and words.stance["vague"].fullmatch(word.word):
        asks = word.word in asked.text or word.word in asked.name
        asks = asks and not words.stance["comparing"].fullmatch(word.word)
        return Level.MET if asks and not moved else None
    return word.level


def _is_of_a_name(word: Word, clause: str, words: Lexicon) -> bool:
    """基本 of 基本公共服务, 较大 of 较大事故: part of what a thing is called, no degree."""
    if word.level is Level.PARTIAL:
        return word.word == "基本" and not words.stance["hedged_by_basic"].search(clause)
    grave = word.level is Level.MET and word.word in ("大", "较大", "重大")
    return grave and _OF_GRAVITY.search(clause) is not None


def _is_deed(word: Word, words: Lexicon) -> bool:
    """已开展, 印发: something that was done, no matter what came of it."""
    return word.word.removeprefix("已") in words.acts


def _is_of_a_rate(clause: str, word: str) -> bool:
    """优良率与上年持平: the word is part of the name of a rate, no praise."""
    at = clause.find(word)
    return at >= 0 and clause[at + len(word) :].startswith(("率", "度", "比例"))


def _asked_to_go(word: str, asked: Asked, words: Lexicon) -> bool:
    """停用, 关停, 取缔 as the work that is asked for."""
    denied = any(no + word in asked.text for no in ("不", "未", "无", "没有"))
    return word in asked.text and not denied and words.roles["removal"].search(word) is not None


def _is_movement(words: Lexicon, word: str) -> bool:
    """Words of a direction count by the way they go, not as praise."""
    return any(words.stance[key].fullmatch(word) for key in ("up", "down", "better", "steady", "level"))


def _is_rarer(told: str, asked: str) -> bool:
    """Whether a text says that something was done more seldom than asked; False where one of them does not say how often."""
    wanted, done = _every(asked), _every(told)
    return wanted is not None and done is not None and done > wanted


def _every(text: str) -> tuple[int, bool] | None:
    """How seldom a thing is done: the unit of time, and whether it takes several of them (每三日)."""
    found = _EVERY.search(text)
    return None if found is None else (_ORDER.index(_SAME.get(found[2], found[2])), bool(found[1]))
