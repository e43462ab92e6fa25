"""The doctor: each link of the chain on this machine is used, and what is broken is told with its own cure."""

from zipingbiao.hosts.health.examine import examine
from zipingbiao.hosts.health.link import WORDS, Link, link_data, told

__all__ = ["WORDS", "Link", "examine", "link_data", "told"]
