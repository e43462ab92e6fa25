"""The cell functions: one table of what they are called and take, one answer each, the same in every host.

Here for scripts: every answer by its name (`perf_score` …), and :class:`CellError`, which an answer is where there is none.
"""

from zipingbiao.hosts.functions.answers import *  # noqa: F403
from zipingbiao.hosts.functions.values import CellError as CellError
