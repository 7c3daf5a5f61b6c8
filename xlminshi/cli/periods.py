"""The commands that end a period, go on to the next, or take a step back."""

import datetime as dt
from pathlib import Path

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.cli.base import PATH, cli, finish, options, progress_bar
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Place
from xlminshi.form.cells import read_date
from xlminshi.workflow.reporting import ledger_record


@cli.command("close", cls=ChineseCommand, help="办结本期：数据记入历史，不再收本期的填报表。")
@click.argument("book", type=PATH, metavar="工作簿")
@options("file", "person", "replace", "json")
def close(book: Path, output: Path, person: str, replace: bool, as_json: bool) -> int:
    """Close the period."""
    result = api.close_period(book, output, person=person, replace=replace, progress=progress_bar(as_json))
    lines = (f"{result.value.settings.period.full_label}已办结：{result.written[0]}",)
    return finish("close", result, lines, as_json, ledger_record(api.ledger_of(result)))


@cli.command("reopen", cls=ChineseCommand, help="重新打开：已办结的本期写明理由后可以再收填报表。")
@click.argument("book", type=PATH, metavar="工作簿")
@click.option("--reason", required=True, metavar="理由", help="为什么要重新打开。")
@options("file", "person", "replace", "json")
def reopen(book: Path, reason: str, output: Path, person: str, replace: bool, as_json: bool) -> int:
    """Open a closed period again."""
    progress = progress_bar(as_json)
    result = api.reopen_period(book, output, reason, person=person, replace=replace, progress=progress)
    lines = (f"{result.value.settings.period.full_label}已重新打开：{result.written[0]}",)
    return finish("reopen", result, lines, as_json, ledger_record(api.ledger_of(result)))


@cli.command("next", cls=ChineseCommand, help="转入下期：生成下一期的工作簿和各单位填报表，上期累计已带入。")
@click.argument("book", type=PATH, metavar="工作簿")
@click.option(
    "--period", default="", metavar="通报期", help="例如1-10月份；不写的，1-9月份之后就是1-10月份。"
)
@click.option("--deadline", default="", metavar="日期", help="下一期的报送截止日期，例如2022-11-8。")
@options("folder", "person", "replace", "json")
def next_(
    book: Path, period: str, deadline: str, output: Path, person: str, replace: bool, as_json: bool
) -> int:
    """Go on to the next period."""
    from xlminshi.workflow.advancing import FORMS_FOLDER

    result = api.next_period(
        book,
        output,
        period,
        deadline=_day(deadline),
        person=person,
        replace=replace,
        progress=progress_bar(as_json),
    )
    label = result.value.book.settings.period.full_label
    lines = (
        f"已转入{label}：{result.written[0]}",
        f"已生成{len(result.value.units)}份填报表，在文件夹：{output / FORMS_FOLDER}",
    )
    record = {"period": label, "units": list(result.value.units)}
    return finish("next", result, lines, as_json, record)


def _day(text: str) -> dt.date | None:
    day, problems = read_date(text, Place())
    if problems:
        raise CannotContinueError("".join(f"{one.what}{one.cure}" for one in problems))
    return day


@cli.command("undo", cls=ChineseCommand, help="撤销上一次写入：从“备份”文件夹恢复工作簿或通报以前的内容。")
@click.argument("book", type=PATH, metavar="工作簿")
@options("json")
def undo(book: Path, as_json: bool) -> int:
    """Take back the last writing of a file."""
    result = api.undo(book)
    source, kept = (_in_folder(path) for path in (result.value.source, result.value.kept))
    record = {"brought_back": source, "kept_as": kept}
    again = f"撤销前的内容在“{kept}”，再运行一次可以恢复。" if kept else ""
    lines = (f"已撤销上一次写入：{result.written[0]}，恢复为“{source}”的内容。{again}",)
    return finish("undo", result, lines, as_json, record)


def _in_folder(path: Path | None) -> str:
    return f"{path.parent.name}/{path.name}" if path else ""
