import pytest
from pyopenvba import cfb

from tests.office.vba_build import modules_by_pyopenvba
from xlminshi.adapters.closed.writing import Macros, render
from xlminshi.adapters.macros import project
from xlminshi.adapters.macros.modules import WORKBOOK, MacroModule
from xlminshi.adapters.macros.project import code_names, vba_project
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.sheets import BookPlan, SheetPlan

OPENING = MacroModule(WORKBOOK, "Private Sub Workbook_Open()\nEnd Sub\n")
CHINESE = MacroModule("Words", 'Attribute VB_Name = "Words"\nPublic Const TOLD = "民生实事 · “完成率”——①"\n')


def read_back(content: bytes, sheets: int) -> dict[str, str]:
    plan = BookPlan(tuple(SheetPlan(f"表{number}", ()) for number in range(sheets)))
    return modules_by_pyopenvba(render(plan, Macros(content, WORKBOOK, code_names(sheets))))


def test_chinese_comes_back_as_it_was_written() -> None:
    found = read_back(vba_project((OPENING, CHINESE), 2), 2)
    assert found["Words"] == CHINESE.text
    assert found[WORKBOOK].endswith(OPENING.text)
    assert [name for name in found if name.startswith("Sheet")] == ["Sheet1", "Sheet2"]


def test_a_project_is_the_same_bytes_each_time() -> None:
    first = vba_project((OPENING, CHINESE), 3)
    project._project.cache_clear()
    assert vba_project((OPENING, CHINESE), 3) == first


def test_no_compiled_code_and_no_reference_to_the_office_library_is_left() -> None:
    content = vba_project((OPENING, CHINESE), 1)
    container = cfb.CFB.from_bytes(content)
    assert container.get_stream_in_storage("VBA", "_VBA_PROJECT") == bytes.fromhex("CC61FFFF000000")
    assert b"MSO.DLL" not in content
    assert not [name for name in container.list_streams() if name.startswith("__SRP")]


@pytest.mark.parametrize("sign", ["㎡🙂", "🙂", "é", "한"])
def test_a_sign_outside_code_page_936_is_refused_with_module_and_line(sign: str) -> None:
    module = MacroModule("Words", f'Attribute VB_Name = "Words"\n\nConst A = "好{sign}"\n')
    if sign == "é":  # GBK has it, for pinyin
        vba_project((OPENING, module), 1)
        return
    with pytest.raises(CannotContinueError, match=r"宏模块“Words”第3行.*代码页936"):
        vba_project((OPENING, module), 1)


def test_a_line_that_vba_would_cut_is_refused() -> None:
    module = MacroModule("Words", f'Attribute VB_Name = "Words"\nConst A = "{"长" * 1020}"\n')
    with pytest.raises(CannotContinueError, match="第2行超过1023个字符"):
        vba_project((OPENING, module), 1)
