"""Running one command line: every failure is told in one Chinese sentence, with an exit code."""

import io
import sys

import click

from xlminshi.adapters.chinese_click import told
from xlminshi.cli.base import FAILED, GOOD, cli, json_text
from xlminshi.core.errors import CannotContinueError, OutputExistsError

# Each module adds its commands to the group, in the order of the work.
# isort: off
from xlminshi.cli import chain  # noqa: F401
from xlminshi.cli import periods  # noqa: F401
from xlminshi.cli import documents  # noqa: F401
from xlminshi.cli import roll_ups  # noqa: F401
from xlminshi.cli import addin  # noqa: F401
from xlminshi.cli import leaving  # noqa: F401
from xlminshi.cli import machine  # noqa: F401
from xlminshi.cli import demonstration  # noqa: F401
# isort: on


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
    except OutputExistsError as error:
        return _failed(f"{error}同意替换的，加上 --replace 再做一次。", arguments, "没有完成：")
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
        click.echo(json_text({"ok": False, "exit_code": FAILED, "error": words}))
    click.echo(f"{before}{words}", err=True)
    return FAILED
