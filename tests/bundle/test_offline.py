"""From the package to the bulletin without a network: the scripts for Linux, then the commands of the manual for the office."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pytest

from tests.bundle.conftest import ROOT
from tests.test_manual import blocks
from tests.wordtext import texts_of

OFFICE = ROOT / "docs" / "manual" / "office.md"
CLOSED = "http://127.0.0.1:9"
_SEEN = re.compile(r"看到“([^”]+)”(?:和“([^”]+)”)?")


def without_network() -> tuple[str, ...]:
    """Return what cuts a program off from every network; nothing where this machine does not allow it."""
    for prefix in (("unshare", "-n"), ("unshare", "-r", "-n")):
        if shutil.which(prefix[0]) and subprocess.run((*prefix, "true"), capture_output=True).returncode == 0:
            return prefix
    return ()


@dataclass(frozen=True, slots=True)
class Clerk:
    """A person with a home of their own, no network, no index of packages, and none of the tests' Python."""

    home: Path
    cut_off: tuple[str, ...]

    def run(self, *command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        own = f"{self.home}/.local/bin"
        others = os.environ["PATH"].split(os.pathsep)
        path = os.pathsep.join([own, *(one for one in others if Path(one) != Path(sys.prefix) / "bin")])
        proxies = dict.fromkeys(
            ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), CLOSED
        )
        environment = {
            **proxies,
            "PIP_INDEX_URL": CLOSED,
            "HOME": str(self.home),
            "PATH": path,
            "LC_ALL": "C.UTF-8",
        }
        return subprocess.run(
            (*self.cut_off, *command),
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def program(self) -> Path:
        return self.home / ".local" / "share" / "xlminshi"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """Return a clerk who had an older version."""
    clerk = Clerk(tmp_path / "张三 的家", without_network())
    old = clerk.program / "0.0.9-1" / "bin"
    old.mkdir(parents=True)
    (clerk.program / "bin").mkdir()
    (clerk.program / "bin" / "xlminshi").write_text("old", encoding="utf-8")
    return clerk


def changed(linux: Path, place: Path, change: str) -> Path:
    """Return a copy of the package in which one thing is wrong; its files are the same ones, by links."""
    shutil.copytree(linux, place, copy_function=os.link)
    sums, wheel = place / "SHA256SUMS", next((place / "wheels").glob("click-*.whl"))
    lines = sums.read_text(encoding="utf-8")
    if change == "damaged":
        content = wheel.read_bytes() + b"\0"
        wheel.unlink()
        wheel.write_bytes(content)
    else:
        wheel.unlink()
    if change == "made without a wheel":
        sums.unlink()
        sums.write_text(
            "".join(one for one in lines.splitlines(keepends=True) if wheel.name not in one), encoding="utf-8"
        )
    return place


@pytest.mark.parametrize(
    ("change", "said"),
    [("damaged", "损坏"), ("a file is missing", "缺少"), ("made without a wheel", "程序没有装进")],
)
def test_a_package_that_is_not_whole_changes_nothing_and_says_what_to_do(
    change: str, said: str, linux: Path, clerk: Clerk, tmp_path: Path
) -> None:
    done = clerk.run("sh", changed(linux, tmp_path / "U盘 坏了", change) / "install.sh", folder=tmp_path)
    assert done.returncode == 1
    assert "安装没有完成：" in done.stderr
    assert said in done.stderr
    assert "怎么办：请" in done.stderr
    assert "原来装的版本没有改动" in done.stderr
    assert {path.name for path in clerk.program.iterdir()} - {"安装记录.txt"} == {"0.0.9-1", "bin"}
    assert (clerk.program / "bin" / "xlminshi").read_text(encoding="utf-8") == "old"


def test_from_the_package_to_the_bulletin_and_back_without_a_network(linux: Path, clerk: Clerk) -> None:
    check_that_the_network_is_gone(clerk)
    install(linux, clerk)
    desk = clerk.home / "民生实事"
    reach_the_bulletin(linux, clerk, desk)
    (bulletin,) = desk.glob("*第7期.docx")
    text = "".join(texts_of(bulletin))
    assert "对14个主要责任单位承担的19件重点民生实事" in text
    headings = ("（一）已完成实事11件", "（二）持续推进实事5件", "（三）进展缓慢实事3件")
    assert [one for one in headings if one not in text] == []
    remove(linux, clerk, desk)


def check_that_the_network_is_gone(clerk: Clerk) -> None:
    """Where this machine lets us cut the network off, not even our own door answers; elsewhere every index is out of reach."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        ask = f"import socket; socket.create_connection(('127.0.0.1', {door.getsockname()[1]}), 2)"
        if clerk.cut_off:
            assert clerk.run(sys.executable, "-c", ask, folder=clerk.home).returncode != 0
    fetch = (sys.executable, "-m", "pip", "download", "--isolated", "--no-deps", "--retries", "0", "olefile")
    assert clerk.run(*fetch, folder=clerk.home).returncode != 0


def install(linux: Path, clerk: Clerk) -> None:
    """Install as the first text of the package says; every step is told, the old version gives way to the new one."""
    done = clerk.run("sh", "install.sh", folder=linux)
    assert done.returncode == 0, done.stdout + done.stderr
    version = (linux / "VERSION").read_text(encoding="utf-8").split()[1]
    assert f"安装完成：xlminshi {version}。" in done.stdout
    assert [step for step in ("一、", "二、", "三、", "四、") if step not in done.stdout] == []
    assert {path.name for path in clerk.program.iterdir()} == {
        f"{version}-1",
        "bin",
        "manual",
        "安装记录.txt",
    }
    blank = (linux / "workbook_templates" / "实事清单.xlsx").read_bytes()
    assert (clerk.home / "民生实事" / "实事清单.xlsx").read_bytes() == blank
    assert (clerk.program / "manual" / "index.html").is_file()


def documented_commands() -> list[tuple[list[str], list[str]]]:
    """Return the commands of the manual up to the bulletin, each block with what the person should see after it."""
    found = []
    for kind, lines, behind in blocks(OFFICE):
        if kind == "console":
            found.append((lines, [text for text in chain.from_iterable(_SEEN.findall(behind)) if text]))
            if lines[0].startswith("xlminshi publish"):
                return found
    raise AssertionError("the manual quotes no command that makes the bulletin")


def reach_the_bulletin(linux: Path, clerk: Clerk, desk: Path) -> None:
    """Do what the manual says with the example that lies in the package."""
    example = linux / "workbook_templates" / "examples" / "zhanhe_2022"
    shutil.copy(example / "实事清单.xlsx", desk)
    shutil.copytree(example / "填报表", desk / "报回")
    for lines, seen in documented_commands():
        said = ""
        for line in lines:
            done = clerk.run(*shlex.split(line), folder=desk)
            assert done.returncode in (0, 1), f"{line}\n{done.stdout}{done.stderr}"
            said += done.stdout
        assert [text for text in seen if text not in said] == [], f"{lines}\n{said}"


def remove(linux: Path, clerk: Clerk, desk: Path) -> None:
    """Take the program away: the person's files stay as they are, and a second time does no harm."""
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    done = clerk.run("sh", "uninstall.sh", folder=linux)
    assert (done.returncode, "卸载完成" in done.stdout) == (0, True)
    assert not clerk.program.exists()
    assert not (clerk.home / ".local" / "bin" / "xlminshi").is_symlink()
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before
    again = clerk.run("sh", "uninstall.sh", folder=linux)
    assert (again.returncode, "没有装过" in again.stdout) == (0, True)
