"""What was found to answer a number target."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.quantity.numbers import Figure
from zipingbiao.record import record

#: A computed share is so exact that 24999 of 25000 are not all of them.
EXACT = Decimal("0.000001")


@record(frozen=True, slots=True)
class Answers:
    """The figures that may answer; several where the text does not decide. `planned`: somebody only means to reach them.

    `other`: figures stand there, but they answer another question (a level where a change is asked for).
    """

    figures: tuple[Figure, ...] = ()
    planned: bool = False
    other: bool = False
