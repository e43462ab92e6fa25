"""Interchange JSON: a list of forms, or one. Reading never raises; every fault names its position in Chinese.

Any key may be absent, null, "" or a dash: not printed. A JSON number keeps its digits; as 年度指标值 or 实际完成值
it becomes a numeric :class:`Entry`. A field of the wrong type is told and left empty, so that each form and each
row of the input still gives exactly one of the output.
"""

from zipingbiao.form.interchange.read import InterchangeResult, read_interchange
from zipingbiao.form.interchange.write import write_interchange

__all__ = ["InterchangeResult", "read_interchange", "write_interchange"]
