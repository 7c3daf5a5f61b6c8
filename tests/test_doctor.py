import json
from pathlib import Path
from typing import Any

import pytest

from tests.fake_machine import EXCEL, FONTS, LIBRARY, VERSIONS, office_pc
from xlminshi import doctor
from xlminshi.adapters import machine as machines
from xlminshi.adapters.excel_home import install
from xlminshi.cli import run
from xlminshi.doctor import examine

SECURITY = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
WPS = {(r"HKCR\KET.Application\CurVer", ""): "KET.Application.9"}


def bad(folder: Path, **changes: Any) -> list[str]:
    """What is told of a machine on which the add-in is installed, but for what is as it should be."""
    install("民生实事.xlam", b"PK", office_pc(folder))
    return [str(one) for one in examine(office_pc(folder, **changes), folder) if not one.is_good]


def test_a_machine_that_has_everything_needs_nothing(tmp_path: Path) -> None:
    assert bad(tmp_path) == []
    lines = [str(one) for one in examine(office_pc(tmp_path), tmp_path)]
    assert lines[0] == "[正常] Python：3.11.9，64位。"
    assert "[正常] Excel：Excel 16.0，64位。" in lines
    assert lines[-1] == f"[正常] 当前文件夹：“{tmp_path}”可以写入。"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"python": (3, 10, 4)}, "[需处理] Python：3.10.4，64位。请安装 Python 3.11 或更新的版本。"),
        ({"versions": VERSIONS | {"pywin32": None}}, "[需处理] pywin32：没有安装。请安装 pywin32。"),
        ({"registry": {}}, "[需处理] Excel：没有安装。请安装 Excel；没有 Excel 的请用命令行处理文件。"),
        ({"registry": WPS}, "[需处理] Excel：只有 WPS。按钮和函数需要 Excel；WPS 请用命令行处理文件。"),
        (
            {"registry": EXCEL | {(SECURITY, "VBAWarnings"): 4}},
            "[需处理] 宏的信任设置：没有签名的宏一律不运行。"
            "请在 Excel 的“选项—信任中心—宏设置”中选“禁用宏并发出通知”；选不了的，请联系管理电脑的人员。",
        ),
        (
            {"fonts": FONTS[1:]},
            "[需处理] 字体方正小标宋：没有安装。请安装这种字体，否则通报（Word）打印时会换成别的字体。",
        ),
    ],
)
def test_what_is_missing_is_told_with_its_cure(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    assert bad(tmp_path, **changes) == [told]


@pytest.mark.parametrize("version", [None, "0.36.9", "0.37.7", "0.38.0", "1.0"])
def test_another_xlwings_is_told(tmp_path: Path, version: str | None) -> None:
    told = bad(tmp_path, versions=VERSIONS | {"xlwings": version})
    assert f"[需处理] xlwings：{version or '没有安装'}。请安装 xlwings 0.37.8。" in told


def test_a_newer_step_of_the_same_series_is_good(tmp_path: Path) -> None:
    told = bad(tmp_path, versions=VERSIONS | {"xlwings": "0.37.10"})
    assert told == [
        "[需处理] 函数用的 DLL：没有找到 xlwings64-0.37.10.dll。"
        "请运行 xlminshi excel install；仍没有的，请重新安装 xlwings。"
    ]


def test_a_policy_beats_the_persons_own_choice(tmp_path: Path) -> None:
    both = EXCEL | {(SECURITY, "VBAWarnings"): 1, (POLICY, "VBAWarnings"): 4}
    assert len(bad(tmp_path, registry=both)) == 1
    assert bad(tmp_path, registry=EXCEL | {(POLICY, "VBAWarnings"): 2}) == []


def test_an_addin_for_another_python_or_none_is_told(tmp_path: Path) -> None:
    told = bad(tmp_path, executable=tmp_path / "另一个" / "python.exe")
    assert any(line.startswith("[需处理] 加载项用的 Python") for line in told)
    fresh = [str(one) for one in examine(office_pc(tmp_path / "新"), tmp_path) if not one.is_good]
    assert fresh == ["[需处理] 加载项：没有安装。请运行 xlminshi excel install 安装加载项。"]
    machine = office_pc(tmp_path)
    machine.settings_file.unlink()
    assert "[需处理] 加载项用的 Python：没有写明。请运行 xlminshi excel install 安装加载项。" in [
        str(one) for one in examine(machine, tmp_path)
    ]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert examine(office_pc(tmp_path), tmp_path / "没有")[-1].is_good is False

    def refuse(**_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    assert str(examine(office_pc(tmp_path), tmp_path)[-1]).endswith("”不能写入。请换一个可以写入的文件夹。")


# The commands


def test_the_command_prints_one_line_per_check_and_its_code_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(machines, "this_machine", lambda: office_pc(tmp_path))
    addin = tmp_path / "民生实事.xlam"
    addin.write_bytes(b"PK")
    assert run(["doctor"]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "共12项，需处理1项。"
    assert run(["excel", "install", str(addin)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "请重新启动 Excel。"
    assert run(["doctor"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "共13项，全部正常。"
    assert run(["doctor", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["ok"] is True
    assert [one["name"] for one in record["result"]["checks"]][:4] == [
        "Python",
        "xlwings",
        "pywin32",
        "函数用的 DLL",
    ]
    assert run(["excel", "uninstall", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["changes"][0]["what"] == "已删除"
    assert run(["excel", "uninstall"]) == 2
    assert run(["excel", "install", str(tmp_path / "没有.xlam")]) == 2
    assert "请先用 xlminshi addin 生成加载项" in capsys.readouterr().err
    assert LIBRARY in {path.name for path in tmp_path.rglob("*")}
