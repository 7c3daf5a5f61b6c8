"""click in Chinese: help pages and refusals. click's own texts are English and not meant for clerks."""

from collections.abc import Callable
from typing import Any

import click

_HELP = "显示这页帮助。"


class _ChineseFormatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{heading}：\n")


class _ChineseContext(click.Context):
    formatter_class = _ChineseFormatter


class _ChineseTexts(click.Command):
    """Chinese headings and a Chinese --help for commands and groups alike."""

    context_class = _ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(
                    [(name, words.replace("[required]", "（必填）")) for name, words in records]
                )


class ChineseCommand(_ChineseTexts):
    """A command with Chinese help."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line with 选项 for the options."""
        return ["[选项]", *super().collect_usage_pieces(ctx)[1:]]


class ChineseGroup(_ChineseTexts, click.Group):
    """A group of commands with Chinese help."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        return ["[选项]", "命令 ..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and, below them, the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, _in_short(self.commands[name])) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the work, not of the alphabet."""
        return list(self.commands)


def _in_short(command: click.Command) -> str:
    """Return what a list of commands says of one; click itself counts words by spaces, and Chinese has none."""
    sentence, stop, _ = (command.help or "").strip().partition("。")
    return command.short_help or sentence + stop


def told(error: click.ClickException) -> str:
    """Return what click refuses, in Chinese, with what to do."""
    tellers: tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...] = (
        (click.NoSuchOption, lambda one: f"没有“{one.option_name}”这个选项。"),
        (click.MissingParameter, lambda one: f"还缺少{_name(one)}。"),
        (click.BadParameter, lambda one: f"{_name(one)}不能这样写。"),
        (
            click.BadOptionUsage,
            lambda one: f"选项“{one.option_name}”的写法不对（后面缺少内容，或不该有内容）。",
        ),
        (click.exceptions.NoArgsIsHelpError, lambda one: one.format_message()),
    )
    teller = next((tell for kind, tell in tellers if isinstance(error, kind)), None)
    words = teller(error) if teller is not None else "没有这个命令，或多写了内容。"
    return (
        words
        if isinstance(error, click.exceptions.NoArgsIsHelpError)
        else f"{words}请用 xlminshi --help 查看用法。"
    )


def _name(error: Any) -> str:
    param = error.param
    if isinstance(param, click.Option):
        return f"选项 {'/'.join(param.opts)}"
    return f"“{param.metavar or param.name}”" if param is not None else "参数"
