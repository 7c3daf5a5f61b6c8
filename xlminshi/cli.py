"""The command line: the same steps as the buttons, for closed files. All texts are Chinese.

Exit codes: 0 all good; 1 findings that a person must settle; 2 the job could not be done.
"""

import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand, ChineseGroup, told
from xlminshi.adapters.word.profile import DatedPlace, PageNumber, profile_of
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Level, Place, Problem
from xlminshi.core.settings import DocumentKind
from xlminshi.form.cells import read_date
from xlminshi.form.summary import counts_line
from xlminshi.workflow.advancing import FORMS_FOLDER
from xlminshi.workflow.comparing import comparison_lines, comparison_record
from xlminshi.workflow.ports import Progress
from xlminshi.workflow.refreshing import refreshed_record
from xlminshi.workflow.reporting import (
    ledger_record,
    problem_record,
    reply_lines,
    reply_record,
    verification_record,
)

if TYPE_CHECKING:
    from xlminshi.adapters.word.letterhead_check import LetterheadCheck

GOOD, FINDINGS, FAILED = 0, 1, 2
_MOST_SHOWN = 20
_PAGE_NUMBERS = {one.value.replace(" ", ""): one for one in PageNumber}
_KINDS = {one.value: one for one in DocumentKind}
_DATED = {one.value: one for one in DatedPlace}
T = TypeVar("T")


def main() -> None:
    """Run the command line and leave with its exit code; a character that a pipe's code page lacks stops nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every failure is told in one Chinese sentence."""
    try:
        code = cli.main(arguments, prog_name="xlminshi", standalone_mode=False)
    except click.ClickException as error:
        return _failed(told(error), arguments)
    except CannotContinueError as error:
        return _failed(str(error), arguments, "没有完成：")
    except OSError as error:
        name = error.filename2 or error.filename or "文件"
        return _failed(f"不能读写“{name}”。请核对位置、权限和磁盘空间后重试。", arguments, "没有完成：")
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断，原有文件没有改动。", err=True)
        return FAILED
    except (
        Exception
    ) as error:  # the last resort: a fault of the program is told too, and never looks like findings
        words = f"程序出错（{type(error).__name__}：{error}），原有文件没有改动。请把这句话和所用文件交给维护人员。"
        return _failed(words, arguments, "没有完成：")
    return code if isinstance(code, int) else GOOD


def _failed(words: str, arguments: list[str], before: str = "") -> int:
    if "--json" in arguments:
        click.echo(_as_json({"ok": False, "exit_code": FAILED, "error": words}))
    click.echo(f"{before}{words}", err=True)
    return FAILED


def _version() -> str:
    try:
        return metadata.version("xlminshi")
    except metadata.PackageNotFoundError:
        return "（未安装，从源代码运行）"


@click.group(cls=ChineseGroup, help="重点民生实事：从实事清单到督查通报。")
@click.version_option(_version(), "--version", message="xlminshi %(version)s", help="显示版本。")
def cli() -> None:
    """Group of all commands."""


_PATH = click.Path(path_type=Path)


def _options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
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
            "-o", "--output", type=_PATH, required=True, metavar="文件", help="写到哪个文件。"
        ),
        "folder": click.option(
            "-o", "--output", type=_PATH, required=True, metavar="文件夹", help="写到哪个文件夹。"
        ),
    }

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = known[name](command)
        return command

    return decorate


@cli.command("new", cls=ChineseCommand, help="新建工作簿：由实事清单生成标准工作簿，一个牵头单位一张表。")
@click.argument("source", type=_PATH, metavar="实事清单")
@_options("file", "replace", "json")
def new(source: Path, output: Path, replace: bool, as_json: bool) -> int:
    """Make the standard workbook."""
    result = api.new_workbook(source, output, replace=replace, progress=_progress(as_json))
    book = result.value
    lines = (
        f"已生成标准工作簿：{result.written[0]}",
        f"实事{len(book.programme.projects)}件，{_units(book.programme.lead_units())}。",
    )
    return _finish("new", result, lines, as_json, ledger_record(book.ledger()))


