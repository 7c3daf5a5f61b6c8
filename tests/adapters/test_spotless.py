"""What is not taken apart before it leaves must be what would be found clean if it were."""

from pathlib import Path

import pytest

from xlminshi.adapters import outgoing, spotless
from xlminshi.adapters.outgoing import lint
from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.spotless import is_spotless

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
FORM = "区残联.xlsx"


@pytest.fixture(scope="session")
def parts(demo_folder: Path) -> dict[str, bytes]:
    """The parts of a form as it is sent out."""
    return unpack((demo_folder / "2_下发填报表" / FORM).read_bytes())


def no_doubts(formula: str) -> tuple[str, ...]:
    return ()


def test_the_sheets_and_texts_of_a_form_need_not_be_taken_apart(parts: dict[str, bytes]) -> None:
    large = [part for name, part in parts.items() if name.startswith(("xl/worksheets/", TEXTS))]
    assert len(large) == 4
    assert all(is_spotless(part, no_doubts) for part in large)


def test_other_parts_are_always_taken_apart(parts: dict[str, bytes]) -> None:
    assert not is_spotless(parts["xl/workbook.xml"], no_doubts)
    assert not is_spotless(parts["xl/styles.xml"], no_doubts)


def test_every_formula_is_asked_about_as_a_person_reads_it(parts: dict[str, bytes]) -> None:
    asked: list[str] = []

    def doubts(formula: str) -> list[str]:
        asked.append(formula)
        return []

    sheet = parts[SHEET].replace(b"<f>", b"<f>A1&lt;&gt;&quot;&amp;lt;&quot;+", 1)
    assert is_spotless(sheet, doubts)
    assert any(one.startswith('A1<>"&lt;"+') for one in asked)
    assert any(one.startswith("ROUND(") for one in asked)
    assert any(one.startswith("$L") for one in asked)  # the colours' and the entry rules' too
    assert not is_spotless(parts[SHEET], lambda formula: ["用了“X”"] if formula.startswith("ROUND(") else [])


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, "<f>ROUND(", "<f>WEBSERVICE("),
        (SHEET, "<f>ROUND(", "<f>[1]甲!A1+ROUND("),
        (SHEET, "<f>ROUND(", "<f>&#91;1]甲!A1+ROUND("),
        (SHEET, "<f>ROUND(", "<x:f xmlns:x='urn:x'>WEBSERVICE("),
        (SHEET, "<f>ROUND(", "<f><!-- ROUND( -->ROUND("),
        (SHEET, "<f>ROUND(", "<f><![CDATA[ROUND("),
        (SHEET, "<f>ROUND(", '<f a=">">WEBSERVICE('),
        (SHEET, "<f>ROUND(", '<f t="shared">WEBSERVICE('),
        (SHEET, "<f>ROUND(", "<f >WEBSERVICE("),
        (SHEET, "<f>ROUND(", "<f\n>WEBSERVICE("),
        (SHEET, "</f><v>", "</f><v></v><x>"),
        (SHEET, "</f><v>", "</f><w>"),
        (SHEET, "</f><v>", "</f></c><c><v>"),
        (SHEET, ' t="str"><f>', ' t="e"><f>'),
        (SHEET, ' t="str"><f>', ' t="&#101;"><f>'),
        (SHEET, ' t="str"><f>', " t='e'><f>"),
        (SHEET, ' t="str"><f>', '\nt = "e"><f>'),
        (SHEET, "<f>ROUND(", "<f>\x01ROUND("),
        (SHEET, "<f>ROUND(", "<f>\ufffeROUND("),
        (SHEET, "<f>ROUND(", "<f>\uffffROUND("),
        (SHEET, "<f>ROUND(", "<f>&nbsp;ROUND("),
        (SHEET, "<f>ROUND(", "<f>&ROUND("),
        (SHEET, "<f>ROUND(", "<f>C:\\甲+ROUND("),
        (SHEET, "<f>ROUND(", "<f></f><v>1</v></c><c><f>WEBSERVICE("),
        (SHEET, "<row ", '<row r="1" '),
        (SHEET, "<row ", '<row x="1" '),
        (SHEET, "<c r=", "</row><row><c r="),
        (SHEET, "<c r=", "<c r='"),
        (SHEET, "<c r=", '<c s="0" r='),
        (SHEET, "</sheetData>", "</sheetData><sheetData></sheetData>"),
        (SHEET, "</sheetData>", "</x></sheetData>"),
        (SHEET, "<dimension ", '<dimension x="<sheetData></sheetData>" '),
        (SHEET, "<dimension ", "<!--<sheetData></sheetData>--><dimension "),
        (SHEET, "<formula>$L", "<formula>WEBSERVICE($L"),
        (SHEET, "<formula1>", "<formula1>[1]甲!A1"),
        (SHEET, "<printOptions", "<definedName>WEBSERVICE(A1)</definedName><printOptions"),
        (SHEET, "<printOptions", '<Relationship TargetMode="External" Target="http://a.cn"/><printOptions'),
        (SHEET, "<printOptions", "<v>C:\\甲</v><printOptions"),
        (SHEET, "<sheetData>", "<sheetData><"),
        (SHEET, "<sheetData>", ""),
        (SHEET, "<sheetData>", "<sheetData>\0"),
        (SHEET, "<sheetData>", "<?甲 乙?><sheetData>"),
        (SHEET, "<sheetData>", "<sheetData>a > b"),
        (SHEET, "?>\n<worksheet", "?>\n<!DOCTYPE worksheet><worksheet"),
        (TEXTS, "<si>", "<si><t>C:\\Users\\甲</t></si><si>"),
        (TEXTS, "<si>", "<si><t>/home/甲</t></si><si>"),
        (TEXTS, "<si>", "<si><t>file:/甲</t></si><si>"),
        (TEXTS, "<si>", "<si><t>d:/甲</t></si><si>"),
        (TEXTS, "<si>", "<si><t>http://a.cn/home/ '甲'</t></si><si>"),
        (TEXTS, "<si>", "<si><t>甲</t>"),
    ],
)
def test_it_makes_no_difference_to_what_is_found(
    parts: dict[str, bytes], part: str, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old.encode() in parts[part]
    content = pack({**parts, part: parts[part].replace(old.encode(), new.encode(), 1)})
    found = lint(FORM, content)
    monkeypatch.setattr(outgoing, "is_spotless", lambda xml, doubts: False)
    outgoing._once.cache_clear()
    assert found == lint(FORM, content)
    outgoing._once.cache_clear()


def test_rows_as_we_write_them_are_known_as_a_whole(parts: dict[str, bytes]) -> None:
    rows = (
        b'<row r="1"><c r="A1" s="1"><v>-1.5</v></c><c r="B1"><v>1E-05</v></c></row><row r="2" hidden="1"/>'
        b'<row r="3" ht="15.75" hidden="1" customHeight="1" outlineLevel="1" collapsed="1"><c r="A3"/></row>'
    )
    sheet = parts[SHEET].replace(b"<sheetData>", b"<sheetData>" + rows)
    assert b"<row" not in spotless._without_rows(sheet)
    assert is_spotless(sheet, no_doubts)


def test_rows_in_another_code_are_not_taken_for_ours(parts: dict[str, bytes]) -> None:
    sheet = parts[SHEET].replace(b"<f>ROUND(", b"<f>\xffROUND(", 1)
    assert spotless._without_rows(sheet) == sheet
    assert lint(FORM, pack({**parts, SHEET: sheet})) == ("文件已损坏，或不是 Excel、Word 文件。",)
