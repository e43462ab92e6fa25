"""What belongs together in two versions: forms by 项目编码, name, id, then order; rows by 三级指标, then position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Form, Indicator

T = TypeVar("T")
Pairs = list[tuple[int | None, int | None]]
_YEAR = late_pattern(r"(?:19|20)\d\d(?:年度?)?")
#: A shorter name has so much of a longer one, or it is another's.
_MOST_OF_A_NAME = Fraction(1, 2)


class Basis(StrEnum):
    """What says that two forms are versions of one another."""

    CODE = "code"
    NAME_AND_UNIT = "name+unit"
    NAME = "name"
    ID = "id"
    ORDER = "order"


def pair_forms(old: Sequence[Form], new: Sequence[Form]) -> Pairs:
    """Numbers of the forms that are versions of each other; None where the other side has none."""
    return [(a, b) for a, b, _ in paired_forms(old, new)]


def paired_forms(
    old: Sequence[Form], new: Sequence[Form]
) -> list[tuple[int | None, int | None, Basis | None]]:
    """The same, and by what each pair was found.

    A code pairs by itself only where it stands once on each side, for forms of one unit or one name: it is copied along
    with a form. A name alone pairs only where a unit is not known on both sides, and only one form has it: projects of
    two units often have one name. What no key brings together is paired by id or order only between two files, and by
    order only where both have as many left: else a dropped project would be compared with its neighbour.
    """
    pairing = _Pairing(old, new)
    basis: dict[int, Basis] = {}

    def note(how: Basis) -> None:
        for b in set(pairing.to_old) - set(basis):
            basis[b] = how

    pairing.by(_code_and_name, _of_one_unit)
    pairing.by_alone(_code, lambda a, b: _of_one_unit(a, b) or _name(a) == _name(b))
    note(Basis.CODE)
    pairing.by(_name_and_unit)
    note(Basis.NAME_AND_UNIT)
    pairing.by_alone(_name, lambda a, b: not a.unit_key or not b.unit_key)
    note(Basis.NAME)
    if max(len({form.file for form in side}) for side in (old, new)) <= 1:
        pairing.by(_name)
        note(Basis.NAME)
        pairing.by(_id)
        note(Basis.ID)
        if len(pairing.old_left()) == len(pairing.new_left()):
            pairing.by_order()
            note(Basis.ORDER)
    return [(a, b, None if a is None or b is None else basis[b]) for a, b in pairing.result()]


def pair_rows(old: Sequence[Indicator], new: Sequence[Indicator]) -> Pairs:
    """Rows of the same 三级指标 text, wherever they stand; the others by their place between those."""
    pairing = _Pairing(old, new)
    pairing.by(lambda row: (_plain(row.level3), _plain(row.level2)) if row.level3.strip() else None)
    pairing.by(lambda row: _plain(row.level3) or None)
    pairing.between()
    return pairing.result()


def moved(pairs: Pairs) -> set[int]:
    """New numbers of the rows that changed their order; rows only pushed on by others did not move."""
    numbers = [(b, a) for a, b in pairs if a is not None and b is not None]
    numbers.sort()
    # For each row, the longest run of rows in unchanged order that ends with it.
    runs: list[list[int]] = []
    for n, (b, a) in enumerate(numbers):
        before = [runs[m] for m in range(n) if numbers[m][1] < a]
        runs.append([*_longest(before), b])
    return {b for b, _ in numbers} - set(_longest(runs))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []


def _code(form: Form) -> Hashable:
    return _plain(form.code) or None


def _code_and_name(form: Form) -> Hashable:
    return (_plain(form.code), _plain(form.name)) if form.code.strip() and form.name.strip() else None


def _of_one_unit(old: Form, new: Form) -> bool:
    return old.unit_key == new.unit_key or not old.unit_key or not new.unit_key


def _name_and_unit(form: Form) -> Hashable:
    return (_plain(form.name), form.unit_key) if form.name.strip() else None


def _name(form: Form) -> Hashable:
    return _plain(form.name) or None


def _id(form: Form) -> Hashable:
    return form.id or None


def alike(one: str, other: str) -> Fraction:
    """The share of common pairs of characters in the longer of two texts; 1 for the same text."""
    texts = [_plain(one), _plain(other)]
    if texts[0] == texts[1]:
        return Fraction(1)
    pieces = [Counter(text[i : i + 2] for i in range(len(text) - 1)) for text in texts]
    most = max(sum(pieces[0].values()), sum(pieces[1].values()))
    return Fraction(sum((pieces[0] & pieces[1]).values()), most) if most else Fraction(0)


def renamed(old: str, new: str) -> bool:
    """Whether two names may be those of one project: words were added or left out, none was put for another.

    What counts things (一期、第二批, years) tells projects apart, whatever else is the same.
    """
    one, other = _plain(old), _plain(new)
    years = [set(_YEAR.findall(text)) for text in (one, other)]
    if years[0] and years[1] and years[0] != years[1]:
        return False
    short, long = sorted((_YEAR.sub("", one), _YEAR.sub("", other)), key=len)
    if not short or not same_numerals(short, long):
        return False
    rest = iter(long)
    return all(letter in rest for letter in short) and alike(short, long) >= _MOST_OF_A_NAME


def same_numerals(one: str, other: str) -> bool:
    """Whether two names count alike: 第六中学 and 第八中学 are two, however alike the rest is."""
    return _numerals(one) == _numerals(other)


def _numerals(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isnumeric())


def _plain(text: str) -> str:
    """The text without white space and closing punctuation."""
    return "".join(text.split()).rstrip("。．.；;，,")


class _Pairing(Generic[T]):
    """Two lists whose elements find each other, step by step."""

    def __init__(self, old: Sequence[T], new: Sequence[T]) -> None:
        self._old, self._new = old, new
        self._to_new: dict[int, int] = {}

    def old_left(self) -> list[int]:
        return [i for i in range(len(self._old)) if i not in self._to_new]

    def new_left(self) -> list[int]:
        taken = set(self._to_new.values())
        return [i for i in range(len(self._new)) if i not in taken]

    @property
    def to_old(self) -> dict[int, int]:
        return {b: a for a, b in self._to_new.items()}

    def by(self, key: Callable[[T], Hashable], fits: Callable[[T, T], bool] = lambda a, b: True) -> None:
        """Pair what has the same key; several of one key in their order. A key of None pairs nothing."""
        waiting: dict[Hashable, list[int]] = {}
        for i in self.new_left():
            waiting.setdefault(key(self._new[i]), []).append(i)
        for i in self.old_left():
            wanted = key(self._old[i])
            same = waiting.get(wanted, []) if wanted is not None else []
            found = next((n for n in same if fits(self._old[i], self._new[n])), None)
            if found is not None:
                same.remove(found)
                self._to_new[i] = found

    def by_alone(self, key: Callable[[T], Hashable], fits: Callable[[T, T], bool]) -> None:
        """Pair what has the same key where only one on each side has it."""
        old, new = (Counter(map(key, side)) for side in (self._old, self._new))
        self.by(lambda each: wanted if old[wanted := key(each)] == new[wanted] == 1 else None, fits)

    def by_order(self) -> None:
        self._to_new.update(zip(self.old_left(), self.new_left(), strict=False))

    def between(self) -> None:
        """Pair what follows the same pair, in order: an inserted row does not shift those behind it."""
        followers: dict[int | None, list[int]] = {}
        new_before = _before(self.new_left(), set(self._to_new.values()))
        for i, anchor in new_before.items():
            followers.setdefault(anchor, []).append(i)
        for i, anchor in _before(self.old_left(), set(self._to_new)).items():
            same = followers.get(None if anchor is None else self._to_new[anchor], [])
            if same:
                self._to_new[i] = same.pop(0)

    def result(self) -> Pairs:
        """All pairs in the order of the new list; what is gone stands behind what stood before it."""
        to_old = self.to_old
        pairs: Pairs = [(to_old.get(i), i) for i in range(len(self._new))]
        for i in self.old_left():
            before = [n for n, (old, _) in enumerate(pairs) if old is not None and old < i]
            pairs.insert(max(before) + 1 if before else 0, (i, None))
        return pairs


def _before(left: Sequence[int], paired: set[int]) -> dict[int, int | None]:
    """For each number left, the nearest paired one before it."""
    return {i: max((p for p in paired if p < i), default=None) for i in left}
