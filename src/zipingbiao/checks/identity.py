"""What a finding is called, so that a list, a letter and a register speak of the same one; and by how much it is off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from zipingbiao.checks.finding import Finding
from zipingbiao.form.model import Form
from zipingbiao.form.money import number

_LENGTH = 8
_UNITS = ("%", "分", "万元", "元")


def finding_ids(form: Form, findings: Sequence[Finding]) -> list[str]:
    """One id a finding, unique among files with different paths: its rule, and a mark of file, form, rule and place."""
    seen: Counter[str] = Counter()
    ids = []
    for finding in findings:
        said = "\0".join((form.file, _sheet(form), form.id, form.name, finding.code, finding.field))
        seen[said] += 1
        mark = sha256(f"{said}\0{seen[said]}".encode()).hexdigest()[:_LENGTH]
        ids.append(f"{finding.code}-{mark}")
    return ids


def _sheet(form: Form) -> str:
    return next((place.sheet for place in form.places.values() if place.sheet), "")


def difference(finding: Finding) -> Decimal | None:
    """填报 − 应为, where both are numbers, or numbers of one unit."""
    texts = [finding.found.strip(), finding.expected.strip()]
    unit = next((unit for unit in _UNITS if all(text.endswith(unit) for text in texts)), "")
    found, expected = (number(text.removesuffix(unit)) for text in texts)
    return None if found is None or expected is None else found - expected
