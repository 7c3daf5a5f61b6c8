"""What happens to the columns of a form and to their headers."""

from decimal import Decimal

from tests.hazards.cases import Case, Outcome, letters, mutator
from tests.hazards.forms import Cell, Formula

RIGHT, CAUGHT, EITHER, NAMED = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER, Outcome.NAMED


@mutator("各列次序颠倒", RIGHT)
def columns_reversed(case: Case) -> None:
    header, last = case.form.header_row, case.form.last_column()
    case.form.unmerge_all()
    case.form.cells = {
        (row, last + 1 - column if row >= header else column): cell
        for (row, column), cell in case.form.cells.items()
    }


@mutator("累计完成移到最前一列", RIGHT)
def figure_column_moved_to_the_front(case: Case) -> None:
    source = case.form.column("累计完成")
    cells = {row: cell for (row, column), cell in case.form.cells.items() if column == source and row >= 4}
    case.form.insert_column(1)
    for row, cell in cells.items():
        case.form.cells.pop((row, source + 1))
        case.form.cells[row, 1] = cell


@mutator("累计完成前插入一列空列", RIGHT)
def blank_column_inserted(case: Case) -> None:
    case.form.insert_column(case.form.column("累计完成"))


@mutator("累计完成前插入一列“本月数”", RIGHT)
def own_column_of_numbers_inserted(case: Case) -> None:
    column = case.form.column("累计完成")
    case.form.insert_column(column)
    case.form.put(case.form.header_row, column, "本月数")
    for line in case.form.lines():
        case.form.put(line.row, column, Decimal(999))


@mutator("左侧插入三列空列", RIGHT)
def columns_inserted_at_the_left(case: Case) -> None:
    for _ in range(3):
        case.form.insert_column(1)


@mutator("删去累计完成一列", CAUGHT)
def figure_column_deleted(case: Case) -> None:
    case.form.delete_column(case.form.column("累计完成"))


@mutator("删去备注一列", CAUGHT, "MISSING_COLUMN")
def remarks_column_deleted(case: Case) -> None:
    case.form.delete_column(case.form.column("备注"))


@mutator("删去指标名称一列", EITHER)
def indicator_column_deleted(case: Case) -> None:
    case.form.delete_column(case.form.column("指标名称"))


@mutator("删去自动计算的各列", RIGHT)
def calculated_columns_deleted(case: Case) -> None:
    for header in ("状态建议", "序时进度", "完成率"):
        case.form.delete_column(case.form.column(header))


@mutator("隐藏累计完成一列", EITHER)
def figure_column_hidden(case: Case) -> None:
    case.form.hide_column(case.form.column("累计完成"))


@mutator("列标题换成常用叫法（累计完成数）", RIGHT)
def header_called_otherwise(case: Case) -> None:
    case.form.set(case.form.header_row, "累计完成", "累计完成数")


@mutator("列标题错一个字（累记完成）", CAUGHT)
def header_misspelt(case: Case) -> None:
    case.form.set(case.form.header_row, "累计完成", "累记完成")


@mutator("列标题中有空格、换行和全角括号", RIGHT)
def header_with_spaces(case: Case) -> None:
    row = case.form.header_row
    case.form.set(row, "累计完成", " 累计\n完成　（截至月底）")
    case.form.set(row, "进展情况", "进 展 情 况")


@mutator("列标题被清空", CAUGHT)
def header_emptied(case: Case) -> None:
    case.form.set(case.form.header_row, "累计完成", None)


@mutator("资金三列上方加了合并的大标题", RIGHT)
def group_header_above(case: Case) -> None:
    row = case.form.header_row
    case.form.insert_rows(row)
    first, last = letters(case.form.column("计划资金")), letters(case.form.column("支付资金"))
    case.form.put(row, case.form.column("计划资金"), "资金情况")
    case.form.merge(f"{first}{row}:{last}{row}")


