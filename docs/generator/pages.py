"""The reference pages, one function each: columns, settings, functions, buttons, commands, findings, phrases, messages."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import click

from docs.generator.library import library_page
from docs.generator.markup import cell, code, page, table, with_gaps
from docs.generator.messages import BOOST, message_page
from xlminshi.cli.base import cli
from xlminshi.core import catalogue
from xlminshi.core.catalogue import Code
from xlminshi.core.phrases import MARKS, WORD_LISTS, Use
from xlminshi.core.settings import DEFAULT_CLASSES, DEFAULT_LIGHTS
from xlminshi.core.standard_phrases import STANDARD_ROWS
from xlminshi.core.status import UNDECIDED, Basis, Status, StatusClass
from xlminshi.form import formulas, functions, range_functions, record_columns, sheet_values
from xlminshi.form.commands import COMMANDS
from xlminshi.form.fields import FIELDS, Field, Holder, Sheet
from xlminshi.form.function_list import FUNCTIONS
from xlminshi.form.record_columns import RecordSheet
from xlminshi.form.setting_items import (
    CLASS_HEADERS,
    ITEMS,
    LIGHT_HEADERS,
    PALETTE,
    UNIT_HEADERS,
    YES,
    colour_name,
    words_of,
)

# The headings of the catalogue's sections in Chinese; one that is not listed keeps its findings under 其他.
_SECTIONS = {
    "What stands in a cell": "单元格里填的内容",
    "What stands in a sheet": "整张表",
    "What came back": "报回的文件",
    "What was reported": "填报的数字和文字",
    "How it arrived": "文件是怎样来的",
    "What was done to the form": "填报表被怎样改动",
    "What was promised": "实事清单",
    "What is set": "设置和措辞",
    "What is decided": "督查认定",
    "What is kept": "通报期、更正、历史",
    "What is written": "写入文件",
    "What the document says": "通报",
}
_OTHER = "其他"
_FORMS = (Sheet.LIST, Sheet.UNIT)
_COMMENT = re.compile(r"    # ([A-Z][^:(,]*)")
_MEMBER = re.compile(r"    ([A-Z][A-Z_]+) = ")


def all_pages() -> dict[str, str]:
    """Return the text of every page by its file name."""
    return {
        "columns.md": column_page(),
        "settings.md": setting_page(),
        "functions.md": function_page(),
        "buttons.md": button_page(),
        "commands.md": command_page(),
        "findings.md": finding_page(),
        "messages.md": message_page(),
        "phrases.md": phrase_page(),
        "library.md": library_page(),
    }


def column_page() -> str:
    """Return the page of all columns, of the forms and of the sheets that remember."""
    parts = [_columns(one.value, [field for field in FIELDS if one in field.sheets]) for one in _FORMS]
    own = [field for field in FIELDS if field.sheets == frozenset({Sheet.LEDGER})]
    parts.append(_columns("汇总工作簿的单位表另有", own))
    parts.extend(_record_sheet(one) for one in vars(record_columns).values() if isinstance(one, RecordSheet))
    opening = (
        "列按列名查找，不按位置：列可以移动，列名写成“也认得的名称”也可以。"
        "“谁填”：计划由督查办公室在实事清单中定好，填报由牵头单位填，计算由公式和程序得出。"
    )
    return page("栏目", opening, *parts)


def _columns(heading: str, fields: list[Field]) -> str:
    rows = (
        (
            cell(field.header + (f"（{field.note}）" if field.note else "")),
            field.origin.value,
            field.entry.value,
            "一次" if field.holder is Holder.PROJECT else "每项指标",
            cell(field.help),
            cell("、".join(field.aliases)),
        )
        for field in fields
    )
    headers = ("栏目", "谁填", "填什么", "一件实事填几次", "说明", "也认得的名称")
    return f"## {heading}\n\n{table(headers, rows)}"


def _record_sheet(sheet: RecordSheet) -> str:  # type: ignore[type-arg]
    rows = (
        (
            cell(one.header),
            cell("、".join(str(member.value) for member in one.choices) if one.choices else one.kind.value),
            "可以改" if one.is_open else "自动记入",
        )
        for one in sheet.columns
    )
    return f"## {sheet.name}\n\n{sheet.note}\n\n{table(('栏目', '内容', '谁填'), rows)}"


def setting_page() -> str:
    """Return the page of the 设置 sheet."""
    rows = (
        (
            cell(item.label),
            "必填" if item.is_needed else "",
            cell("、".join(item.choices) or ("日期" if item.is_date else "")),
            cell(item.default),
            cell(item.help),
        )
        for item in ITEMS
    )
    items = table(("设置项", "必填", "可填", "不填时", "说明"), rows)
    opening = "都在工作簿的“设置”表里改，改完保存，再做下一步。不能用的值会在“填报问题”表中写明，并说明暂按什么处理。"
    return page("设置", opening, f"## 设置项\n\n{items}", _class_table(), _light_table(), _unit_table())


def _class_table() -> str:
    rows = (tuple(cell(text) for text in _class_row(one)) for one in DEFAULT_CLASSES)
    words = (
        f"从上到下，够得上哪一类的下限就归哪一类；下限留空的收下其余的，只能是最后一类。"
        f"“性质”可填{'、'.join(words_of(Status))}；“判断依据”可填{'、'.join(words_of(Basis))}；"
        f"颜色可填{'、'.join(PALETTE)}。下表是标准的写法，可以增减改名。"
    )
    return f"## 类别\n\n{words}\n\n{table(CLASS_HEADERS, rows)}"


def _class_row(one: StatusClass) -> tuple[str, ...]:
    limit = "" if one.at_least is None else _limit(one.at_least, one.basis)
    main_task = YES if one.prints_main_task else ""
    names = (one.name, one.status.value, one.basis.value, limit, one.phrase, one.heading)
    return (*names, colour_name(one.colour), main_task)


def _limit(limit: Decimal, basis: Basis) -> str:
    return f"{limit * 100:g}%" if basis is Basis.RATE else f"{limit:g}"


def _light_table() -> str:
    rows = (
        (cell(one.name), cell(colour_name(one.colour)), "" if one.up_to is None else f"{one.up_to:g}")
        for one in DEFAULT_LIGHTS
    )
    return f"## 预警灯\n\n从上到下取第一个符合的；最后一个留空，收下其余的。\n\n{table(LIGHT_HEADERS, rows)}"


def _unit_table() -> str:
    words = "同一单位的不同写法登记为别名，汇总时视为一个单位，通报中统一印单位名称。"
    return (
        f"## 单位名录\n\n{words}\n\n{table(UNIT_HEADERS, (('区人力资源和社会保障局', '区人社局、人社局'),))}"
    )


def function_page() -> str:
    """Return the page of the functions of the cells."""
    parts = []
    for one in FUNCTIONS:
        names = ", ".join(f"[{arg.name}]" if arg.is_optional else arg.name for arg in one.arguments)
        rows = (
            (code(arg.name), "可不写" if arg.is_optional else "", cell(arg.help)) for arg in one.arguments
        )
        left = "换成普通公式" if one.has_native else "换成当时的数值"
        parts.append(
            f"## {one.name}　{one.title}\n\n{one.help}\n\n"
            f"- 写法：`={one.name}({names})`\n- 例子：`{one.example}`\n- 导出（外发）时：{left}\n\n"
            f"{table(('参数', '', '说明'), rows)}"
        )
    shown = ((cell(text), cell(with_gaps(words))) for text, words in _shown_in_cells())
    parts.append(f"## 单元格里显示的文字\n\n{table(('显示', '意思和办法'), shown)}")
    opening = (
        "装好加载项后，任何工作簿的单元格都可以用下面的函数（Windows 版 Excel；WPS 不支持）。"
        "数据有误时，函数用文字说明，不给出靠不住的数字。"
    )
    return page("函数", opening, *parts)


def _shown_in_cells() -> Iterator[tuple[str, str]]:
    """Yield the short texts that functions and native formulas show in place of a number, with what they mean."""
    yield from (
        (UNDECIDED, "没有目标，或只有文字、节点、资金，不能计算完成率，由督查部门认定。"),
        (formulas.NOT_REPORTED, "累计完成没有填写；确实为零请填0。"),
        (formulas.BAD_VALUE, "累计完成不是数字、是负数、是错误值，或超过目标的倍数太多。请核对后重填。"),
        (formulas.BAD_TARGET, "年度目标不是大于零的数字。请核对实事清单。"),
        (formulas.BAD_TIME, "序时进度不是0到1之间的数。请核对。"),
        (sheet_values.NOT_READY, "Excel 找不到 Python。请运行 xlminshi doctor，按提示处理。"),
        (sheet_values.OTHER_SIZES, "两个区域的行数或列数不同。请选大小相同的区域。"),
        (sheet_values.TOO_MANY, "区域超过10万格。请只选有数据的部分，不要选整列。"),
        (sheet_values.NO_ANSWER, "程序没有得出结果。请核对各个参数；仍不行的，请告诉维护人员。"),
        (range_functions.NOT_RANKED, "这一格是空格或文字，不参加排名。"),
        (functions.BAD_PERIOD, "读不出是哪几个月。请写成1-9月份、上半年、前三季度、全年。"),
        (functions.BAD_YEAR, "按天计算时要知道是哪一年。请写明年份。"),
        (functions.BAD_BASIS, "序时进度的算法请写按月或按天。"),
        (functions.BAD_CLASSES, "类别表读不出来。请选“设置”表中类别名称、性质、判断依据、下限四列。"),
        (functions.BAD_KIND, "指标类型请写数量、比率、越低越好、节点、文字或资金。"),
        (functions.BAD_DECIMALS, "小数位请写0到6的整数。"),
        (functions.BAD_ROUNDING, "取整请写四舍五入或舍去尾数。"),
        (functions.BAD_CEILING, "倍数上限请写不小于1的数字。"),
        (functions._NOT_A_NUMBER, Code.NOT_A_NUMBER.what),
    )
    yield from ((short, code_.what) for code_, short in functions._SHORT.items())


def button_page() -> str:
    """Return the page of the buttons on 首页 and on the ribbon."""
    rows = (
        (f"**{one.caption}**", cell(one.help), _same_command(one.function), code(one.macro))
        for one in COMMANDS
    )
    opening = "“首页”表上和功能区“民生实事”选项卡里的按钮是同样的几个，按工作的先后排列。"
    return page("按钮", opening, table(("按钮", "做什么", "同样的命令", "宏的名称"), rows))


def _same_command(function: str) -> str:
    return f"[xlminshi {function}](commands.md#{_anchor(function)})" if function in cli.commands else "—"


def _anchor(name: str) -> str:
    return f"xlminshi-{name.replace(' ', '-')}"


def command_page() -> str:
    """Return the page of the commands."""
    parts = [_command(name, command) for name, command in _commands(cli)]
    opening = (
        "在命令提示符中输入。结束时的返回码：0 一切正常，1 有需要人处理的问题，2 没有做成。"
        "除非写明 --replace，已有的文件一律不覆盖；覆盖时，原来的内容留在“备份”文件夹。"
    )
    return page("命令", opening, *parts)


def _commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} ")
        else:
            yield f"{before}{name}", command


def _command(name: str, command: click.Command) -> str:
    context = command.context_class(command, info_name=f"xlminshi {name}")
    usage = " ".join(("xlminshi", name, *command.collect_usage_pieces(context)))
    options = [one for one in command.params if isinstance(one, click.Option)]
    rows = ((code(_typed(one)), "必填" if one.required else "", cell(one.help or "")) for one in options)
    listed = f"\n{table(('选项', '', '说明'), rows)}" if options else ""
    return f"## xlminshi {name}\n\n{command.help}\n\n```text\n{usage}\n```\n{listed}"


def _typed(option: click.Option) -> str:
    names = "、".join(option.opts)
    if option.is_flag:
        return names
    choices = "|".join(option.type.choices) if isinstance(option.type, click.Choice) else ""
    return f"{names} {option.metavar or choices}"


def finding_page() -> str:
    """Return the page of all findings, in the sections of the catalogue."""
    parts = []
    for heading, codes in _codes_by_section().items():
        entries = "\n".join(_finding(name, one) for name, one in codes)
        parts.append(f"## {heading}\n\n{entries}")
    opening = (
        "“填报问题”表、命令行和退回的修改表中的提示，都在下面。“…”处由程序填入内容。"
        "**必改**：处理完才能印发；**提醒**：请看一遍；**说明**：只是告知。代码只在 --json 的结果中出现。"
    )
    return page("填报问题", opening, *parts, boost=BOOST)


def _finding(name: str, one: Code) -> str:
    """Return one finding under its own words, so that the search leads to it."""
    told = f"{cell(with_gaps(one.cure))} " if one.cure else ""
    return f"#### {cell(_what(one))}\n\n**{one.level.value}** {told}{code(name)}\n"


def _what(one: Code) -> str:
    return (
        "（文件读不了的原因，见“其他提示文字”中的“读取报回的文件”）"
        if one.what == "{found}"
        else with_gaps(one.what)
    )


def _codes_by_section() -> dict[str, list[tuple[str, Code]]]:
    """Return the findings under the Chinese heading of their section; every member of the catalogue is in one."""
    found: dict[str, list[tuple[str, Code]]] = {}
    heading, left = _OTHER, dict(Code.__members__)
    for line in Path(str(catalogue.__file__)).read_text(encoding="utf-8").splitlines():
        if comment := _COMMENT.match(line):
            heading = _SECTIONS.get(comment[1].strip(), _OTHER)
        elif (member := _MEMBER.match(line)) and member[1] in left:
            found.setdefault(heading, []).append((member[1], left.pop(member[1])))
    found.setdefault(_OTHER, []).extend(left.items())
    return {heading: codes for heading, codes in found.items() if codes}


def phrase_page() -> str:
    """Return the page of the wording: every use, its marks, and the standard rows."""
    parts = []
    for use in Use:
        marks = "、".join(f"`{{{mark}}}`" for mark in MARKS.get(use, ()))
        told = "整张表共用的一批词，用顿号隔开。" if use in WORD_LISTS else f"可用的标记：{marks or '无'}。"
        rows = (
            (
                cell("、".join(one.conditions) or "（其余情形）"),
                "<br>".join(cell(text) for text in one.variants),
            )
            for one in STANDARD_ROWS
            if one.use is use
        )
        parts.append(f"## {use.value}\n\n{told}\n\n{table(('条件', '标准说法'), rows)}")
    opening = (
        "通报的语句都按“措辞”表拼成。要改说法，就在那张表里写一行：用途、条件、说法；没有写的用下面的标准说法。"
        "一个用途有几种说法的，轮流使用。标记没有内容可填的说法不会用到，所以没有目标的指标不会印出完成率，不公布排名的实事不会印出名次。"
    )
    return page("措辞", opening, *parts)
