"""What all commands share: the group, the options, and how a result is told. All texts are Chinese."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseGroup
from xlminshi.core.catalogue import Code
from xlminshi.core.problems import Level, Problem
from xlminshi.workflow.ports import Progress
from xlminshi.workflow.reporting import problem_record

GOOD, FINDINGS, FAILED = 0, 1, 2
_MOST_SHOWN = 20
# These commands write all findings on a sheet of their workbook; the others tell all but mere notes.
_LISTED = ("collect", "publish", "demo")
_WITH_PASSWORD = ("collect", "check", "reply", "publish")
T = TypeVar("T")


def version() -> str:
    """Return the version of the installed package."""
    from importlib import metadata  # the mail parser that it brings along is slow to load

    try:
        return metadata.version("xlminshi")
    except metadata.PackageNotFoundError:
        return "（未安装，从源代码运行）"


def _tell_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not context.resilient_parsing:
        click.echo(f"xlminshi {version()}")
        context.exit()


@click.group(cls=ChineseGroup, help="重点民生实事：从实事清单到督查通报。")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="显示版本。"
)
def cli() -> None:
    """Group of all commands."""


PATH = click.Path(path_type=Path)


def options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds shared options by name."""
    known = {
        "json": click.option("--json", "as_json", is_flag=True, help="输出机器可读的结果。"),
        "password": click.option(
            "--password",
            "passwords",
            multiple=True,
            metavar="密码",
            help="打开加密文件用的密码，可写多次。",
        ),
        "person": click.option(
            "--person", default="", metavar="姓名", help="操作人，记入“操作记录”，可不写。"
        ),
        "replace": click.option("--replace", is_flag=True, help="同意替换已有的文件。"),
        "file": click.option(
            "-o", "--output", type=PATH, required=True, metavar="文件", help="写到哪个文件。"
        ),
        "folder": click.option(
            "-o", "--output", type=PATH, required=True, metavar="文件夹", help="写到哪个文件夹。"
        ),
    }

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = known[name](command)
        return command

    return decorate


def progress_bar(is_quiet: bool) -> Progress:
    """Return the progress bar; only on a terminal, and never among output for machines."""

    def show(items: Iterable[T], label: str) -> Iterable[T]:
        if is_quiet or not sys.stderr.isatty():
            return items
        from tqdm import tqdm

        bar: Iterable[T] = tqdm(
            items, desc=label, unit="个", bar_format="{desc} {n_fmt}/{total_fmt} {bar} 剩余{remaining}"
        )
        return bar

    return show


def finish(
    command: str, result: api.Result[Any], lines: Iterable[str], as_json: bool, record: dict[str, Any]
) -> int:
    """Tell what a step gave and return the exit code."""
    code = FINDINGS if result.needs_a_person else GOOD
    if as_json:
        echo_record(command, result, code, record)
        return code
    for line in (*lines, *_findings(result.problems, command), *_further_ways(result.problems, command)):
        click.echo(line)
    return code


def echo_record(command: str, result: api.Result[Any], code: int, record: dict[str, Any]) -> None:
    """Print a result for machines."""
    whole = {
        "command": command,
        "ok": code == GOOD,
        "exit_code": code,
        "written": [str(path) for path in result.written],
        "problems": [problem_record(one) for one in result.problems],
        "result": record,
    }
    click.echo(json_text(whole))


def _findings(problems: tuple[Problem, ...], command: str) -> Iterable[str]:
    if not problems:
        yield "没有发现问题。"
        return
    counts = "，".join(f"{level.value}{sum(one.level is level for one in problems)}处" for level in Level)
    yield f"发现：{counts}。"
    is_listed = command in _LISTED
    grave = sum(one.level is not Level.NOTE for one in problems)
    shown = _MOST_SHOWN if is_listed else max(_MOST_SHOWN, grave)
    for one in problems[:shown]:
        yield f"  [{one.level.value}] {one}"
    if len(problems) > shown:
        rest = "从略，都列在工作簿的“填报问题”表里" if is_listed else "只是说明，不用处理"
        yield f"  其余{len(problems) - shown}处{rest}。"


def _further_ways(problems: tuple[Problem, ...], command: str) -> Iterable[str]:
    """Yield what only the command line can do about a finding: the findings themselves are read by those who click, too."""
    if command in _WITH_PASSWORD and any(
        one.code is Code.UNREADABLE_FILE and "密码" in one.what for one in problems
    ):
        yield "知道打开密码的，也可以加上 --password 密码，再做一次。"


def json_text(record: dict[str, Any]) -> str:
    """Return a record as JSON that the output stream can carry."""
    is_unicode = "utf" in (sys.stdout.encoding or "").lower()
    return json.dumps(record, ensure_ascii=not is_unicode, indent=2)
