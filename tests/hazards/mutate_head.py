"""What happens to the head of a form, to its sheets, to its stamp, and to what was promised in it."""

import re
from decimal import Decimal
from itertools import pairwise

from tests.hazards.cases import Case, Outcome, mutator
from tests.hazards.forms import Form, open_form
from tests.hazards.packages import STRINGS_PART, WORKBOOK_PART, XML, packed

RIGHT, CAUGHT, EITHER, NAMED = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER, Outcome.NAMED
_STAMP_PART = "xl/worksheets/sheet3.xml"


def set_stamp(form: Form, label: str, text: str) -> None:
    """Write another text behind a label of the hidden stamp sheet."""
    row = ("实事方案", "填报单位", "通报期", "表单版本").index(label) + 1
    xml = form.parts[_STAMP_PART].decode()
    fresh = f'<c r="B{row}" t="inlineStr"><is><t>{text}</t></is></c>'
    form.parts[_STAMP_PART] = re.sub(rf'<c r="B{row}".*?</c>', fresh, xml).encode()


def drop_sheet(form: Form, part: str) -> None:
    """Take a sheet out of the workbook as Excel does."""
    links = form.parts["xl/_rels/workbook.xml.rels"].decode()
    found = re.search(rf'<Relationship Id="(rId\d+)"[^>]*Target="worksheets/{part}"/>', links)
    assert found
    form.parts["xl/_rels/workbook.xml.rels"] = links.replace(found[0], "").encode()
    book = form.parts[WORKBOOK_PART].decode()
    book = re.sub(rf'<sheet [^>]*r:id="{found[1]}"/>', "", book)
    form.parts[WORKBOOK_PART] = re.sub(r"<definedNames>.*?</definedNames>", "", book).encode()
    types = form.parts["[Content_Types].xml"].decode()
    form.parts["[Content_Types].xml"] = re.sub(
        rf'<Override PartName="/xl/worksheets/{part}"[^>]*/>', "", types
    ).encode()
    del form.parts[f"xl/worksheets/{part}"]


def rename_sheet(form: Form, name: str) -> None:
    """Give the form's sheet another name; what refers to it follows."""
    book = form.parts[WORKBOOK_PART].decode()
    old = re.search(r'<sheet name="([^"]*)" sheetId="1"', book)
    assert old
    book = book.replace(f'<sheet name="{old[1]}"', f'<sheet name="{name}"')
    form.parts[WORKBOOK_PART] = re.sub(r"<definedNames>.*?</definedNames>", "", book).encode()