@mutator("列标题分成两行，资金三列在第二行", EITHER)
def headers_on_two_rows(case: Case) -> None:
    row = case.form.header_row
    case.form.insert_rows(row + 1)
    for header in ("计划资金", "到位资金", "支付资金"):
        column = case.form.column(header)
        case.form.put(row + 1, column, case.form.value(row, column))
    for header in ("计划资金", "到位资金", "支付资金"):
        case.form.put(row, case.form.column(header), "资金情况" if header == "计划资金" else None)


@mutator("累计完成一列出现两次，数字不同", CAUGHT, "DOUBLE_COLUMN")
def figure_column_twice(case: Case) -> None:
    source = case.form.column("累计完成")
    case.form.insert_column(source)
    for (row, column), cell in list(case.form.cells.items()):
        if column == source + 1 and row >= case.form.header_row:
            value = cell.value
            case.form.cells[row, source] = Cell(
                cell.style, value - 1 if isinstance(value, Decimal) and value > 1 else value
            )


@mutator("上期累计和累计完成两个列标题对调", NAMED)
def headers_of_last_and_now_swapped(case: Case) -> None:
    row, form = case.form.header_row, case.form
    before, now = form.column("上期累计"), form.column("累计完成")
    form.put(row, before, "累计完成")
    form.put(row, now, "上期累计")


@mutator("累计完成整列右移一列", CAUGHT)
def figures_shifted_right(case: Case) -> bool | None:
    rows = list(case.numbers())
    for row, key, _ in rows:
        column = case.form.column("累计完成")
        value = case.form.value(row, column)
        case.form.put(row, column, None)
        case.form.put(row, column + 1, value)
        case.means(key, None)
    return bool(rows)


@mutator("累计完成整列左移一列，填进上期累计", CAUGHT)
def figures_shifted_left(case: Case) -> bool | None:
    rows = list(case.numbers())
    for row, key, _ in rows:
        column = case.form.column("累计完成")
        value = case.form.value(row, column)
        case.form.put(row, column, None)
        case.form.put(row, column - 1, value)
        case.means(key, None)
    return bool(rows)


@mutator("数字填进了年度目标一列", CAUGHT)
def figures_in_the_target_column(case: Case) -> bool | None:
    rows = list(case.numbers())
    for row, key, _ in rows:
        value = case.form.get(row, "累计完成")
        case.form.set(row, "累计完成", None)
        case.form.set(row, "年度目标", value)
        case.means(key, None)
    return bool(rows)


@mutator("数字填进了表外右侧一列", CAUGHT)
def figures_beyond_the_table(case: Case) -> bool | None:
    column = case.form.last_column() + 2
    rows = list(case.numbers())
    for row, key, _ in rows:
        case.form.put(row, column, case.form.get(row, "累计完成"))
        case.form.set(row, "累计完成", None)
        case.means(key, None)
    return bool(rows)


@mutator("进展情况写在表外右侧一列", CAUGHT, "BEYOND_TABLE")
def words_beyond_the_table(case: Case) -> None:
    column = case.form.last_column() + 3
    for row, _ in case.firsts():
        case.form.put(row, column, "补充：已完成验收。")


@mutator("自动计算的各列被粘贴成数值", RIGHT)
def formulas_pasted_as_values(case: Case) -> None:
    for cell in case.form.cells.values():
        if isinstance(cell.value, Formula):
            result = cell.value.result
            cell.value = result if isinstance(result, str | Decimal) else None


@mutator("完成率被改成手填的数", CAUGHT, "STORED_RATE_DIFFERS", "RATE_TYPED", "FORMULA_OVERWRITTEN")
def rates_overwritten(case: Case) -> bool | None:
    done = False
    for row, key, _ in case.numbers():
        promise = case.county.promises[key]
        if promise.kind in ("数量", "比率") and promise.target is not None:
            case.form.set(row, "完成率", Decimal("0.333"))
            done = True
    return done


@mutator("序时进度和状态建议被改写", EITHER)
def progress_and_status_overwritten(case: Case) -> None:
    for line in case.form.lines():
        case.form.set(line.row, "序时进度", Decimal("0.1"))
        case.form.set(line.row, "状态建议", "已完成")
