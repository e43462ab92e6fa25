"""`settings.toml` is taken as it is written or not at all: never another rulebook in silence, never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zipingbiao.hosts.cli.main import run
from zipingbiao.settings import Settings, SettingsFault, load_settings, save_setting

SEED = Path(__file__).parent / "data" / "forms.json"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    monkeypatch.delenv("ZIPINGBIAO_TEMPLATES", raising=False)
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", str(tmp_path / "没有"))  # the doctor would start it each time
    return tmp_path / "settings.toml"


def test_without_a_file_everything_has_a_default(file: Path) -> None:
    assert load_settings() == Settings("cn", None, False)


def test_what_is_written_is_taken(file: Path, tmp_path: Path) -> None:
    file.write_text(
        f'# 我的设置\nrulebook = "cn-hubei"\ntemplates = "{tmp_path}"\nplain_values = true\n', "utf-8"
    )
    assert load_settings() == Settings("cn-hubei", tmp_path, True)
    file.write_text("", "utf-8")
    assert load_settings() == Settings()
    file.write_bytes(b"\xef\xbb\xbf" + b'rulebook = "cn-hubei"\r\n')  # Notepad
    assert load_settings().rulebook == "cn-hubei"


BROKEN = {
    "a quote missing at the end": ('rulebook = "cn-hubei\n', "第1行"),
    "a quote missing at the start": ('\nrulebook = cn-hubei"\n', "第2行"),
    "no quotes": ("plain_values = true\nrulebook = cn-hubei\n", "第2行"),
    "no equals sign": ('# 设置\n\nrulebook "cn-hubei"\n', "第3行"),
    "a Chinese quote": ("rulebook = “cn-hubei”\n", "第1行"),
    "never closed": ('rulebook = "cn"\ntemplates = """D:/\n', "第2行"),
    "twice": ('rulebook = "cn"\nrulebook = "cn-hubei"\n', "第2行"),
    "a capital letter": ('Rulebook = "cn-hubei"\n', "第1行“Rulebook”不是设置的名称（是不是“rulebook”？）"),
    "all capitals": ('plain_values = true\nRULEBOOK = "cn-hubei"\n', "第2行“RULEBOOK”不是设置的名称（是不是“rulebook”？）"),
    "misspelt": ('# 设置\nrulebok = "cn-hubei"\n', "第2行“rulebok”不是设置的名称（是不是“rulebook”？）"),
    "unknown": ('colour = "red"\n', "第1行“colour”不是设置的名称，应为rulebook、templates、plain_values之一"),
    "a table": ('[settings]\nrulebook = "cn-hubei"\n', "第1行“settings”不是设置的名称"),
    "a list": ('rulebook = ["cn-hubei"]\n', '第1行 rulebook 现为 ["cn-hubei"]，应为规则名称'),
    "a number": ("rulebook = 3\n", "第1行 rulebook 现为 3"),
    "empty": ('rulebook = ""\n', '第1行 rulebook 现为 ""'),
    "a date": ("rulebook = 2024-01-01\n", "第1行 rulebook 现为"),
    "true in quotes": ('plain_values = "false"\n', '第1行 plain_values 现为 "false"，应为true 或 false'),
    "one for true": ('rulebook = "cn"\nplain_values = 1\n', "第2行 plain_values 现为 1"),
    "templates not a text": ("templates = false\n", "第1行 templates 现为 false，应为文件夹的路径"),
}  # fmt: skip


