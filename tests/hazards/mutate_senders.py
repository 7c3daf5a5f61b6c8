"""What comes in beside a return or in its place: copies, several files of one unit, other people's files."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl

from tests.hazards.cases import Case, Outcome, mutator
from tests.hazards.forms import form_of, open_form
from tests.hazards.mutate_head import add_sheet
from tests.hazards.packages import FORM_PART, STRINGS_PART, packed, unpacked

RIGHT, CAUGHT, EITHER = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER


def _other_figures(case: Case, more: int) -> bytes | None:
    other = open_form(form_of(case.own.path).content())
    rows = [(row, figure) for row, _, figure in case.numbers() if isinstance(figure, Decimal)]
    for row, figure in rows:
        other.set(row, "累计完成", figure + more)
    return other.content() if rows else None


@mutator("文件名带“(1)”", RIGHT)
def name_with_a_number(case: Case) -> None:
    case.name = f"{case.unit}(1).xlsx"


@mutator("文件名是“副本”“最终版”", RIGHT)
def name_of_a_last_version(case: Case) -> None:
    case.name = f"{case.unit} - 副本（最终版）2.xlsx"


@mutator("文件名看不出单位", RIGHT)
def name_that_says_nothing(case: Case) -> None:
    case.name = f"新建 Microsoft Excel 工作表 ({case.county.units().index(case.unit)}).xlsx"


@mutator("文件名是另一个单位的", EITHER)
def name_of_another_unit(case: Case) -> None:
    units = case.county.units()
    case.name = f"{units[(units.index(case.unit) + 1) % len(units)]}.xlsx"


@mutator("扩展名大写", RIGHT)
def upper_case_extension(case: Case) -> None:
    case.name = f"{case.unit}.XLSX"


@mutator("没有扩展名", RIGHT)
def no_extension(case: Case) -> None:
    case.name = case.unit


@mutator("扩展名是 .xls，内容是新格式", RIGHT)
def old_extension_on_new_format(case: Case) -> None:
    case.name = f"{case.unit}.xls"


@mutator("文件名有空格、井号、百分号、表情", RIGHT)
def name_with_odd_characters(case: Case) -> None:
    case.name = f" {case.unit} #3 100% [a] 😀'.xlsx"


@mutator("文件在多层文件夹里", RIGHT)
def deep_in_folders(case: Case) -> None:
    case.name = f"各单位/新建文件夹/新建文件夹 (2)/{case.unit}.xlsx"


@mutator("不同文件夹里文件同名", RIGHT)
def same_name_in_two_folders(case: Case) -> None:
    case.name = f"{case.unit}/填报表.xlsx"


@mutator("文件夹名叫 x.xlsx", RIGHT)
def folder_called_like_a_file(case: Case) -> None:
    case.name = f"{case.unit}.xlsx/填报表.xlsx"


@mutator("同一文件报来两次", RIGHT, "SAME_FILE_TWICE")
def sent_twice_alike(case: Case) -> None:
    case.others[f"{case.unit}(1).xlsx"] = case.form.content()


@mutator("同一内容另存后又报一次", EITHER)
def sent_again_after_saving(case: Case) -> None:
    workbook = openpyxl.load_workbook(BytesIO(case.form.content()))
    target = BytesIO()
    workbook.save(target)
    case.others[f"{case.unit}(另存).xlsx"] = target.getvalue()


@mutator("同一单位报来两份，数字不同", CAUGHT, "SENT_TWICE", "WAITING", "CHOOSE")
def sent_twice_with_other_figures(case: Case) -> bool | None:
    other = _other_figures(case, 3)
    if other is None:
        return False
    case.others[f"{case.unit}(更正).xlsx"] = other
    case.nothing_meant()
    return None


@mutator("三份之中两份相同、一份不同", CAUGHT, "SENT_TWICE", "WAITING", "CHOOSE")
def three_files_two_alike(case: Case) -> bool | None:
    other = _other_figures(case, 8)
    if other is None:
        return False
    case.others[f"{case.unit}(1).xlsx"] = case.form.content()
    case.others[f"{case.unit}(更正).xlsx"] = other
    case.nothing_meant()
    return None


@mutator("空白表", CAUGHT, "BLANK_RETURN")
def blank_form(case: Case) -> None:
    case.content = _saved_blank(case)
    case.nothing_meant()


@mutator("空白表和填好的表一起报来", EITHER)
def blank_form_beside_the_filled_one(case: Case) -> None:
    case.others[f"{case.unit}(空).xlsx"] = _saved_blank(case)


def _saved_blank(case: Case) -> bytes:
    """The blank form as a spreadsheet program saves it: nobody's outgoing file any more."""
    return packed(unpacked(case.county.forms[case.unit].read_bytes()))


@mutator("报来的是别的单位的填报表", CAUGHT)
def file_of_another_unit(case: Case) -> bool | None:
    units = case.county.units()
    if case.unit != units[0]:
        case.name = f"{case.unit}（原表）.xlsx"
        return False
    other = case.county.returns[units[1]]
    case.content = other.path.read_bytes()
    case.nothing_meant()
    return None


@mutator("一个文件里有两个单位的表", CAUGHT, "SEVERAL_UNITS")
def two_units_in_one_file(case: Case) -> None:
    units = case.county.units()
    other = form_of(case.county.returns[units[units.index(case.unit) - 1]].path)
    package = replace(other, strings=case.form.strings).package()
    case.form.parts[STRINGS_PART] = package[STRINGS_PART]
    add_sheet(case.form, units[units.index(case.unit) - 1], package[FORM_PART].decode())
    case.nothing_meant()


@mutator("临时文件（~$）混在里面", RIGHT)
def lock_file_beside(case: Case) -> None:
    case.others[f"~${case.unit}.xlsx"] = b"\x05user" + b"\0" * 160


@mutator("系统文件混在里面（Thumbs.db、desktop.ini、.DS_Store）", EITHER)
def system_files_beside(case: Case) -> None:
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
        case.others[f"{case.unit}/{name}"] = (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" if name == "Thumbs.db" else b"[x]\r\n"
        )


@mutator("办公室自己的工作簿混在里面", RIGHT)
def own_workbook_beside(case: Case) -> None:
    case.others["汇总/工作簿.xlsx"] = case.county.book.read_bytes()


@mutator("说明文档混在里面（.docx、.pdf、.jpg）", EITHER)
def documents_beside(case: Case) -> None:
    case.others[f"{case.unit}说明.pdf"] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    case.others[f"{case.unit}照片.jpg"] = b"\xff\xd8\xff\xe0" + b"\0" * 50
    case.others[f"{case.unit}报告.docx"] = packed(
        {"[Content_Types].xml": b'<Types><Override ContentType="application/wordprocessingml.x"/></Types>'}
    )
