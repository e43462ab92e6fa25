"""What takes a figure or a good word back: a delay, some that failed, work not done, and any clause that no class accounts for.

两项已建成，第三项通报未发: whatever the rest of the text says, beside such a clause nobody but a person may give full marks.
"""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, Said, said
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.marks import MARKS
from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.form.quantity.read import Parsed, parse
from zipingbiao.form.quantity.readings import Number, Range, is_upper
from zipingbiao.form.quantity.text import normalise, pairs_of, shares_a_pair
from zipingbiao.form.quantity.units import same_kind

_LATE = late_pattern("(?<![未无不有])(?:延期|逾期|滞后|推迟|延迟|拖延|超期)(?!率)")
_LATE_ONES = late_pattern(
    r"(?:逾期|超期|延期|滞后|延迟)(?:办结|完成|的)?\d+(?:[件起项笔户份宗]|个(?!月|工作日|小时|季度|星期))"
)
#: 年底兑付99户，余14户账号有误
_SOME_ARE_LEFT = late_pattern(
    r"(?:^|[,;(])(?:尚|仍|还)?(?:余|剩|剩余|另有|仍有|尚有|还有|有)\d+[^\d,;%]{1,3}(?!.*(?:已|均|全部|完成|办结|解决))[^,;]{0,12}"
)
#: 3件超期, 延迟2起: some that took longer than they may.
_SOME_LATE = late_pattern(
    r"(?:^|[,;(])(?:其中|有|另有|仍有)?\d+(?:[件起项笔户份宗次例家单]|个(?!月|工作日|小时))[一-鿿]{0,4}?(?:超期|逾期|超时|延误|延迟|迟到|未按时|未及时|未在)"
)
#: 另有3台发动机损坏待修
_BROKEN = late_pattern("损坏|待修|故障|停用|报废")
CLAUSE_ENDS = late_pattern("[;,.()]")
_SOME_MONTHS = late_pattern(r"(?<!\d)1月?[-~至到](?:[2-9]|1[01])月|上半年|前[一二三]季度|第?一季度")
_THE_OTHER_MONTHS = late_pattern(
    r"全年|年底|年末|下半年|第?[三四]季度|(?:[5-9]|1[0-2])月?[-~至到]1[0-2]月|12月|均|其余|余下"
)
_MONTHS, _A_YEAR = late_pattern(r"(?<!\d)(?:1[0-2]|[1-9])月(?!\d|底|末|前|初)"), 12
_ONLY_MONTHS = late_pattern(r"^(?:\d{1,2}月[、,和])*\d{1,2}月份?(?:均|都|为|达|的)")
_MUST_NOT = late_pattern(r"\d[^,;]{0,4}[不未]([一-鿿]{2})$")
_OF_YEAR = late_pattern("全年|年度")
_CLAUSES = late_pattern(r"[;,!?:()]|(?<!\d)\.|\.(?!\d)")
_BUT = late_pattern("^但是?")
#: 截至12月31日没有验收: a date is no figure.
_NOT_DONE = ("未", "没", "尚", "挂账", "欠")
_ASKS_FOR_NONE = late_pattern("[无未零没不杜免率比度]|[≤<]|以内|控制|减|降|少|尽|消")
_NOT_AGAIN = late_pattern("再[办开做举组实进]")
_DENIED = late_pattern(
    "(?:未|没有?|无|不)(?:被|有|出现|发生|造成|产生|发现|接到|收到|受到|再|曾|存在)*([一-鿿]{2,8})"
)
_FAULTY = late_pattern("[不未错超违积倒再误漏断]")
_NOT_THAT_DAY = late_pattern(
    "中期(?:检查|评估|考核|验收)|中检|基本|首[批期笔](?!招|学|用户)|第一[批期]|约定|自查|前后|陆续|[延拖推][到至后]|仍[在有]|(?<!通水)(?<!投入)试运行|在整|形象进度|停机|晚于|闭馆|(?<!不)只[有到剩完]"
)
_FIRST_BATCH = late_pattern("首|第一")
_ALL_BATCHES = late_pattern("末批|尾批|第二批|最后一批|全部|余下|均已")
#: 12月底前完成90%
_SO_MUCH_OF_IT = late_pattern(
    r"(?:完成|进度|完工|支付|拨付|达到?|[任总][务量数]数?的|占)[一-鿿]{0,8}?(?<![\d.])\d{1,2}(?:\.\d+)?%"
)
#: 二次验收合格 beside 一次性验收合格
_REDONE = late_pattern("二次(?!元|供水)|第二次|复验|返工|返修|整改后|重新报验")
_PUT_RIGHT = late_pattern("基本(?:建设|农田|公共|养老|医疗|药物|医保|情况|信息|生活|技能)|约定(?:的)?[期时]")
_DATED = late_pattern(r"\d{1,2}月?[-~至到]\d{1,2}月|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?|\d{4}年")
_DIGIT = late_pattern(r"\d")
#: 改造的1座停在设计阶段, 中有64名因转园没有领到: what is said of a figure behind it.
_LEFT_BEHIND = late_pattern(
    r"(?<!除)(?<!除[了去])\d[\d.]*[一-鿿]{1,3}?[^\d]{0,8}?(?:没有?(?!再)[一-鿿]|没有?再[办开做组举进实发]|未(?!间断|中断|计入|曾)[一-鿿]|尚[未缺欠在]|停[在滞留]|搁[在置浅]|卡在|压在|堆在|仍[未在没]|拖[在到]|不[亮通转响动热]|不能|无法)[^\d]*$"
)
#: 14个项目均于11月底前竣工
_ALL_OF_THEM = late_pattern("均|都|全部|全数|所有|其余|余下|另")
_RATE_OR_BOUND = late_pattern("[率比占≤<]|不超过|以内|不发生|不得|不出现|无|零|杜绝|[低少]于|应.尽|控制")


