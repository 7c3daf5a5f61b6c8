"""The scripts: read by a parser and by rules of our own. They have never run on Windows; nothing here says so."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter
import tree_sitter_powershell

from tests.bundle.conftest import ROOT

POWERSHELL = ("安装.ps1", "卸载.ps1")
BATCH = ("安装.bat", "卸载.bat", "桌面/命令行.bat", "桌面/新建工作簿.bat", "桌面/使用手册.bat")
PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))
CHINESE = re.compile("[\u4e00-\u9fff]")
# All that the scripts may call: part of Windows PowerShell 5.1 as every Windows 10 has it.
CMDLETS = frozenset(
    re.findall(
        r"\S+",
        """
        Copy-Item ForEach-Object Get-AuthenticodeSignature Get-ChildItem Get-Command Get-Content Get-FileHash Get-Item
        Get-Process Join-Path New-Item Out-File Out-Null Read-Host Remove-Item Select-Object Set-Content Set-StrictMode
        Sort-Object Split-Path Start-Process Test-Path Where-Object Write-Host
        """,
    )
)
FORBIDDEN = (
    *("Invoke-WebRequest", "Invoke-RestMethod", "Start-BitsTransfer", "WebClient", "http:", "https:", "ftp:"),
    *(
        "Set-ExecutionPolicy",
        "RunAs",
        "Invoke-Expression",
        "Set-AuthenticodeSignature",
        "LocalMachine",
        "schtasks",
        "reg add",
    ),
)


def tree(path: Path) -> tree_sitter.Node:
    return PARSER.parse(path.read_bytes().removeprefix(b"\xef\xbb\xbf")).root_node


def nodes(node: tree_sitter.Node, *kinds: str) -> Iterator[tree_sitter.Node]:
    if node.type in kinds or not kinds:
        yield node
    for child in node.children:
        yield from nodes(child, *kinds)


def text(node: tree_sitter.Node) -> str:
    return (node.text or b"").decode("utf-8")


def functions(root: tree_sitter.Node) -> dict[str, tree_sitter.Node]:
    return {text(next(nodes(one, "function_name"))): one for one in nodes(root, "function_statement")}


def calls(node: tree_sitter.Node) -> Iterator[tuple[str, tree_sitter.Node]]:
    for one in nodes(node, "command"):
        for name in nodes(one.children[0], "command_name"):
            yield text(name), one


@pytest.fixture(params=POWERSHELL)
def script(request: pytest.FixtureRequest, windows: Path) -> Path:
    return windows / str(request.param)


def test_the_parser_reads_every_script_and_would_notice_a_slip(script: Path) -> None:
    assert not tree(script).has_error
    broken = script.read_bytes().replace(b"}\r\n\r\ntry", b"\r\n\r\ntry")
    assert PARSER.parse(broken).root_node.has_error


def test_scripts_are_written_as_windows_reads_them(windows: Path) -> None:
    for name in POWERSHELL:
        content = (windows / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), (
            "without the mark Windows PowerShell takes Chinese for GBK"
        )
        assert content.count(b"\n") == content.count(b"\r\n") > 50
    for name in BATCH:
        content = (windows / name).read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") > 2
        assert content.startswith(b"@echo off\r\n")
        content.decode("gbk")
    # What speaks Chinese says first in which code page it is written.
    for name in BATCH:
        before, _, _ = (windows / name).read_bytes().partition(b"\r\nchcp 936 >nul\r\n")
        assert before.isascii(), name


def ends_at(windows: Path, returned: str, *, was_there: bool, is_there: bool, is_found: bool = True) -> str:
    """Return the label at which 新建工作簿.bat ends, walked through as cmd would; `returned` is what the program gives back."""
    lines = (windows / "桌面/新建工作簿.bat").read_text(encoding="gbk").splitlines()
    holds = {
        '"%~1"==""': False,
        **{f'"%RESULT%"=="{number}"': returned == str(number) for number in range(3)},
        "defined BEFORE": was_there,
        "exist 民生实事.xlsm": is_there,
    }
    label = ""
    place = 0
    while place < len(lines) and lines[place] != ":end":
        line, jump = lines[place], ""
        place += 1
        if line.startswith(":"):
            label = line[1:]
        elif line.startswith("where "):
            jump = "" if is_found else line.rpartition("goto ")[2]
        elif line.startswith("goto "):
            jump = line[5:]
        elif (said := re.fullmatch(r"if (not )?(.+) goto (\w+)", line)) and holds[said[2]] != bool(said[1]):
            jump = said[3]
        place = lines.index(f":{jump}") if jump else place
    return label


@pytest.mark.parametrize(
    ("returned", "was_there", "is_there", "label"),
    [
        ("0", False, True, "done"),
        ("1", False, True, "done"),
        ("2", False, False, "failed"),
        ("2", True, True, "failed"),
        ("1", False, False, "broken"),
        ("1", True, True, "broken"),
        ("9009", False, False, "broken"),
        ("103", True, True, "broken"),
        ("-1073741515", False, True, "broken"),
    ],
)
def test_a_new_workbook_is_told_of_only_where_there_is_one(
    windows: Path, returned: str, was_there: bool, is_there: bool, label: str
) -> None:
    assert ends_at(windows, returned, was_there=was_there, is_there=is_there) == label


def test_a_missing_program_is_told_of_in_chinese(windows: Path) -> None:
    assert ends_at(windows, "1", was_there=False, is_there=False, is_found=False) == "missing"


def test_scripts_call_nothing_but_their_own_functions_and_what_every_windows_has(script: Path) -> None:
    root = tree(script)
    called = {name for name, _ in calls(root)}
    assert called
    assert called - CMDLETS - set(functions(root)) == set()
    assert set(functions(root)) - called == set()


def test_scripts_fetch_nothing_ask_for_no_rights_and_change_no_policy(windows: Path) -> None:
    for name in (*POWERSHELL, *BATCH):
        content = (windows / name).read_bytes()
        lines = content.decode("utf-8-sig" if name in POWERSHELL else "gbk")
        assert [word for word in FORBIDDEN if word.lower() in lines.lower()] == []
    assert "-NoProfile -ExecutionPolicy Bypass -File" in (windows / "安装.bat").read_text(encoding="gbk")


def test_every_end_of_a_script_tells_in_chinese_what_and_what_to_do(script: Path) -> None:
    root = tree(script)
    stops = {name: one for name, one in functions(root).items() if name.startswith("Stop-")}
    assert len(stops) == 1
    ((name, stop),) = stops.items()
    assert len(CHINESE.findall(text(stop))) > 4
    ends = [one for one in nodes(root, "flow_control_statement") if text(one).startswith(("exit", "throw"))]
    assert [text(one) for one in ends if not one.parent or text(one) not in {"exit 0", "exit 1"}] == []
    assert [text(one) for one in ends if text(one) == "exit 1" and not within(one, stop)] == []
    found = [one for called, one in calls(root) if called == name]
    assert len(found) > 4
    for one in found:
        what, cure = (text(argument) for argument in arguments(one))
        assert CHINESE.search(what) or "Exception.Message" in what
        assert CHINESE.search(cure) and "。" in cure, text(one)


def within(node: tree_sitter.Node, outer: tree_sitter.Node) -> bool:
    return outer.start_byte <= node.start_byte and node.end_byte <= outer.end_byte


def arguments(command: tree_sitter.Node) -> list[tree_sitter.Node]:
    elements = next(one for one in command.children if one.type == "command_elements")
    return [one for one in elements.children if one.type not in {"command_argument_sep", "command_parameter"}]


def test_quotes_for_people_never_end_a_string_for_powershell(script: Path) -> None:
    """To PowerShell “ and ” are as good as ", ‘ and ’ as good as '; no other parser knows that."""
    root = tree(script)
    plain = list(nodes(root, "verbatim_string_characters"))
    filled = list(nodes(root, "expandable_string_literal"))
    assert len(plain) > 20
    assert [text(one) for one in plain if re.search("[\u2018-\u201b]", text(one))] == []
    assert [text(one) for one in filled if re.search("[\u201c-\u201e]", text(one))] == []
    outside = bytearray(root.text or b"")
    for one in [*plain, *filled, *nodes(root, "comment")]:
        outside[one.start_byte : one.end_byte] = b" " * (one.end_byte - one.start_byte)
    assert not CHINESE.search(outside.decode("utf-8"))
    assert re.findall("[\u2013-\u2015\u2018-\u201e]", outside.decode("utf-8")) == []


