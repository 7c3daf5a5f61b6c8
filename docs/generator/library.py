"""The page of the Python library: every public name with its signature, what it is in Chinese, and its docstring."""

import inspect
import re

import xlminshi
from docs.generator.markup import page
from xlminshi.cli.base import cli
from xlminshi.core.errors import CannotContinueError

# The command that does the same, whose help then says in Chinese what a function does; else the words themselves.
_SAME_COMMAND = {
    "check_letterhead": "letterhead",
    "close_period": "close",
    "make_addin": "addin",
    "make_letterhead": "letterhead",
    "new_workbook": "new",
    "next_period": "next",
    "reopen_period": "reopen",
}
_WORDS = {
    "Result": "各步的结果：value 是这一步的内容，problems 是发现的问题，written 是写出的文件。",
    "demo_city": "演示逐级汇总（同 xlminshi demo --example 平川市，虚构数据）。",
    "empty_list": "写出一份空白的实事清单（同 xlminshi new --empty）。",
    "ledger_of": "取出结果后面的台账，供计算和分析。",
    "list_from_bulletin": "由旧通报识别出实事清单初稿（同 xlminshi new --from-docx）。",
    "to_dataframe": "把台账或市级汇总变成 pandas 数据表。",
    "CannotContinueError": "这一步做不下去；错误文字是中文，写明哪里、什么、怎么办。其他错误都是它的一种。",
    "FileRefusedError": "一个文件读不了，或不能放心地读。",
    "LetterheadError": "版头文件缺标记或样式，或有不认识的标记。",
    "OutputExistsError": "要写的文件已经有了，而没有写明 replace=True。",
}
_MODULES = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Z])|\b(?:datetime|collections\.abc|pathlib)\.")
_FUNCTIONS = re.compile(r"<function (\w+) at 0x[0-9a-f]+>")


def library_page() -> str:
    """Return the page of `import xlminshi`."""
    parts = [_entry(name) for name in sorted(xlminshi.__all__, key=str.lower)]
    opening = (
        "`import xlminshi` 给出与按钮、命令同样的各步，文件都用 pathlib.Path 写明，返回 Result，有类型标注（py.typed）。"
        "完成率都是比值（1.5517 即 155.17%），数量按“计量单位”一栏的单位。以下英文说明取自程序本身。"
        "可以照着运行的例子：源代码的 docs/examples/analysis.py。"
    )
    return page("程序库", opening, *parts)


def _entry(name: str) -> str:
    found = getattr(xlminshi, name)
    signature = "" if _is_error(found) else f"\n```python\n{name}{_signature(found)}\n```\n"
    return f"## {name}\n\n{said_of(name)}\n{signature}\n```text\n{inspect.getdoc(found)}\n```\n"


def said_of(name: str) -> str:
    """Return in Chinese what a public name is; KeyError for one of which nothing is said."""
    if name in _WORDS:
        return _WORDS[name]
    return str(cli.commands[_SAME_COMMAND.get(name, name)].help)


def _is_error(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, CannotContinueError)


def _signature(found: object) -> str:
    text = str(inspect.signature(found))  # type: ignore[arg-type]
    text = _MODULES.sub("", _FUNCTIONS.sub(r"\1", text)).replace("~T", "T")
    text = re.sub(r"-> '([^']*)'", r"-> \1", text)
    return (
        text
        if len(text) < 90
        else text.replace("(", "(\n    ", 1).replace(", *,", ",\n    *,").replace(") ->", "\n) ->")
    )