def left_over(actual: str, asked: str, words: Lexicon) -> str:
    """The first clause of an actual that takes something back and was not understood; nothing where there is none.

    Clauses with a figure are told by their figures. What says that something bad was not there (未发生事故, 未超标准)
    takes nothing back, nor does a word that was asked for itself. `asked`: the 三级指标 and the 指标值.
    """
    text = normalise(actual)
    if "一次" in asked and _REDONE.search(text) is not None and "一次" not in text:
        return text
    signs = words.stance["taking_back"]
    if signs.search(text) is None:
        return ""
    starting = words.times["start"].search(asked) is not None
    for clause in _CLAUSES.split(text):
        dated = _DIGIT.search(clause) is not None
        if dated and _DIGIT.search(_DATED.sub("", clause)) is not None:
            if _LEFT_BEHIND.search(clause) is not None and _RATE_OR_BOUND.search(asked) is None:
                return clause
            continue
        absent = words.stance["absent"].search(clause)
        if absent is not None and words.stance["deeds"].match(clause, absent.end()) is not None:
            return clause  # 没有移交
        if absent is not None and _NOT_AGAIN.match(clause, absent.end()) is not None:
            return clause  # 后三个季度没有再办
        if absent is not None and _denies_what_was_asked(clause[absent.end() :], asked, words):
            return clause
        rest = _BUT.sub("", clause[: absent.start()]) if absent is not None else clause
        rest = words.stance["not_beyond"].sub("", rest)
        rest = _without_denied_harm(rest, words)
        if starting:
            rest = words.stance["underway"].sub("", rest)  # 正在编制 beside 启动编制
        found = [sign.group() for sign in signs.finditer(rest) if sign.group() not in asked]
        if any(not dated or sign in _NOT_DONE for sign in found):
            return clause
    return ""


def _without_denied_harm(clause: str, words: Lexicon) -> str:
    """未挤占挪用, 未造成浪费: that something bad was not takes nothing back."""
    bad = words.stance["bad"]
    return _DENIED.sub(lambda found: "" if bad.match(found[1]) is not None else found.group(), clause)


def _denies_what_was_asked(denied: str, asked: str, words: Lexicon) -> bool:
    """没有新的就业渠道 beside 就业渠道 拓宽, 还没有种草复绿 beside 覆土并复绿: what was wanted was not."""
    if words.stance["bad"].search(denied + asked) is not None or _ASKS_FOR_NONE.search(asked) is not None:
        return False
    if _FAULTY.search(denied) is not None:
        return False  # 没有再积水, 没有错过适期
    return any(pair in asked for pair in pairs_of(denied))


def doubts_the_day(actual: str, asked: str, words: Lexicon) -> bool:
    """年底前基本完成, 首批8月16日到账, 合同约定6月25日交付: a day, and beside it what says that not all was done on it."""
    if _SOME_ARE_LEFT.search(actual) is not None and not any(sign in asked for sign in ("剩", "余")):
        return True
    if "%" not in asked and _SO_MUCH_OF_IT.search(actual) is not None:
        return True
    signs = (words.stance["hedge"], words.stance["hedged_by_basic"], _NOT_THAT_DAY)
    found = [sign.group() for shape in signs for sign in shape.finditer(_PUT_RIGHT.sub("", actual))]
    if _ALL_BATCHES.search(actual) is not None:
        found = [sign for sign in found if _FIRST_BATCH.match(sign) is None]
    return any(sign not in asked for sign in found) or _only_some(actual, asked, words)


