"""What a target in words asks for, and what an answer to it was found to say."""

from __future__ import annotations

from zipingbiao.form.quantity.in_words.movement import Move
from zipingbiao.form.quantity.readings import Level
from zipingbiao.record import record


@record(frozen=True, slots=True)
class Stance:
    """What was told, and by what: `contrary` (the opposite of what is asked), `planned`, `praise` (a listed word of the highest level, which may be said of anything)."""

    level: Level
    contrary: bool = False
    planned: bool = False
    praise: bool = False
    moving: bool = False  # said by a movement, of whatever it is


@record(frozen=True, slots=True)
class Asked:
    """What the target and the name of the indicator ask for, in words."""

    text: str
    name: str
    move: Move | None
    strong: bool
    marked: bool
    absence: bool
    start: bool
    whole: bool
    bounded: bool

    @property
    def tells(self) -> bool:
        """Whether the target can be judged by its words: it names a direction, an absence, a bound, or all of something."""
        return self.move is not None or self.absence or self.whole or self.bounded
