"""What an installation writes down is told where it may not last: a temporary folder, a borrowed Python, another environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from zipingbiao.hosts.cli.main import run
from zipingbiao.hosts.excel.machine import Machine
from zipingbiao.hosts.health.lasting import doubts

OWN = Path("/opt/zipingbiao/env")
LASTING = (
    "/usr/lib/python3.11/site-packages",
    "/opt/zipingbiao/env/lib/python3.12/site-packages",
    "/home/zhang/secondary/lib",  # holds “conda”, and is none
    "/home/wps/projects/lib",
    "/home/zhang/temporary/lib",
)
BORROWED = {
    "/home/zhang/anaconda3/lib/python3.12/site-packages": "conda",
    "/home/zhang/Miniconda3/envs/work/lib": "conda",
    "/opt/miniforge3/lib": "conda",
    "/home/zhang/kingsoft/WPS Office/12.1/python": "WPS",
    "/Users/zhang/AppData/Local/Microsoft/WindowsApps/python": "应用商店",
    "/scratch/tmp/build-17/site-packages": "临时文件夹",
    "/scratch/tmp": "临时文件夹",
}
TEMPORARY = [Path("/scratch/tmp")]


@pytest.mark.parametrize("place", LASTING)
def test_a_place_that_lasts_is_not_doubted(place: str) -> None:
    assert doubts([Path(place)], OWN, {}, TEMPORARY) == []


@pytest.mark.parametrize(("place", "word"), BORROWED.items())
def test_a_place_that_may_go_is_named_with_what_to_do(place: str, word: str) -> None:
    (said,) = doubts([OWN, Path(place)], OWN, {}, TEMPORARY)
    assert said.startswith(place) and word in said and "请" in said


@pytest.mark.parametrize("place", [place for place, word in BORROWED.items() if word != "临时文件夹"])
def test_an_environment_made_from_a_borrowed_python_is_seen_once(place: str) -> None:
    assert len(doubts([OWN], Path(place), {}, TEMPORARY)) == 1
    assert len(doubts([Path(place)], Path(place), {}, TEMPORARY)) == 1


@pytest.mark.parametrize("name", ["VIRTUAL_ENV", "CONDA_PREFIX"])
def test_the_environment_somebody_works_in_is_the_one_that_is_written_down(name: str) -> None:
    assert doubts([OWN], OWN, {name: str(OWN)}, TEMPORARY) == []
    (said,) = doubts([OWN], OWN, {name: "/home/zhang/other"}, TEMPORARY)
    assert "/home/zhang/other" in said and str(OWN) in said


def test_both_installations_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from importlib.metadata import version

    from zipingbiao.hosts.excel import machine
    from zipingbiao.hosts.libreoffice import chain, install

    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home" / ".zipingbiao"))
    borrowed = tmp_path / "anaconda3"
    borrowed.mkdir()
    libraries = tuple(borrowed / f"xlwings{bits}-{version('xlwings')}.dll" for bits in (64, 32))
    for each in libraries:
        each.write_bytes(b"MZ")
    ours = Machine("Windows", borrowed / "python.exe", borrowed, tmp_path / "home", libraries=libraries)
    monkeypatch.setattr(machine, "this_machine", lambda: ours)
    template = tmp_path / "signed.xlsm"
    template.write_bytes(b"xlsm")
    assert run(["excel", "install", "--folder", str(tmp_path / "模板"), "--template", str(template)]) == 0
    assert f"请留意：{borrowed / 'python.exe'} 属于 conda" in capsys.readouterr().err

    monkeypatch.setattr(
        install, "find_place", lambda profile: install.Place(Path("/usr/bin/soffice"), tmp_path)
    )
    monkeypatch.setattr(install, "install", lambda place: None)
    monkeypatch.setattr(install, "package_folders", lambda: [str(borrowed)])
    monkeypatch.setattr(chain, "links", lambda profile: iter(()))
    assert run(["libreoffice", "install"]) == 0
    assert f"请留意：{borrowed} 属于 conda" in capsys.readouterr().err
