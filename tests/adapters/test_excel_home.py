import os
from pathlib import Path

import pytest

from tests.fake_machine import LIBRARY, office_pc
from xlminshi.adapters.excel_home import install, interpreter_of, is_installed, uninstall
from xlminshi.adapters.machine import Machine, this_machine
from xlminshi.core.errors import CannotContinueError

NAME, ADDIN = "民生实事.xlam", b"PK add-in"


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def settings(machine: Machine, *lines: str) -> None:
    machine.settings_folder.mkdir(parents=True, exist_ok=True)
    machine.settings_file.write_bytes("".join(f"{line}\r\n" for line in lines).encode("gbk"))


def test_the_addin_goes_into_excels_start_folder_and_xlwings_learns_the_interpreter(tmp_path: Path) -> None:
    machine = office_pc(tmp_path)
    changes = install(NAME, ADDIN, machine)
    place = tmp_path / "张三/AppData/Roaming/Microsoft/Excel/XLSTART" / NAME
    assert place.read_bytes() == ADDIN
    assert is_installed(machine) == place
    assert interpreter_of(machine) == str(machine.executable)
    assert machine.settings_file == tmp_path / "张三/.xlwings/xlwings.conf"
    assert machine.settings_file.read_bytes() == f'"INTERPRETER_WIN","{machine.executable}"\r\n'.encode("gbk")
    assert [str(one) for one in changes] == [f"已写入：{place}", f"已写入：{machine.settings_file}"]


def test_without_appdata_the_usual_folder_is_taken(tmp_path: Path) -> None:
    machine = office_pc(tmp_path, variables={})
    assert machine.start_folder == tmp_path / "张三/AppData/Roaming/Microsoft/Excel/XLSTART"


def test_other_settings_stay_as_they_are(tmp_path: Path) -> None:
    machine = office_pc(tmp_path)
    settings(
        machine, '"PYTHONPATH","D:\\资料"', '"interpreter_win","C:\\旧\\python.exe"', '"SHOW CONSOLE","False"'
    )
    install(NAME, ADDIN, machine)
    assert machine.settings_file.read_bytes().decode("gbk").splitlines() == [
        '"PYTHONPATH","D:\\资料"',
        '"SHOW CONSOLE","False"',
        f'"INTERPRETER_WIN","{machine.executable}"',
    ]


@pytest.mark.parametrize("times", [1, 2])
def test_uninstalling_leaves_everything_as_it_was(tmp_path: Path, times: int) -> None:
    machine = office_pc(tmp_path)
    settings(machine, '"PYTHONPATH","D:\\资料"', '"INTERPRETER_WIN","C:\\旧\\python.exe"')
    machine.start_folder.mkdir(parents=True)
    (machine.start_folder / NAME).write_bytes(b"an older one")
    before = files_of(tmp_path)
    for number in range(times):
        install(NAME, ADDIN + bytes(number), machine)
    told = [str(one) for one in uninstall(machine)]
    assert {name: content for name, content in files_of(tmp_path).items() if "备份" not in name} == before
    assert told == [
        f"已恢复原来的文件：{machine.start_folder / NAME}",
        f"已恢复原来的设置：{machine.settings_file}",
    ]


def test_what_was_not_there_before_is_gone_afterwards(tmp_path: Path) -> None:
    machine = office_pc(tmp_path, has_library=False)
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / LIBRARY).write_bytes(b"dll")
    before = files_of(tmp_path)
    install(NAME, ADDIN, machine)
    assert (machine.executable.parent / LIBRARY).read_bytes() == b"dll"
    uninstall(machine)
    assert files_of(tmp_path) == before
    assert is_installed(machine) is None
    with pytest.raises(CannotContinueError, match="没有安装记录"):
        uninstall(machine)


def test_settings_changed_since_keep_the_change_and_get_their_interpreter_back(tmp_path: Path) -> None:
    machine = office_pc(tmp_path)
    settings(machine, '"INTERPRETER_WIN","C:\\旧\\python.exe"')
    install(NAME, ADDIN, machine)
    with machine.settings_file.open("ab") as file:
        file.write(b'"LOG FILE","D:\\x.log"\r\n')
    told = [str(one) for one in uninstall(machine)]
    assert machine.settings_file.read_bytes().decode("gbk").splitlines() == [
        '"LOG FILE","D:\\x.log"',
        '"INTERPRETER_WIN","C:\\旧\\python.exe"',
    ]
    assert "其他设置没有改动" in told[1]