def test_no_name_of_a_variable_runs_on_into_chinese_text(script: Path) -> None:
    names = re.findall(r"\$(\w+)", script.read_text(encoding="utf-8-sig"))
    assert [name for name in names if not name.isascii()] == []


def test_scripts_and_package_agree_on_the_names_of_files(windows: Path) -> None:
    lines = (windows / "安装.ps1").read_text(encoding="utf-8-sig")
    wanted = re.findall(r"Join-Path \$Package '([^']+)'", lines)
    assert {"wheels", "VERSION", "SHA256SUMS", "使用手册", "桌面", "Python安装程序"} <= set(wanted)
    assert [name for name in wanted if not (windows / name.replace("\\", "/")).exists()] == []
    undo = (windows / "卸载.ps1").read_text(encoding="utf-8-sig")
    assert [path.name for path in (windows / "桌面").iterdir() if f"'{path.name}'" not in undo] == []


@pytest.mark.parametrize("name", ["install.sh", "uninstall.sh"])
def test_shellcheck_finds_nothing_in_the_scripts_for_linux(linux: Path, name: str) -> None:
    command = (Path(sys.executable).parent / "shellcheck", linux / name)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_administrators_page_and_the_package_name_the_same_files(windows: Path, linux: Path) -> None:
    page = (ROOT / "docs" / "manual" / "administrator.md").read_text(encoding="utf-8")
    for folder in (windows, linux):
        assert [path.name for path in folder.iterdir() if f"`{path.name}`" not in page] == []
    assert [path.name for path in (windows / "桌面").iterdir() if f"`{path.name}`" not in page] == []
    inside = {path.name for folder in (windows, linux) for path in folder.rglob("*")}
    named = set(re.findall(r"`([^`/\\ ]+\.(?:bat|ps1|sh|txt))`", page))
    assert named - inside == set()
    assert named >= {"安装.bat", "卸载.bat", "install.sh", "uninstall.sh"}


def test_the_administrators_page_tells_the_steps_that_the_script_tells(windows: Path) -> None:
    page = (ROOT / "docs" / "manual" / "administrator.md").read_text(encoding="utf-8")
    told = re.findall(
        r"Write-Step ['\"]([一二三四五]、[^\s…，]+)", (windows / "安装.ps1").read_text(encoding="utf-8-sig")
    )
    assert len(told) == 5
    assert [step for step in told if f"| {step} " not in page] == []


def test_a_reader_of_the_manual_finds_what_the_scripts_say() -> None:
    page = (ROOT / "docs" / "manual" / "reference" / "messages.md").read_text(encoding="utf-8")
    page = (
        page.replace("\n\n", "\n").replace("。\n", "。").replace("#### ", "")
    )  # an entry's first sentence is its heading
    for said in (
        "文件“…”和做好时不一样，已损坏或被改动。",
        "没有找到“….ps1”。请先把压缩包全部解压到一个文件夹，再双击其中的“…”。",
        "程序没有装进“…”。",
        "卸载没有完成：…",
        "没有装过：没有文件夹“…”。什么也没有改动。",
    ):
        assert said in page
