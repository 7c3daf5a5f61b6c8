from decimal import Decimal

from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.outgoing import lint
from xlminshi.form.calls import calls_function
from xlminshi.form.function_list import FUNCTIONS
from xlminshi.form.sheets import BookPlan, Formula
from xlminshi.workflow.self_checking import ADDIN_SHEET, NATIVE_SHEET, NOT_YET, self_check_book


def formulas_of(sheet: str) -> list[Formula]:
    (plan,) = (one for one in self_check_book().sheets if one.name == sheet)
    return [cell.content for cell in plan.cells if isinstance(cell.content, Formula)]


def test_nothing_claims_to_agree_before_a_program_has_calculated_it() -> None:
    results = {one.result for name in (NATIVE_SHEET, ADDIN_SHEET) for one in formulas_of(name)}
    assert results == {"", NOT_YET}


def test_every_function_of_the_addin_is_tried() -> None:
    texts = " ".join(one.text for one in formulas_of(ADDIN_SHEET))
    assert [one.name for one in FUNCTIONS if f"{one.name}(" not in texts] == []


def test_the_first_sheet_needs_no_addin() -> None:
    native = self_check_book().sheets[0]
    assert not any(calls_function(one.text) for one in formulas_of(NATIVE_SHEET))
    told = lint("函数自检.xlsx", render(BookPlan((native,), (), native.name)))
    assert told == ()


def test_the_expected_values_are_the_librarys() -> None:
    cells = {(one.area.top, one.area.left): one.content for one in self_check_book().sheets[0].cells}
    assert cells[(4, 0)] == 21414
    assert cells[(4, 6)] == Decimal("1.5517")
    assert cells[(4, 8)] == "已完成"
