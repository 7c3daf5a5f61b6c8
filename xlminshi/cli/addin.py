"""The command that makes the Excel add-in."""

from pathlib import Path

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.cli.base import cli, finish, options


@cli.command(
    "addin", cls=ChineseCommand, help="加载项：生成加载项（所有工作簿可用的函数和选项卡）和安装说明。"
)
@options("folder", "replace", "json")
def addin(output: Path, replace: bool, as_json: bool) -> int:
    """Make the add-in."""
    result = api.make_addin(output, replace=replace)
    lines = (f"已生成：{path}" for path in result.written)
    return finish("addin", result, lines, as_json, {"addin": result.value})