def test_settings_that_were_new_and_changed_since_lose_only_our_line(tmp_path: Path) -> None:
    machine = office_pc(tmp_path)
    install(NAME, ADDIN, machine)
    with machine.settings_file.open("ab") as file:
        file.write(b'"LOG FILE","D:\\x.log"\r\n')
    uninstall(machine)
    assert machine.settings_file.read_bytes() == b'"LOG FILE","D:\\x.log"\r\n'


def test_a_file_that_somebody_has_put_there_since_stays(tmp_path: Path) -> None:
    machine = office_pc(tmp_path)
    install(NAME, ADDIN, machine)
    (machine.start_folder / NAME).write_bytes(b"newer")
    machine.settings_file.unlink()
    told = [str(one) for one in uninstall(machine)]
    assert (machine.start_folder / NAME).read_bytes() == b"newer"
    assert told[0].startswith("已不是安装时的文件，没有改动")
    assert told[1].startswith("已不在，没有改动")


def test_without_the_dll_nothing_is_changed(tmp_path: Path) -> None:
    machine = office_pc(tmp_path, has_library=False)
    before = files_of(tmp_path)
    with pytest.raises(CannotContinueError, match=rf"没有找到 {LIBRARY}"):
        install(NAME, ADDIN, machine)
    assert files_of(tmp_path) == before


@pytest.mark.parametrize(
    "registry",
    [
        {(r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration", "Platform"): "x86"},
        {(r"HKLM\Software\WOW6432Node\Microsoft\Office\16.0\Excel\InstallRoot", "Path"): "C:\\"},
    ],
)
def test_an_excel_of_32_bits_wants_the_other_dll(
    tmp_path: Path, registry: dict[tuple[str, str], str]
) -> None:
    machine = office_pc(tmp_path, registry=registry)
    assert machine.library_name == "xlwings32-0.37.8.dll"
    assert office_pc(tmp_path).library_name == LIBRARY
    native = {(r"HKLM\Software\Microsoft\Office\16.0\Excel\InstallRoot", "Path"): "C:\\"}
    assert office_pc(tmp_path, registry=native).library_name == LIBRARY


def test_what_cannot_be_installed_is_told(tmp_path: Path) -> None:
    other = office_pc(tmp_path, is_windows=False)
    with pytest.raises(CannotContinueError, match="本机不是 Windows"):
        install(NAME, ADDIN, other)
    machine = office_pc(tmp_path)
    for name in ("民生实事.xlsm", "../民生实事.xlam"):
        with pytest.raises(CannotContinueError, match="不是加载项"):
            install(name, ADDIN, machine)
    (tmp_path / "环境" / LIBRARY).rename(tmp_path / LIBRARY)
    strange = office_pc(tmp_path, executable=tmp_path / "\N{GRINNING FACE}" / "python.exe")
    with pytest.raises(CannotContinueError, match="含有 Excel 读不了的字"):
        install(NAME, ADDIN, strange)


def test_a_start_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    machine = office_pc(tmp_path)
    machine.start_folder.parent.mkdir(parents=True)
    machine.start_folder.write_bytes(b"a file in its place")
    with pytest.raises(CannotContinueError, match="请关闭 Excel"):
        install(NAME, ADDIN, machine)


def test_a_broken_record_is_told(tmp_path: Path) -> None:
    machine = office_pc(tmp_path)
    machine.settings_folder.mkdir(parents=True)
    (machine.settings_folder / "xlminshi.json").write_bytes(b"{")
    with pytest.raises(CannotContinueError, match=r"安装记录.*已损坏"):
        uninstall(machine)


def test_this_machine_can_be_asked() -> None:
    machine = this_machine()
    assert machine.executable.is_file()
    assert machine.version_of("xlwings") == "0.37.8"
    assert machine.version_of("no-such-package") is None
    assert machine.variables is os.environ
    assert machine.is_windows or (machine.registry(r"HKCU\Software", "x") is None and not machine.fonts())
