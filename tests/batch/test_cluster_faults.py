"""A cluster as it is asked for: how it is called, and what is said where there is none. No cluster is needed here."""

from __future__ import annotations

import sys
from concurrent.futures import BrokenExecutor
from types import ModuleType
from typing import Any

import pytest

from zipingbiao.batch.cluster import ClusterFault, cluster

ADDRESS = "tcp://10.0.0.1:8786"


class KilledWorker(Exception):
    """What the scheduler raises for a piece whose workers died."""


class Client:
    """Notes what is done with it."""

    done: list[Any]

    def __init__(self, address: str, **how: Any) -> None:
        Client.done = [address, how]

    def __enter__(self) -> Client:
        Client.done.append("open")
        return self

    def __exit__(self, *_: object) -> None:
        Client.done.append("closed")

    def get_executor(self, **how: Any) -> str:
        Client.done.append(how)
        return "executor"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    distributed, scheduler = ModuleType("distributed"), ModuleType("distributed.scheduler")
    distributed.Client = Client  # type: ignore[attr-defined]
    scheduler.KilledWorker = KilledWorker  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "distributed", distributed)
    monkeypatch.setitem(sys.modules, "distributed.scheduler", scheduler)
    return distributed


@pytest.mark.usefixtures("installed")
def test_a_cluster_is_let_go_when_the_work_is_done() -> None:
    with cluster(ADDRESS) as found:
        assert (found.executor, found.lost) == ("executor", (BrokenExecutor, KilledWorker))
        # Never another's default; each piece is done, also one that looks like a piece done before.
        assert Client.done == [ADDRESS, {"timeout": 10, "set_as_default": False}, "open", {"pure": False}]
    assert Client.done[-1] == "closed"


@pytest.mark.parametrize("fault", [OSError("timed out"), ValueError("no such protocol")])
def test_nobody_at_the_address(installed: ModuleType, fault: Exception) -> None:
    def fails(*_: object, **__: object) -> None:
        raise fault

    installed.Client = fails  # type: ignore[attr-defined]
    with pytest.raises(ClusterFault) as told, cluster(ADDRESS):
        pass
    assert str(told.value) == f"连不上集群调度程序 {ADDRESS}，请核对地址（形如 tcp://主机:8786）和网络。"


def test_a_fault_of_the_work_is_not_the_clusters(installed: ModuleType) -> None:
    with pytest.raises(OSError, match="disk full"), cluster(ADDRESS):
        raise OSError("disk full")
    assert Client.done[-1] == "closed"


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterFault) as told, cluster(ADDRESS):
        pass
    assert (
        str(told.value)
        == '本机没有安装集群组件，请运行 pip install "zipingbiao[cluster]"，或不用 --scheduler。'
    )
