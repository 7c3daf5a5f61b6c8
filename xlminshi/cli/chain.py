"""The commands of one period: from the list of projects to the bulletin."""

from pathlib import Path

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.cli.base import PATH, cli, finish, options, progress_bar
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.office_names import distinct_offices
from xlminshi.core.units import UnitDirectory
from xlminshi.form.summary import counts_line
from xlminshi.workflow.reporting import ledger_record, reply_lines, reply_record


@cli.command(
    "new",
    cls=ChineseCommand,
    help="新建工作簿：由实事清单生成标准工作簿。还没有清单的，先用 --empty 得到一份空白清单来填，"
    "或用 --from-docx 由旧通报识别出一份初稿。",
    short_help="新建工作簿：由实事清单生成标准工作簿。",
)
@click.argument("source", type=PATH, required=False, metavar="[实事清单]")
@click.option(
    "--from-docx", "bulletin", type=PATH, metavar="旧通报", help="由以前的通报（.docx）识别出实事清单初稿。"
)
@click.option("--empty", "is_empty", is_flag=True, help="写出一份空白的实事清单，填好后再新建工作簿。")
@options("file", "replace", "json")
def new(
    source: Path | None, bulletin: Path | None, is_empty: bool, output: Path, replace: bool, as_json: bool
) -> int:
    """Make the standard workbook, or a list of projects to begin with: empty, or read from an old bulletin."""
    if (source is not None) + (bulletin is not None) + is_empty != 1:
        raise CannotContinueError(
            "请写明实事清单，或用 --from-docx 写明旧通报，或用 --empty 要一份空白清单，只选一样。"
        )
    if is_empty:
        return _empty_list(output, replace, as_json)
    if bulletin is not None:
        return _first_list(bulletin, output, replace, as_json)
    result = api.new_workbook(source or Path(), output, replace=replace, progress=progress_bar(as_json))
    book = result.value
    lines = (
        f"已生成标准工作簿：{result.written[0]}",
        f"实事{len(book.programme.projects)}件，{_units(book.programme.lead_units(), book.settings.units)}。",
    )
    return finish("new", result, lines, as_json, ledger_record(book.ledger()))


def _empty_list(output: Path, replace: bool, as_json: bool) -> int:
    result = api.empty_list(output, replace=replace)
    lines = (
        f"已写出空白的实事清单：{result.written[0]}",
        "请填写“实事清单”“设置”两张表，保存后运行 xlminshi new 生成标准工作簿。",
    )
    return finish("new", result, lines, as_json, {"list": result.value})


def _first_list(bulletin: Path, output: Path, replace: bool, as_json: bool) -> int:
    result = api.list_from_bulletin(bulletin, output, replace=replace, progress=progress_bar(as_json))
    found = result.value
    indicators = sum(len(one.indicators) for one in found.projects)
    counts = f"识别出实事{len(found.projects)}件、指标{indicators}个，{_units(found.lead_units(), UnitDirectory())}"
    lines = (
        f"已生成实事清单初稿：{result.written[0]}",
        f"{counts}；请核实后运行 xlminshi new 生成标准工作簿。",
    )
    record = {
        "projects": len(found.projects),
        "indicators": indicators,
        "units": list(found.lead_units()),
    }
    return finish("new", result, lines, as_json, record)


@cli.command("split", cls=ChineseCommand, help="拆分下发：为每个牵头单位生成一份不含宏的填报表。")
@click.argument("book", type=PATH, metavar="工作簿")
@options("folder", "replace", "json")
def split(book: Path, output: Path, replace: bool, as_json: bool) -> int:
    """Make one form per unit."""
    result = api.split(book, output, replace=replace, progress=progress_bar(as_json))
    lines = (f"已生成{len(result.value)}份填报表，在文件夹：{output}",)
    return finish("split", result, lines, as_json, {"units": list(result.value)})


@cli.command(
    "collect", cls=ChineseCommand, help="回收汇总：读入报回的填报表（文件或文件夹），生成汇总工作簿。"
)
@click.argument("book", type=PATH, metavar="工作簿")
@click.argument("returns", type=PATH, nargs=-1, required=True, metavar="填报表...")
@options("file", "password", "replace", "json")
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
        book, returns, output, passwords=passwords, replace=replace, progress=progress_bar(as_json)
    )
    ledger = api.ledger_of(result)
    found = result.value
    lines = (
        f"收到文件{found.files_seen}个，采用{found.files_accepted}个；已生成汇总工作簿：{result.written[0]}",
        counts_line(ledger),
    )
    return finish("collect", result, lines, as_json, ledger_record(ledger))


@cli.command("check", cls=ChineseCommand, help="数据校验：检查填报表或工作簿，不改动任何文件。")
@click.argument("files", type=PATH, nargs=-1, required=True, metavar="文件...")
@options("password", "json")
def check(files: tuple[Path, ...], passwords: tuple[str, ...], as_json: bool) -> int:
    """Check files."""
    result = api.check(files, passwords=passwords, progress=progress_bar(as_json))
    return finish(
        "check", result, (f"已检查{result.value.files}个文件。",), as_json, {"files": result.value.files}
    )


@cli.command(
    "reply", cls=ChineseCommand, help="退回与催办：生成退回修改表、催办通知和邮件草稿，不发送，不改动工作簿。"
)
@click.argument("book", type=PATH, metavar="工作簿")
@click.argument("returns", type=PATH, nargs=-1, metavar="[填报表...]")
@options("folder", "password", "replace", "json")
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
        book, returns, output, passwords=passwords, replace=replace, progress=progress_bar(as_json)
    )
    lines = reply_lines(result.value, str(output) if result.written else "")
    return finish("reply", result, lines, as_json, reply_record(result.value))


@cli.command("publish", cls=ChineseCommand, help="生成通报：生成汇总表、通报稿和督查通报（Word）。")
@click.argument("book", type=PATH, metavar="工作簿")
@click.argument("returns", type=PATH, nargs=-1, metavar="[填报表...]")
@click.option("--letterhead", type=PATH, metavar="文件", help="本单位的版头文件（.docx），不给则用自带的。")
@click.option("--draft", type=PATH, metavar="文件", help="改过的通报（.docx），改过的话保留。")
@options("folder", "password", "replace", "json")
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
        progress=progress_bar(as_json),
    )
    ledger = api.ledger_of(result)
    lines = (*(f"已生成：{path}" for path in result.written), counts_line(ledger))
    return finish("publish", result, lines, as_json, ledger_record(ledger))


def _units(lead_units: tuple[str, ...], directory: UnitDirectory) -> str:
    return f"牵头单位{len(distinct_offices(lead_units, directory))}个"
