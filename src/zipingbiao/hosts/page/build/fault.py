"""Why the page cannot be built here."""

from __future__ import annotations

from zipingbiao.for_people import ForPeople


class BuildFault(ForPeople):
    """Something the build needs is not there, or not what it should be; the sentence says what to do."""