@pytest.mark.parametrize("named", BROKEN)
def test_a_broken_file_stops_the_work_and_stays(
    file: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    text, says = BROKEN[named]
    file.write_text(text, "utf-8")
    for arguments in (["score", str(SEED)], ["explain", "JXS004"], ["check", str(SEED), "--json"]):
        assert run(arguments) == 2
        told = capsys.readouterr()
        if "--json" in arguments:
            assert says in json.loads(told.out)["errors"][0]["message"]
        else:
            assert told.out == ""
        assert says in told.err
        assert str(file) in told.err
        assert len(told.err.strip().splitlines()) == 1
    with pytest.raises(SettingsFault):
        save_setting("plain_values", True)
    assert file.read_text("utf-8") == text
    assert [each.name for each in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("named", BROKEN)
def test_doctor_tells_it_with_everything_else(
    file: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    text, says = BROKEN[named]
    file.write_text(text, "utf-8")
    assert run(["doctor", "--json"]) == 1
    links = {each["name"]: each for each in json.loads(capsys.readouterr().out)["links"]}
    assert links["设置"]["state"] == "broken"
    assert says in links["设置"]["found"]
    assert links["评分规则"]["state"] == "good"


def test_doctor_looks_at_what_the_settings_name(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(name: str) -> dict[str, str]:
        run(["doctor", "--json"])
        links = json.loads(capsys.readouterr().out)["links"]
        return next(each for each in links if each["name"] == name)

    assert told("所用的规则")["state"] == "good"
    file.write_text('rulebook = "cn-hubie"\n', "utf-8")
    assert "是不是“cn-hubei”" in told("所用的规则")["found"]
    file.write_text(f'templates = "{tmp_path}/没有"\n', "utf-8")
    assert told("自己的说明模板")["state"] == "broken"


@pytest.mark.parametrize("arguments", [["score", str(SEED)], ["explain", "JXS004"], ["check", str(SEED)]])
def test_a_rulebook_that_the_settings_name_wrongly_is_told_with_its_line_and_not_laid_on_a_form(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    file.write_text('plain_values = true\nrulebook = "cn-hubie"\n', "utf-8")
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert (
        f"设置文件 {file} 第2行的 rulebook 现为“cn-hubie”，没有这个名称的规则（是不是“cn-hubei”？）" in told
    )
    assert SEED.name not in told
    file.write_text(f'rulebook = "{tmp_path}/没有.toml"\n', "utf-8")
    assert run(arguments) == 2
    assert f"设置文件 {file} 第1行的 rulebook 现为“{tmp_path}/没有.toml”，找不到" in capsys.readouterr().err
    assert run([*arguments, "--rulebook", "cn"]) != 2  # a choice goes before the settings


def test_what_is_wrong_in_the_users_own_rulebook_is_told_with_its_path(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "规则.toml"
    own.write_text("[book]\nname = 'own'\n", "utf-8")
    file.write_text(f'rulebook = "{own}"\n', "utf-8")
    assert run(["check", str(SEED)]) == 2
    told = capsys.readouterr().err
    assert str(own) in told
    assert SEED.name not in told


def test_all_faults_are_told_at_once(file: Path) -> None:
    file.write_text('Rulebook = "cn"\nplain_values = "true"\n', "utf-8")
    with pytest.raises(SettingsFault) as fault:
        load_settings()
    assert "Rulebook" in str(fault.value)
    assert "plain_values" in str(fault.value)


def test_bytes_that_are_no_text(file: Path) -> None:
    content = 'rulebook = "cn"\n# 设置\n'.encode("gbk")
    file.write_bytes(content)
    with pytest.raises(SettingsFault, match="第2行不是 UTF-8"):
        load_settings()
    with pytest.raises(SettingsFault):
        save_setting("plain_values", True)
    assert file.read_bytes() == content


def test_a_file_that_cannot_be_opened(file: Path) -> None:
    file.mkdir()
    with pytest.raises(SettingsFault, match="打不开"):
        load_settings()


def test_saving_keeps_everything_else(file: Path) -> None:
    file.write_text('# 我的设置\nrulebook = "cn-hubei"  # 省里的\n', "utf-8")
    save_setting("plain_values", True)
    assert file.read_text("utf-8") == '# 我的设置\nrulebook = "cn-hubei"  # 省里的\nplain_values = true\n'
    save_setting("plain_values", False)
    assert file.read_text("utf-8") == '# 我的设置\nrulebook = "cn-hubei"  # 省里的\nplain_values = false\n'
    assert load_settings() == Settings("cn-hubei", None, False)


def test_saving_where_a_line_cannot_be_replaced(file: Path) -> None:
    file.write_text('templates = """\nplain_values = 3"""\nplain_values = false\n', "utf-8")
    save_setting("plain_values", True)
    assert load_settings() == Settings("cn", Path("plain_values = 3"), True)


def test_saving_begins_a_file(file: Path) -> None:
    save_setting("rulebook", "cn-“湖北”")
    assert load_settings().rulebook == "cn-“湖北”"


def test_the_environment_names_the_templates(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('templates = "D:/甲"\n', "utf-8")
    monkeypatch.setenv("ZIPINGBIAO_TEMPLATES", "D:/乙")
    assert load_settings().templates == Path("D:/乙")


@pytest.fixture
def system(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = file.parent / "all-users.toml"
    monkeypatch.setenv("ZIPINGBIAO_SYSTEM_SETTINGS", str(path))
    return path


def test_the_system_stands_below_the_user(file: Path, system: Path) -> None:
    system.write_text('rulebook = "cn-hubei"\nplain_values = true\n', "utf-8")
    assert load_settings() == Settings("cn-hubei", None, True)
    file.write_text("plain_values = false\n", "utf-8")
    assert load_settings() == Settings("cn-hubei", None, False)
    save_setting("plain_values", True)
    assert file.read_text("utf-8") == "plain_values = true\n"  # what the system says is not copied
    assert system.read_text("utf-8") == 'rulebook = "cn-hubei"\nplain_values = true\n'


def test_a_broken_system_file_is_named(file: Path, system: Path) -> None:
    system.write_text('rulebok = "cn"\n', "utf-8")
    with pytest.raises(SettingsFault, match=r"all-users\.toml 第1行“rulebok”"):
        load_settings()


def test_config_tells_where_each_setting_comes_from(
    file: Path, system: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    system.write_text('rulebook = "cn-hubei"\nplain_values = true\n', "utf-8")
    file.write_text("plain_values = false\n", "utf-8")
    monkeypatch.setenv("ZIPINGBIAO_TEMPLATES", "D:/乙")
    assert run(["config", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {each["key"]: (each["value"], each["origin"]) for each in data["settings"]} == {
        "rulebook": ("cn-hubei", str(system)),
        "plain_values": (False, str(file)),
        "templates": ("D:/乙", "环境变量 ZIPINGBIAO_TEMPLATES"),
    }
    assert data["files"] == {"system": str(system), "user": str(file), "home": str(file.parent)}
    assert run(["config"]) == 0
    assert "cn-hubei" in capsys.readouterr().out
