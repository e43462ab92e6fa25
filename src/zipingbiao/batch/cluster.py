"""Several machines for one batch: a dask.distributed scheduler as an executor (the extra `cluster`).

Every machine has to see the output folder under the same path; the journal is kept by the one that was started.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from dataclasses import dataclass

from zipingbiao.for_people import ForPeople

#: Seconds to wait for the scheduler.
_PATIENCE = 10


class ClusterFault(ForPeople):
    """The cluster cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connected cluster. `lost`: what a chunk raises when the workers that had it died again and again."""

    executor: Executor
    lost: tuple[type[Exception], ...]


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The cluster at `address` (`tcp://主机:8786`). :class:`ClusterFault` where there is none."""
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as fault:
        raise ClusterFault(
            '本机没有安装集群组件，请运行 pip install "zipingbiao[cluster]"，或不用 --scheduler。'
        ) from fault
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise ClusterFault(
            f"连不上集群调度程序 {address}，请核对地址（形如 tcp://主机:8786）和网络。"
        ) from fault
    with client:
        yield Cluster(client.get_executor(pure=False), (BrokenExecutor, KilledWorker))