@cli.command("split", cls=ChineseCommand, help="拆分下发：为每个牵头单位生成一份不含宏的填报表。")
@click.argument("book", type=_PATH, metavar="工作簿")
@_options("folder", "replace", "json")
def split(book: Path, output: Path, replace: bool, as_json: bool) -> int:
    """Make one form per unit."""
    result = api.split(book, output, replace=replace, progress=_progress(as_json))
    lines = (f"已生成{len(result.value)}份填报表，在文件夹：{output}",)
    return _finish("split", result, lines, as_json, {"units": list(result.value)})


@cli.command(
    "collect", cls=ChineseCommand, help="回收汇总：读入报回的填报表（文件或文件夹），生成汇总工作簿。"
)
@click.argument("book", type=_PATH, metavar="工作簿")
@click.argument("returns", type=_PATH, nargs=-1, required=True, metavar="填报表...")
@_options("file", "password", "replace", "json")
def collect(
    book: Path,
    returns: tuple[Path, ...],
    output: Path,
    passwords: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> int:
    """Collect returns."""
    result = api.collect(
        book, returns, output, passwords=passwords, replace=replace, progress=_progress(as_json)
    )
    ledger = api.ledger_of(result)
    found = result.value
    lines = (
        f"收到文件{found.files_seen}个，采用{found.files_accepted}个；已生成汇总工作簿：{result.written[0]}",
        counts_line(ledger),
    )
    return _finish("collect", result, lines, as_json, ledger_record(ledger))


@cli.command("check", cls=ChineseCommand, help="数据校验：检查填报表或工作簿，不改动任何文件。")
@click.argument("files", type=_PATH, nargs=-1, required=True, metavar="文件...")
@_options("password", "json")
def check(files: tuple[Path, ...], passwords: tuple[str, ...], as_json: bool) -> int:
    """Check files."""
    result = api.check(files, passwords=passwords, progress=_progress(as_json))
    return _finish(
        "check", result, (f"已检查{result.value.files}个文件。",), as_json, {"files": result.value.files}
    )


@cli.command(
    "reply", cls=ChineseCommand, help="退回与催办：生成退回修改表、催办通知和邮件草稿，不发送，不改动工作簿。"
)
@click.argument("book", type=_PATH, metavar="工作簿")
@click.argument("returns", type=_PATH, nargs=-1, metavar="[填报表...]")
@_options("folder", "password", "replace", "json")
def reply(
    book: Path,
    returns: tuple[Path, ...],
    output: Path,
    passwords: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> int:
    """Write back to the units."""
    result = api.reply(
        book, returns, output, passwords=passwords, replace=replace, progress=_progress(as_json)
    )
    lines = reply_lines(result.value, str(output) if result.written else "")
    return _finish("reply", result, lines, as_json, reply_record(result.value))


@cli.command("publish", cls=ChineseCommand, help="生成通报：生成汇总表、通报稿和督查通报（Word）。")
@click.argument("book", type=_PATH, metavar="工作簿")
@click.argument("returns", type=_PATH, nargs=-1, metavar="[填报表...]")
@click.option("--letterhead", type=_PATH, metavar="文件", help="本单位的版头文件（.docx），不给则用自带的。")
@click.option("--draft", type=_PATH, metavar="文件", help="改过的通报（.docx），改过的话保留。")
@_options("folder", "password", "replace", "json")
def publish(
    book: Path,
    returns: tuple[Path, ...],
    letterhead: Path | None,
    draft: Path | None,
    output: Path,
    passwords: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> int:
    """Publish."""
    result = api.publish(
        book,
        output,
        returns=returns,
        letterhead=letterhead,
        draft=draft,
        passwords=passwords,
        replace=replace,
        progress=_progress(as_json),
    )
    ledger = api.ledger_of(result)
    lines = (*(f"已生成：{path}" for path in result.written), counts_line(ledger))
    return _finish("publish", result, lines, as_json, ledger_record(ledger))


@cli.command("close", cls=ChineseCommand, help="办结本期：数据记入历史，不再收本期的填报表。")
@click.argument("book", type=_PATH, metavar="工作簿")
@_options("file", "person", "replace", "json")
def close(book: Path, output: Path, person: str, replace: bool, as_json: bool) -> int:
    """Close the period."""
    result = api.close_period(book, output, person=person, replace=replace, progress=_progress(as_json))
    lines = (f"{result.value.settings.period.full_label}已办结：{result.written[0]}",)
    return _finish("close", result, lines, as_json, ledger_record(api.ledger_of(result)))


@cli.command("reopen", cls=ChineseCommand, help="重新打开：已办结的本期写明理由后可以再收填报表。")
@click.argument("book", type=_PATH, metavar="工作簿")
@click.option("--reason", required=True, metavar="理由", help="为什么要重新打开。")
@_options("file", "person", "replace", "json")
def reopen(book: Path, reason: str, output: Path, person: str, replace: bool, as_json: bool) -> int:
    """Open a closed period again."""
    progress = _progress(as_json)
    result = api.reopen_period(book, output, reason, person=person, replace=replace, progress=progress)
    lines = (f"{result.value.settings.period.full_label}已重新打开：{result.written[0]}",)
    return _finish("reopen", result, lines, as_json, ledger_record(api.ledger_of(result)))


@cli.command("next", cls=ChineseCommand, help="转入下期：生成下一期的工作簿和各单位填报表，上期累计已带入。")
@click.argument("book", type=_PATH, metavar="工作簿")
@click.option(
    "--period", default="", metavar="通报期", help="例如1-10月份；不写的，1-9月份之后就是1-10月份。"
)
@click.option("--deadline", default="", metavar="日期", help="下一期的报送截止日期，例如2022-11-8。")
@_options("folder", "person", "replace", "json")
def next_(
    book: Path, period: str, deadline: str, output: Path, person: str, replace: bool, as_json: bool
) -> int:
    """Go on to the next period."""
    result = api.next_period(
        book,
        output,
        period,
        deadline=_day(deadline),
        person=person,
        replace=replace,
        progress=_progress(as_json),
    )
    label = result.value.book.settings.period.full_label
    lines = (
        f"已转入{label}：{result.written[0]}",
        f"已生成{len(result.value.units)}份填报表，在文件夹：{output / FORMS_FOLDER}",
    )
    record = {"period": label, "units": list(result.value.units)}
    return _finish("next", result, lines, as_json, record)


def _day(text: str) -> dt.date | None:
    day, problems = read_date(text, Place())
    if problems:
        raise CannotContinueError("".join(f"{one.what}{one.cure}" for one in problems))
    return day


@cli.command("undo", cls=ChineseCommand, help="撤销上一次写入：从“备份”文件夹恢复工作簿或通报以前的内容。")
@click.argument("book", type=_PATH, metavar="工作簿")
@_options("json")
def undo(book: Path, as_json: bool) -> int:
    """Take back the last writing of a file."""
    result = api.undo(book)
    source, kept = (_in_folder(path) for path in (result.value.source, result.value.kept))
    record = {"brought_back": source, "kept_as": kept}
    again = f"撤销前的内容在“{kept}”，再运行一次可以恢复。" if kept else ""
    lines = (f"已撤销上一次写入：{result.written[0]}，恢复为“{source}”的内容。{again}",)
    return _finish("undo", result, lines, as_json, record)


def _in_folder(path: Path | None) -> str:
    return f"{path.parent.name}/{path.name}" if path else ""


@cli.command(
    "verify", cls=ChineseCommand, help="核对通报：逐个核对一份通报中的数字，标出不一致和存疑的地方。"
)
@click.argument("document", type=_PATH, metavar="通报")
@click.argument("book", type=_PATH, required=False, metavar="[工作簿]")
@click.option(
    "-o",
    "--output",
    type=_PATH,
    metavar="文件夹",
    help="把带批注的副本和核对结果写到哪个文件夹，不给则只显示。",
)
@click.option(
    "--previous", type=_PATH, multiple=True, metavar="文件", help="以前的通报，用来核对期号；可以给几次。"
)
@_options("replace", "json")
def verify(
    document: Path,
    book: Path | None,
    output: Path | None,
    previous: tuple[Path, ...],
    replace: bool,
    as_json: bool,
) -> int:
    """Verify a document."""
    result = api.verify(
        document, book, output, previous=previous, replace=replace, progress=_progress(as_json)
    )
    lines = (
        f"已核对：{document.name}{f'（对照{book.name}）' if book else '（没有给工作簿，只核对文字本身）'}",
        *(f"已生成：{path}" for path in result.written),
        result.value.counts_line(),
    )
    return _finish("verify", result, lines, as_json, verification_record(result.value))


@cli.command(
    "refresh",
    cls=ChineseCommand,
    help="只更新数字：改过的通报（.docx）中，只把程序写出的数字换成工作簿现有的。",
)
@click.argument("draft", type=_PATH, metavar="通报")
@click.argument("book", type=_PATH, metavar="工作簿")
@_options("file", "replace", "json")
def refresh(draft: Path, book: Path, output: Path, replace: bool, as_json: bool) -> int:
    """Renew the figures of an edited bulletin."""
    result = api.refresh(draft, book, output, replace=replace, progress=_progress(as_json))
    done = result.value
    lines = (f"程序写出的数字{done.figures}处，更新{len(done.renewed)}处；已生成：{output}",)
    return _finish("refresh", result, lines, as_json, refreshed_record(done))


@cli.command(
    "compare", cls=ChineseCommand, help="比对：两份通报（.docx）有哪些不同，两稿或上期与本期都可以。"
)
@click.argument("former", type=_PATH, metavar="原稿")
@click.argument("latter", type=_PATH, metavar="现稿")
@click.option("-o", "--output", type=_PATH, metavar="文件", help="把差异写成表格文件。")
@_options("replace", "json")
def compare(former: Path, latter: Path, output: Path | None, replace: bool, as_json: bool) -> int:
    """Compare two bulletins."""
    result = api.compare(former, latter, output, replace=replace)
    if as_json:
        return _finish("compare", result, (), as_json, comparison_record(result.value))
    for line in (*comparison_lines(result.value), *(f"已生成：{path}" for path in result.written)):
        click.echo(line)
    return GOOD


@cli.command(
    "letterhead",
    cls=ChineseCommand,
    help="版头文件：新做一份（-o），或检查在 Word、WPS 里改过的一份（--check）。",
)
@click.option("-o", "--output", type=_PATH, metavar="文件", help="新的版头文件（.docx）写到哪里。")
@click.option("--check", "edited", type=_PATH, metavar="文件", help="检查改过的版头文件，不改动它。")
@click.option(
    "--kind",
    type=click.Choice(list(_KINDS)),
    default=DocumentKind.BULLETIN.value,
    help="文种，默认督查通报。",
)
@click.option("--name", default="", metavar="名称", help="固定印在版头的红色大字，不给则用设置里的通报名称。")
@click.option("--margins", default="", metavar="上,左,下,右", help="页边距（毫米），默认 37,28,35,26。")
@click.option("--grid", default="", metavar="行,字", help="每页行数和每行字数，默认 22,28。")
@click.option("--digits", default="", metavar="字体", help="数字和字母用什么字体，默认同汉字。")
@click.option(
    "--page-number", type=click.Choice(list(_PAGE_NUMBERS)), default="—1—", help="页码写法，默认 —1—。"
)
@click.option(
    "--date", "dated", type=click.Choice(list(_DATED)), help="日期在发文机关的右侧还是下行，默认按文种。"
)
@_options("replace", "json")
def letterhead(
    output: Path | None,
    edited: Path | None,
    kind: str,
    page_number: str,
    dated: str | None,
    replace: bool,
    as_json: bool,
    **wanted: str,
) -> int:
    """Make or check a letterhead."""
    place = _DATED[dated] if dated else None
    profile = profile_of(_KINDS[kind], page_number=_PAGE_NUMBERS[page_number], dated=place, **wanted)
    if (output is None) == (edited is None):
        raise CannotContinueError(
            "请用 -o 写明新的版头文件写到哪里，或用 --check 写明要检查哪一份，二者选一。"
        )
    if output is not None:
        made = api.make_letterhead(output, profile, replace=replace)
        lines = (f"已生成{kind}的版头文件：{output}", "可以用 Word 或 WPS 改样式；标记和样式的名称请不要改。")
        return _finish("letterhead", made, lines, as_json, {"kind": kind, "lines": []})
    return _letterhead_told(api.check_letterhead(edited or Path(), profile).value, kind, as_json)


@cli.command("demo", cls=ChineseCommand, help="演示：用2022年的真实例子走一遍全过程。")
@click.option(
    "--example",
    metavar=f"[{'|'.join(api.EXAMPLES)}]",
    default=api.FIRST_EXAMPLE,
    help="用哪个例子：湛河区是督查通报，鲁山县是工作简报；默认湛河区。",
)
@click.option(
    "-o",
    "--output",
    type=_PATH,
    default=Path("demo_output"),
    metavar="文件夹",
    help="写到哪个文件夹，默认 demo_output。",
)
@_options("replace", "json")
def demo(example: str, output: Path, replace: bool, as_json: bool) -> int:
    """Run the demonstration."""
    made = api.demo(output, example=example, replace=replace, progress=_progress(as_json))
    book, docx = made.publication.written
    lines = (
        f"演示结果在文件夹：{output}",
        f"  标准工作簿　{made.book.written[0].name}（{len(made.book.value.programme.projects)}件实事）",
        f"  下发填报表　{len(made.forms.written)}份，{made.forms.written[0].parent.name}",
        f"  回收填报表　{made.collection.value.files_accepted}份，3_回收填报表",
        f"  汇总工作簿　{book.relative_to(output)}",
        f"  {_kind(made)}　　{docx.relative_to(output)}",
        counts_line(made.publication.value.ledger),
    )
    return _finish("demo", made.whole(), lines, as_json, ledger_record(made.publication.value.ledger))


def _letterhead_told(found: "LetterheadCheck", kind: str, as_json: bool) -> int:
    code = FINDINGS if found.must_change else GOOD
    if as_json:
        lines = [{"grade": line.grade.value, "text": line.text} for line in found.lines]
        _echo_record("letterhead", api.Result(found, (), ()), code, {"kind": kind, "lines": lines})
        return code
    for line in (*found.lines, found.counts_line()):
        click.echo(str(line))
    return code


def _kind(made: api.Demo) -> str:
    return made.publication.value.ledger.settings.bulletin.kind.value


def _units(units: tuple[str, ...]) -> str:
    return f"牵头单位{len(units)}个"


def _progress(is_quiet: bool) -> Progress:
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


def _finish(
    command: str, result: api.Result[Any], lines: Iterable[str], as_json: bool, record: dict[str, Any]
) -> int:
    code = FINDINGS if result.needs_a_person else GOOD
    if as_json:
        _echo_record(command, result, code, record)
        return code
    for line in (*lines, *_findings(result.problems)):
        click.echo(line)
    return code


def _echo_record(command: str, result: api.Result[Any], code: int, record: dict[str, Any]) -> None:
    whole = {
        "command": command,
        "ok": code == GOOD,
        "exit_code": code,
        "written": [str(path) for path in result.written],
        "problems": [problem_record(one) for one in result.problems],
        "result": record,
    }
    click.echo(_as_json(whole))


def _findings(problems: tuple[Problem, ...]) -> Iterable[str]:
    if not problems:
        yield "没有发现问题。"
        return
    counts = "，".join(f"{level.value}{sum(one.level is level for one in problems)}处" for level in Level)
    yield f"发现：{counts}。"
    for one in problems[:_MOST_SHOWN]:
        yield f"  [{one.level.value}] {one}"
    if len(problems) > _MOST_SHOWN:
        yield f"  其余{len(problems) - _MOST_SHOWN}处从略，加 --json 可查看全部。"


def _as_json(record: dict[str, Any]) -> str:
    is_unicode = "utf" in (sys.stdout.encoding or "").lower()
    return json.dumps(record, ensure_ascii=not is_unicode, indent=2)


if __name__ == "__main__":
    main()