def _only_some(actual: str, asked: str, words: Lexicon) -> bool:
    """14个项目，11月底竣工10个: so many there are, and of fewer it is told that what was asked for was done."""
    parsed = parse(actual, None, words)
    counts = [
        each
        for each in said(parsed.marked, parsed.all, words)
        if isinstance(each.figure.reading, Number)
        and each.figure.reading.unit.dimension.startswith("counter")
    ]
    if len(counts) < 2 or any(each.role <= Role.PART for each in counts):
        return False
    whole, *rest = (each.figure.reading for each in counts)
    told = ["".join(c for c in each.before if c not in MARKS) for each in counts[1:]]
    done = [deed for deed in told if shares_a_pair(deed, asked) or words.roles["late"].search(deed)]
    if not done or not all(same_kind(one.unit, whole.unit) for one in rest):
        return False
    deeds = "".join(done)
    wholly = [clause for clause in _CLAUSES.split(parsed.marked) if _ALL_OF_THEM.search(clause) is not None]
    if any(shares_a_pair(deeds, clause) for clause in wholly):
        return False
    values = [one.value for one in (whole, *rest) if isinstance(one, Number)]
    return sum(values[1:]) < values[0]


def of_part_of_year(text: str, about: str) -> bool:
    """1-6月增长13.5% beside 全年增长, 前三季度已付1420万元 beside a yearly bound: what some months came to is not what the year did."""
    single = _MONTHS.findall(text)
    if _OF_YEAR.search(about) is not None and 0 < len(single) < _A_YEAR and _ONLY_MONTHS.match(text):
        return True  # 11月、12月均为100%
    some = _SOME_MONTHS.search(text)
    of_some = some is not None and _SOME_MONTHS.search(about) is None
    rest = _SOME_MONTHS.sub("", text)
    alone = _THE_OTHER_MONTHS.search(rest) is None and len(_SOME_MONTHS.findall(text)) == 1
    first = some is not None and text.startswith(some.group())
    return of_some and (_OF_YEAR.search(about) is not None or first or alone)


def some_broke(told: tuple[Said, ...], asked: str) -> bool:
    """14条，其中1条返黑 beside 14条不返黑: of some it is told that what must not be was."""
    kept = _MUST_NOT.search(asked)
    return kept is not None and any(e.role is Role.PART and kept[1] in e.after for e in told)


def some_were_late(parsed: Parsed, target: Number | Range) -> bool:
    """平均4.2天，有3件超期 beside 5个工作日内: whatever the mean, some took longer."""
    lasting = target.unit.dimension == "time" and is_upper(target)
    late = _SOME_LATE.search(parsed.marked) or _LATE_ONES.search(parsed.marked)
    return lasting and late is not None


def is_late(figure: Figure, told: tuple[Said, ...], parsed: Parsed, name: str, lexis: Lexicon) -> bool:
    """98%,但开工滞后3个月 beside 及时率: a rate told as it is, and a delay beside it."""
    if figure.reading.unit.dimension != "ratio" or lexis.stance["punctual"].search(name) is None:
        return False
    late = _LATE.search(_LATE_ONES.sub("", parsed.marked))  # 逾期213件 are in the rate already
    return any(e.figure.reading == figure.reading for e in told) and late is not None


def all_but_some(figure: Figure, told: tuple[Said, ...]) -> bool:
    """完好率100%,其中3台故障待修: all of it, and yet not all of it."""
    own, whole = figure.reading, Decimal(1)
    if not isinstance(own, Number) or own.unit.dimension != "ratio" or own.value * own.unit.factor < whole:
        return False
    broken = (Role.LACKING, Role.LOST)
    counts = [
        each.figure.reading
        for each in told
        if each.role in broken or (each.role is Role.PLANNED and _BROKEN.search(each.after) is not None)
    ]
    counted = [
        each for each in counts if isinstance(each, Number) and each.unit.dimension.startswith("counter")
    ]
    return any(each.figure.reading == own for each in told) and any(each.value for each in counted)


def unfinished(told: tuple[Said, ...], parsed: Parsed, target: Number | Range, lexis: Lexicon) -> bool:
    """Whether a clause without a figure takes back what the figure says: 12套已到货，正在安装; 合同价318万元，尚未结算."""
    if target.unit.dimension == "money" and any(
        lexis.roles["unsettled"].search(c) for c in without_figures(parsed)
    ):
        return True
    if is_upper(target) or (isinstance(target, Number) and target.value <= 0):
        return False
    if any(each.role is Role.LACKING for each in told):
        return False
    return any(lexis.roles["unfinished"].search(clause) for clause in without_figures(parsed))


def without_figures(parsed: Parsed) -> list[str]:
    """The clauses of a text that hold no figure."""
    return [clause for clause in CLAUSE_ENDS.split(parsed.marked) if clause and not _DIGIT.search(clause)]
