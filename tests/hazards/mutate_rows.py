"""What happens to the rows of a form."""

from decimal import Decimal

from tests.hazards.cases import Case, Outcome, letters, mutator
from tests.hazards.counties import Typed
from tests.hazards.forms import Cell

RIGHT, CAUGHT, EITHER = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER


def _swap_figures(case: Case, first: int, second: int) -> None:
    column = case.form.column("累计完成")
    one, two = case.form.value(first, column), case.form.value(second, column)
    case.form.put(first, column, two)
    case.form.put(second, column, one)


@mutator("表头上方插入三行空行", RIGHT)
def rows_inserted_above_everything(case: Case) -> None:
    case.form.insert_rows(1, 3)


@mutator("列标题上方插入一行文字", RIGHT)
def row_inserted_above_header(case: Case) -> None:
    case.form.insert_rows(case.form.header_row)
    case.form.put(case.form.header_row - 1, 2, "（本表由办公室汇总后填写）")


@mutator("每行之间插入空行", RIGHT)
def blank_rows_between(case: Case) -> None:
    for line in reversed(case.form.lines()):
        case.form.insert_rows(line.row)


@mutator("表下方另有两千行空白格式行", RIGHT)
def many_formatted_blank_rows_below(case: Case) -> None:
    last = case.form.last_row()
    for row in range(last + 1, last + 2001):
        case.form.cells[row, 2] = Cell(15, None)


@mutator("删去一行", CAUGHT, "MISSING_ROW")
def last_row_deleted(case: Case) -> None:
    line = case.form.lines()[-1]
    case.form.delete_row(line.row)


@mutator("删去全部数据行，只剩表头", CAUGHT)
def all_rows_deleted(case: Case) -> None:
    for line in reversed(case.form.lines()):
        case.form.delete_row(line.row)
    case.nothing_meant()


@mutator("各行次序颠倒", RIGHT)
def rows_reversed(case: Case) -> bool | None:
    rows = [line.row for line in case.form.lines()]
    case.form.order_rows(rows, rows[::-1])
    return len(rows) > 1


@mutator("按累计完成排序，整行移动", RIGHT)
def rows_sorted_by_figure(case: Case) -> bool | None:
    column = case.form.column("累计完成")
    rows = [line.row for line in case.form.lines()]
    figures = {row: case.form.value(row, column) for row in rows}

    def rank(row: int) -> Decimal:
        value = figures[row]
        return value if isinstance(value, Decimal) else Decimal(-1)

    case.form.order_rows(sorted(rows, key=rank), rows)
    return len(rows) > 1


@mutator("隐藏一行", EITHER)
def row_hidden(case: Case) -> None:
    case.form.mark_row(case.form.lines()[-1].row, 'hidden="1"')


@mutator("筛选后只剩一行可见", EITHER)
def rows_filtered(case: Case) -> bool | None:
    for line in case.form.lines()[1:]:
        case.form.mark_row(line.row, 'hidden="1"')
    return len(case.form.lines()) > 1


@mutator("分级折叠各行", RIGHT)
def rows_grouped(case: Case) -> None:
    for line in case.form.lines():
        case.form.mark_row(line.row, 'outlineLevel="1"')


@mutator("一行原样复制成两行", EITHER)
def row_doubled_alike(case: Case) -> None:
    line = case.form.lines()[0]
    case.form.insert_rows(line.row + 1)
    case.form.copy_row(line.row, line.row + 1)


@mutator("一行复制成两行，数字不同", CAUGHT, "DOUBLE_ROW")
def row_doubled_with_other_figure(case: Case) -> bool | None:
    row, key, figure = next(case.numbers(), (0, ("", ""), None))
    if not row:
        return False
    case.form.insert_rows(row + 1)
    case.form.copy_row(row, row + 1)
    assert isinstance(figure, Decimal)
    case.put_figure(row + 1, figure + 1)
    case.means(key, None)
    return None


@mutator("同一件实事的名称合并成一格", RIGHT)
def title_cells_merged(case: Case) -> bool | None:
    done = False
    column = case.form.column("实事名称")
    rows: dict[str, list[int]] = {}
    for line in case.form.lines():
        rows.setdefault(line.title, []).append(line.row)
    for found in rows.values():
        if len(found) > 1 and found == list(range(found[0], found[-1] + 1)):
            case.form.merge(f"{letters(column)}{found[0]}:{letters(column)}{found[-1]}")
            done = True
    return done


@mutator("进展情况按实事合并成一格", RIGHT)
def narrative_cells_merged(case: Case) -> bool | None:
    done = False
    column = case.form.column("进展情况")
    rows: dict[str, list[int]] = {}
    for line in case.form.lines():
        rows.setdefault(line.title, []).append(line.row)
    for found in rows.values():
        if len(found) > 1:
            case.form.merge(f"{letters(column)}{found[0]}:{letters(column)}{found[-1]}")
            done = True
    return done


@mutator("两行的累计完成合并成一格", CAUGHT)
def figure_cells_merged(case: Case) -> bool | None:
    lines = [row for row, _, _ in case.numbers()]
    if len(lines) < 2 or lines[1] != lines[0] + 1:
        return False
    column = letters(case.form.column("累计完成"))
    keys = [key for _, key, _ in case.numbers()]
    case.form.merge(f"{column}{lines[0]}:{column}{lines[1]}")
    case.means(keys[1], None)
    return None


