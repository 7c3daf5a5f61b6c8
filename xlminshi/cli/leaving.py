"""The command that makes a copy for outside the office: export."""

from pathlib import Path

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.cli.base import PATH, cli, finish, options, progress_bar

# What units typed leaves as it is: a copy without names and telephones is made by leaving out their sheets.
_SHORT = "导出：做一份可以外发的副本，不含宏、加载项函数。"
_HELP = (
    "导出：做一份可以外发的副本，不含宏、加载项函数和文件属性中的个人信息。"
    "各单位表中的姓名、电话照原样带出；不宜外发的，用 --sheet 只导出需要的表。"
)


@cli.command("export", cls=ChineseCommand, help=_HELP, short_help=_SHORT)
@click.argument("book", type=PATH, metavar="工作簿")
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="表名",
    help="只导出哪些工作表，可写多次；不写的，除隐藏的表和内部记录外全部导出。",
)
@options("file", "replace", "json")
def export(book: Path, output: Path, sheets: tuple[str, ...], replace: bool, as_json: bool) -> int:
    """Make a copy that may leave the office."""
    result = api.export(book, output, sheets=sheets, replace=replace, progress=progress_bar(as_json))
    made = result.value
    record = {
        "natives": list(made.natives),
        "values": list(made.values),
        "left_behind": list(made.left_behind),
    }
    return finish("export", result, (f"已导出：{result.written[0]}", *made.lines()), as_json, record)