def add_sheet(form: Form, name: str, xml: str, *, first: bool = False, state: str = "") -> None:
    """Add a sheet with this XML, behind the others or before them."""
    number = 90 + sum(part.startswith("xl/worksheets/") for part in form.parts)
    part = f"xl/worksheets/sheet{number}.xml"
    form.parts[part] = xml.encode()
    links = form.parts["xl/_rels/workbook.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    link = f'<Relationship Id="rId{number}" Type="{kind}" Target="worksheets/sheet{number}.xml"/>'
    form.parts["xl/_rels/workbook.xml.rels"] = links.replace(
        "</Relationships>", f"{link}</Relationships>"
    ).encode()
    book = form.parts[WORKBOOK_PART].decode()
    hidden = f' state="{state}"' if state else ""
    sheet = f'<sheet name="{name}" sheetId="{number}"{hidden} r:id="rId{number}"/>'
    old, new = ("<sheets>", f"<sheets>{sheet}") if first else ("</sheets>", f"{sheet}</sheets>")
    form.parts[WORKBOOK_PART] = book.replace(old, new).encode()
    types = form.parts["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    form.parts["[Content_Types].xml"] = types.replace(
        "</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    ).encode()


def notes_sheet(*texts: str) -> str:
    """A sheet with one text per row."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for row, text in enumerate(texts, 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{XML}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


def form_sheet(form: Form) -> str:
    """The form's own sheet as it would be written; the strings that it needs are in the form's package then."""
    package = form.package()
    form.parts[STRINGS_PART] = package[STRINGS_PART]
    return package["xl/worksheets/sheet1.xml"].decode()


# head


@mutator("删去标题行", RIGHT)
def title_row_deleted(case: Case) -> None:
    case.form.unmerge_all()
    case.form.delete_row(1)


@mutator("多了一行标题", RIGHT)
def second_title_row(case: Case) -> None:
    case.form.insert_rows(2)
    case.form.put(2, 1, "（机密★一年）")


@mutator("表头三行全部删去", EITHER)
def head_deleted(case: Case) -> None:
    case.form.unmerge_all()
    for _ in range(3):
        case.form.delete_row(1)


@mutator("表头填报单位清空", RIGHT)
def head_unit_emptied(case: Case) -> None:
    case.form.put(*case.form.head_cell("填报单位"), None)


@mutator("表头填报单位写成另一个单位", CAUGHT)
def head_unit_of_another(case: Case) -> None:
    other = next(unit for unit in case.county.units() if unit != case.unit)
    case.form.put(*case.form.head_cell("填报单位"), other)


@mutator("表头填报单位写了全称", EITHER)
def head_unit_in_full(case: Case) -> None:
    case.form.put(*case.form.head_cell("填报单位"), f"中共{case.county.name}{case.unit}委员会")


@mutator("表头填报单位中间有空格", RIGHT)
def head_unit_with_spaces(case: Case) -> None:
    case.form.put(*case.form.head_cell("填报单位"), "　".join(case.unit) + " ")


@mutator("表头填报单位和标签写在同一格", RIGHT)
def head_unit_in_one_cell(case: Case) -> None:
    row, column = case.form.head_cell("填报单位")
    case.form.put(row, column, None)
    case.form.put(row, column - 1, f"填报单位：{case.unit}")


@mutator("表头通报期改成别的时段", CAUGHT, "WRONG_PERIOD")
def head_period_of_another(case: Case) -> None:
    case.form.put(*case.form.head_cell("通报期"), "1-3月份")
    case.nothing_meant()


@mutator("表头通报期写法不同（2022年1至9月）", RIGHT)
def head_period_written_otherwise(case: Case) -> None:
    year, last = ("2022", "9") if case.county.name == "湛河区" else ("2023", "6")
    case.form.put(*case.form.head_cell("通报期"), f"{year} 年 1 至 {last} 月")


@mutator("表头通报期的年份写错", CAUGHT, "WRONG_PERIOD")
def head_year_of_another(case: Case) -> None:
    label = "2019年1-9月份" if case.county.name == "湛河区" else "2019年上半年"
    case.form.put(*case.form.head_cell("通报期"), label)
    case.nothing_meant()


@mutator("填报日期写成文字（2022.9.30）", RIGHT)
def head_date_as_text(case: Case) -> None:
    case.form.put(*case.form.head_cell("填报日期"), "2022. 9. 30")


@mutator("填报日期不是日期", CAUGHT, "NOT_A_DATE")
def head_date_nonsense(case: Case) -> None:
    case.form.put(*case.form.head_cell("填报日期"), "月底前")


# sheets


@mutator("工作表改名 Sheet1", RIGHT)
def sheet_called_sheet1(case: Case) -> None:
    rename_sheet(case.form, "Sheet1")


@mutator("工作表名末尾有空格", RIGHT)
def sheet_name_ends_with_space(case: Case) -> None:
    rename_sheet(case.form, f"{case.unit} ")


@mutator("工作表名有中文括号", RIGHT)
def sheet_name_with_brackets(case: Case) -> None:
    rename_sheet(case.form, f"{case.unit}（定稿）")


@mutator("工作表复制了一份，内容相同", EITHER)
def sheet_copied(case: Case) -> None:
    add_sheet(case.form, f"{case.unit} (2)", form_sheet(case.form))


@mutator("工作表复制了一份，数字不同", CAUGHT, "SEVERAL_FORMS")
def sheet_copied_with_other_figures(case: Case) -> bool | None:
    copy = open_form(packed(case.form.package()))
    rows = list(case.numbers())
    for row, _, figure in rows:
        assert isinstance(figure, Decimal)
        copy.set(row, "累计完成", figure + 5)
    copy.strings = case.form.strings
    sheet = form_sheet(copy)
    case.form.parts[STRINGS_PART] = copy.parts[STRINGS_PART]
    add_sheet(case.form, f"{case.unit} (2)", sheet)
    case.nothing_meant()
    return bool(rows)


@mutator("前面多了封面和说明表", RIGHT)
def sheets_added_before(case: Case) -> None:
    add_sheet(case.form, "封面", notes_sheet("民生实事填报材料", case.unit), first=True)
    add_sheet(case.form, "Sheet2", notes_sheet("实事名称", "累计完成", "草稿"), first=True)


@mutator("填报表被隐藏，前面是别的表", EITHER)
def form_sheet_hidden(case: Case) -> None:
    add_sheet(case.form, "Sheet1", notes_sheet("见后表"), first=True)
    book = case.form.parts[WORKBOOK_PART].decode()
    case.form.parts[WORKBOOK_PART] = book.replace('sheetId="1"', 'sheetId="1" state="hidden"').encode()


@mutator("删去填报说明表", RIGHT)
def help_sheet_deleted(case: Case) -> None:
    drop_sheet(case.form, "sheet2.xml")


# stamp


@mutator("隐藏的表单信息被删", RIGHT)
def stamp_deleted(case: Case) -> None:
    drop_sheet(case.form, "sheet3.xml")


@mutator("隐藏的表单信息被取消隐藏", RIGHT)
def stamp_made_visible(case: Case) -> None:
    book = case.form.parts[WORKBOOK_PART].decode()
    case.form.parts[WORKBOOK_PART] = book.replace(' state="veryHidden"', "").encode()


def _stamped(name: str, hazard: str, label: str, text: str, code: str) -> None:
    def make(case: Case) -> None:
        set_stamp(case.form, label, text)
        case.nothing_meant()

    make.__name__ = name
    mutator(hazard, CAUGHT, code)(make)


_stamped("form_of_another_county", "别的区县的表", "实事方案", "南山县2022年重点民生实事", "OTHER_PROGRAMME")
_stamped("form_of_last_year", "上一年度的表", "实事方案", "湛河区2021年重点民生实事", "OTHER_PROGRAMME")
_stamped("form_of_an_older_version", "旧版本的表", "表单版本", "0", "OTHER_VERSION")
_stamped("form_of_last_period", "上一期的表（表单信息）", "通报期", "1-2月份", "WRONG_PERIOD")
_stamped("stamp_of_unknown_unit", "表单信息的单位被改", "填报单位", "市发改委", "UNIT_MISMATCH")


@mutator("别的单位的表，填了本单位的名称", CAUGHT)
def form_of_another_unit(case: Case) -> None:
    other = next(unit for unit in case.county.units() if unit != case.unit)
    set_stamp(case.form, "填报单位", other)


@mutator("表头和表单信息都没有单位，表名 Sheet1", EITHER)
def no_unit_anywhere_but_the_file_name(case: Case) -> None:
    drop_sheet(case.form, "sheet3.xml")
    rename_sheet(case.form, "Sheet1")
    case.form.put(*case.form.head_cell("填报单位"), None)


@mutator("单位无处可查，文件名也看不出", EITHER)
def no_unit_anywhere(case: Case) -> None:
    no_unit_anywhere_but_the_file_name(case)
    case.name = f"民生实事填报表{case.county.units().index(case.unit)}.xlsx"


# what was promised


def _plan(
    name: str, hazard: str, outcome: Outcome, header: str, text: str | Decimal | None, *codes: str
) -> None:
    def make(case: Case) -> bool | None:
        rows = [row for row, _, _ in case.numbers()]
        for row in rows:
            case.form.set(row, header, text)
            if outcome is CAUGHT:
                case.cells.append(case.form.address(row, header))
        return bool(rows)

    make.__name__ = name
    mutator(hazard, outcome, *codes)(make)


_plan("target_changed", "年度目标被改小", CAUGHT, "年度目标", Decimal("0.5"), "PLAN_CHANGED")
_plan("measure_changed", "计量单位被改", CAUGHT, "计量单位", "万吨", "PLAN_CHANGED")
_plan("kind_changed", "指标类型被改", CAUGHT, "指标类型", "越高越好", "PLAN_CHANGED")
_plan("number_changed", "序号被改", RIGHT, "序号", Decimal(99))
_plan("task_changed", "主要任务被改", EITHER, "主要任务", "任务另定")


@mutator("年度目标被清空", CAUGHT, "PLAN_CHANGED")
def target_emptied(case: Case) -> bool | None:
    done = False
    for row, key, _ in case.numbers():
        if case.county.promises[key].target:
            case.cells.append(case.form.set(row, "年度目标", None))
            done = True
    return done


@mutator("上期累计被改", EITHER)
def previous_changed(case: Case) -> bool | None:
    rows = list(case.numbers())
    for row, _, _ in rows:
        case.form.set(row, "上期累计", Decimal("0.25"))
    return bool(rows)


@mutator("实事名称改了一个字", CAUGHT)
def title_misspelt(case: Case) -> None:
    for line in case.form.lines():
        case.form.set(line.row, "实事名称", line.title[:-1] + "务")


@mutator("指标名称改了一个字", CAUGHT)
def indicator_misspelt(case: Case) -> bool | None:
    titles = [line.title for line in case.form.lines()]
    for line in case.form.lines():
        case.form.set(line.row, "指标名称", line.indicator[:-1] + "数")
    return len(titles) > len(set(titles))


@mutator("实事名称里有空格和全角字符", RIGHT)
def title_with_spaces(case: Case) -> None:
    for line in case.form.lines():
        case.form.set(line.row, "实事名称", f" {line.title[:2]}　{line.title[2:]}\n")


@mutator("两行的指标名称对调", Outcome.LIMIT)
def indicators_swapped(case: Case) -> bool | None:
    lines = case.form.lines()
    pairs = [(one, two) for one, two in pairwise(lines) if one.title == two.title]
    if not pairs:
        return False
    one, two = pairs[0]
    case.form.set(one.row, "指标名称", two.indicator)
    case.form.set(two.row, "指标名称", one.indicator)
    return None