@mutator("两行的累计完成合并，下面那格还藏着数", CAUGHT)
def figure_cells_merged_over_a_figure(case: Case) -> bool | None:
    rows, keys = [row for row, _, _ in case.numbers()], [key for _, key, _ in case.numbers()]
    if len(rows) < 2 or rows[1] != rows[0] + 1:
        return False
    column = case.form.column("累计完成")
    case.means(keys[1], None)
    beneath = case.form.value(rows[1], column)
    case.form.merge(f"{letters(column)}{rows[0]}:{letters(column)}{rows[1]}")
    case.form.put(rows[1], column, beneath)
    return None


@mutator("表下方加了合计行", EITHER)
def total_row_added(case: Case) -> None:
    row = case.form.last_row() + 1
    case.form.put(row, case.form.column("实事名称"), "合计")
    total = sum((figure for _, _, figure in case.numbers() if isinstance(figure, Decimal)), Decimal(0))
    case.form.put(row, case.form.column("累计完成"), total)


@mutator("表下方加了注", RIGHT)
def footnote_added(case: Case) -> None:
    case.form.put(
        case.form.last_row() + 2, case.form.column("实事名称"), "注：以上数据截至月底，由各股室提供。"
    )


@mutator("表下方加了落款和日期", EITHER)
def signature_added(case: Case) -> None:
    row = case.form.last_row() + 2
    case.form.put(row, case.form.column("进展情况"), f"{case.unit}（盖章）")
    case.form.put(row + 1, case.form.column("进展情况"), "2022年10月8日")


@mutator("自己加了一件清单外的实事", CAUGHT, "UNKNOWN_ROW")
def own_project_added(case: Case) -> None:
    row = case.form.last_row() + 1
    case.form.copy_row(case.form.lines()[-1].row, row)
    case.form.set(row, "实事名称", "自己加的实事")
    case.form.set(row, "指标名称", "自己加的指标")
    case.form.set(row, "累计完成", Decimal(77))


@mutator("整张表在下方又复制了一份，内容相同", EITHER)
def table_copied_below(case: Case) -> None:
    source = case.form.header_row
    last = case.form.last_row()
    for row in range(source, last + 1):
        case.form.copy_row(row, last + 2 + row - source)


@mutator("整张表在下方又复制了一份，数字不同", CAUGHT, "DOUBLE_ROW")
def table_copied_below_with_other_figures(case: Case) -> bool | None:
    rows, last = list(case.numbers()), case.form.last_row()
    table_copied_below(case)
    shift = case.form.last_row() - last
    for row, key, figure in rows:
        assert isinstance(figure, Decimal)
        case.put_figure(row + shift, figure + 3)
        case.means(key, None)
    return bool(rows)


@mutator("打印时每页重复的列标题留在表中", EITHER)
def header_repeated_in_the_middle(case: Case) -> bool | None:
    lines = case.form.lines()
    if len(lines) < 2:
        return False
    case.form.insert_rows(lines[1].row)
    case.form.copy_row(case.form.header_row, lines[1].row)
    return None


@mutator("一行整行粘贴到另一行上", CAUGHT, "MISSING_ROW", "DOUBLE_ROW")
def row_pasted_over_another(case: Case) -> bool | None:
    lines = case.form.lines()
    if len(lines) < 2:
        return False
    first, second = lines[0], lines[1]
    case.form.copy_row(first.row, second.row)
    case.means((second.title, second.indicator), None)
    return None


@mutator("累计完成整列下移一行，名称未动", Outcome.SIGNED)
def figures_shifted_down(case: Case) -> bool | None:
    column = case.form.column("累计完成")
    rows = [line.row for line in case.form.lines()]
    values = [case.form.value(row, column) for row in rows]
    for row, value in zip([*rows, rows[-1] + 1], [None, *values], strict=True):
        case.form.put(row, column, value)
    return len(rows) > 1


@mutator("累计完成整列上移一行，名称未动", Outcome.SIGNED)
def figures_shifted_up(case: Case) -> bool | None:
    column = case.form.column("累计完成")
    rows = [line.row for line in case.form.lines()]
    values = [case.form.value(row, column) for row in rows]
    for row, value in zip(rows, [*values[1:], None], strict=True):
        case.form.put(row, column, value)
    return len(rows) > 1


@mutator("累计完成一列单独排了序，名称未动", Outcome.LIMIT)
def figures_sorted_alone(case: Case) -> bool | None:
    column = case.form.column("累计完成")
    rows = [row for row, _, _ in case.numbers()]
    values = sorted((case.form.value(row, column) for row in rows), key=lambda one: Decimal(str(one)))
    changed = values != [case.form.value(row, column) for row in rows]
    for row, value in zip(rows, values, strict=True):
        case.form.put(row, column, value)
    return changed


@mutator("相邻两行的累计完成填反了", Outcome.LIMIT)
def two_figures_swapped(case: Case) -> bool | None:
    rows: list[tuple[int, Typed]] = [(row, figure) for row, _, figure in case.numbers()]
    if len(rows) < 2 or rows[0][1] == rows[1][1]:
        return False
    _swap_figures(case, rows[0][0], rows[1][0])
    return None
