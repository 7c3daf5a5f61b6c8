"""The commands about the machine itself: doctor, excel install, excel uninstall."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand, ChineseGroup
from xlminshi.cli.base import FINDINGS, GOOD, PATH, cli, echo_record, options
from xlminshi.core.errors import CannotContinueError

if TYPE_CHECKING:
    from xlminshi.adapters.excel_home import Change


@cli.command("doctor", cls=ChineseCommand, help="体检：检查本机有没有程序需要的东西，逐条写明怎么处理。")
@options("json")
def examine(as_json: bool) -> int:
    """Examine this machine."""
    from xlminshi import doctor
    from xlminshi.adapters.machine import this_machine

    checks = doctor.examine(this_machine(), Path.cwd())
    bad = sum(not one.is_good for one in checks)
    code = FINDINGS if bad else GOOD
    if as_json:
        lines = [
            {"name": one.name, "ok": one.is_good, "found": one.found, "cure": "" if one.is_good else one.cure}
            for one in checks
        ]
        echo_record("doctor", api.Result(checks, (), ()), code, {"checks": lines})
        return code
    for one in checks:
        click.echo(str(one))
    click.echo(f"共{len(checks)}项，需处理{bad}项。" if bad else f"共{len(checks)}项，全部正常。")
    return code


@cli.group("excel", cls=ChineseGroup, help="把加载项装进 Excel，或从 Excel 里卸载。")
def excel() -> None:
    """Group of the commands about Excel's start folder."""


@excel.command("install", cls=ChineseCommand, help="安装：Excel 每次启动都带上民生实事的函数和按钮。")
@click.argument("addin", type=PATH, metavar="[加载项]", required=False)
@options("json")
def install_(addin: Path | None, as_json: bool) -> int:
    """Install the add-in: the given file, else one made on the spot."""
    from xlminshi.adapters.excel_home import install
    from xlminshi.adapters.machine import this_machine
    from xlminshi.adapters.macros.writing import ADDIN_NAME, render_addin

    name, content = (ADDIN_NAME, render_addin()) if addin is None else (addin.name, _content(addin))
    changes = install(name, content, this_machine())
    return _told("excel install", changes, "请重新启动 Excel。", as_json)


@excel.command("uninstall", cls=ChineseCommand, help="卸载：删除加载项，恢复安装以前的设置。")
@options("json")
def uninstall_(as_json: bool) -> int:
    """Take the add-in away."""
    from xlminshi.adapters.excel_home import uninstall
    from xlminshi.adapters.machine import this_machine

    return _told("excel uninstall", uninstall(this_machine()), "请重新启动 Excel。", as_json)


def _content(addin: Path) -> bytes:
    try:
        return addin.read_bytes()
    except OSError as error:
        raise CannotContinueError(f"不能读取“{addin}”。请先用 xlminshi addin 生成加载项。") from error


def _told(command: str, changes: "tuple[Change, ...]", last: str, as_json: bool) -> int:
    if as_json:
        made = [{"what": one.what, "path": str(one.path)} for one in changes]
        written = tuple(one.path for one in changes if one.path.is_file())
        echo_record(command, api.Result(changes, (), written), GOOD, {"changes": made})
        return GOOD
    for line in (*map(str, changes), last):
        click.echo(line)
    return GOOD
