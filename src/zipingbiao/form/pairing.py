"""What belongs together in two versions: forms by 项目编码, name, id, then order; rows by 三级指标, then position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Generic, TypeVar

from zipingbiao.form.model import Form, Indicator

T = TypeVar("T")
Pairs = list[tuple[int | None, int | None]]


def pair_forms(old: Sequence[Form], new: Sequence[Form]) -> Pairs:
    """Numbers of the forms that are versions of each other; None where the other side has none.

    What no key brings together is paired by order only where both sides have as many such forms: else a dropped
    project would be compared with its neighbour.
    """
    pairing = _Pairing(old, new)
    for key in (_code, _name_and_unit, _name, _id):
        pairing.by(key)
    if len(pairing.old_left()) == len(pairing.new_left()):
        pairing.by_order()
    return pairing.result()


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


def _name_and_unit(form: Form) -> Hashable:
    return (_plain(form.name), _plain(form.unit)) if form.name.strip() else None


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

    def by(self, key: Callable[[T], Hashable]) -> None:
        """Pair what has the same key; several of one key in their order. A key of None pairs nothing."""
        waiting: dict[Hashable, list[int]] = {}
        for i in self.new_left():
            waiting.setdefault(key(self._new[i]), []).append(i)
        for i in self.old_left():
            wanted = key(self._old[i])
            if wanted is not None and waiting.get(wanted):
                self._to_new[i] = waiting[wanted].pop(0)

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
        to_old = {new: old for old, new in self._to_new.items()}
        pairs: Pairs = [(to_old.get(i), i) for i in range(len(self._new))]
        for i in self.old_left():
            before = [n for n, (old, _) in enumerate(pairs) if old is not None and old < i]
            pairs.insert(max(before) + 1 if before else 0, (i, None))
        return pairs


def _before(left: Sequence[int], paired: set[int]) -> dict[int, int | None]:
    """For each number left, the nearest paired one before it."""
    return {i: max((p for p in paired if p < i), default=None) for i in left}
