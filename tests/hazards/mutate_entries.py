"""What happens to the words, persons, milestones and amounts that are told of a project as a whole."""

import re
from decimal import Decimal
from itertools import pairwise

from tests.hazards.cases import Case, Outcome, letters, mutator
from tests.hazards.counties import Typed
from tests.hazards.forms import Error, Formula, Raw, Value

RIGHT, CAUGHT, EITHER, NAMED = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER, Outcome.NAMED
LONG = "进展顺利，" * 6553
LONGER = "进展顺利，" * 9000  # more than a cell of Excel can hold; other programs may write it
HOSTILE = "=cmd|'/c calc'!A1"
EVERY_SIGN = "<b>&amp; \"引号\" 'x'</b> ]]> 😀 𠮷 \u200b末尾"


def entered(
    name: str,
    hazard: str,
    outcome: Outcome,
    header: str,
    value: Value,
    *codes: str,
    read: Typed | tuple[Typed, ...] = None,
    style: str = "",
) -> None:
    """Enter a mutator that types something into a column of every project's first row."""

    def make(case: Case) -> None:
        number = case.form.style(style) if style else None
        for row, title in case.firsts():
            address = case.form.set(row, header, value, number)
            if outcome is CAUGHT:
                case.cells.append(address)
            case.means_entry((title, header), *(read if isinstance(read, tuple) else (read,)))

    make.__name__ = name
    mutator(hazard, outcome, *codes)(make)


entered("narrative_with_dde", "进展情况以 DDE 公式文字开头", RIGHT, "进展情况", HOSTILE, read=HOSTILE)
entered("narrative_with_plus", "进展情况以加号开头", RIGHT, "进展情况", "+SUM(1,2)", read="+SUM(1,2)")
entered("narrative_with_minus", "进展情况以减号开头", RIGHT, "进展情况", "-已完成3处", read="-已完成3处")
entered("narrative_with_at", "进展情况以 @ 开头", RIGHT, "进展情况", "@SUM(A1)", read="@SUM(A1)")
entered(
    "narrative_with_link",
    "进展情况是网址",
    RIGHT,
    "进展情况",
    "http://example.invalid/a?b=c",
    read="http://example.invalid/a?b=c",
)
entered("narrative_like_a_number", "进展情况只写了一个数字", RIGHT, "进展情况", "00123", read="00123")
entered(
    "narrative_with_every_sign",
    "进展情况有尖括号、表情、生僻字、零宽字符",
    RIGHT,
    "进展情况",
    EVERY_SIGN,
    read=EVERY_SIGN,
)
entered(
    "narrative_with_line_breaks",
    "进展情况分行写，有制表符",
    RIGHT,
    "进展情况",
    "一是开工；\n二是\t招标。",
    read="一是开工；\n二是\t招标。",
)
entered(
    "narrative_with_escaped_return",
    "从别的程序带来的 _x000D_",
    RIGHT,
    "进展情况",
    "第一行_x000D_\n第二行",
    read="第一行\n第二行",
)
entered(
    "narrative_longer_than_a_cell",
    "进展情况超过 Excel 一格的上限",
    EITHER,
    "进展情况",
    LONGER,
    read=(LONGER, LONGER[:32767]),
)
entered(
    "narrative_with_control_characters",
    "进展情况有控制字符",
    EITHER,
    "进展情况",
    Raw("inlineStr", "<is><t>已完成_x0001__x0007_九成</t></is>"),
    read=("已完成\x01\x07九成", "已完成_x0001__x0007_九成"),  # as our file spells it, and as it is
)
entered(
    "narrative_with_lone_surrogate",
    "进展情况有半个字符",
    EITHER,
    "进展情况",
    Raw("inlineStr", "<is><t>已完成_xD83D_九成</t></is>"),
    read="已完成\ufffd九成",
)
entered(
    "narrative_with_escape_look_alike",
    "进展情况里写有 _x0041_ 字样",
    RIGHT,
    "进展情况",
    "型号_x005F_x0041_已装",
    read="型号_x0041_已装",
)
entered("narrative_very_long", "进展情况有三万多字", RIGHT, "进展情况", LONG, read=LONG)
entered(
    "narrative_as_formula",
    "进展情况是拼接公式",
    EITHER,
    "进展情况",
    Formula('"已完成"&I5&"个"', "已完成110个"),
    read="已完成110个",
)
entered(
    "narrative_as_live_dde",
    "进展情况是真的 DDE 公式",
    EITHER,
    "进展情况",
    Formula("cmd|'/c calc'!A1", Error("#REF!")),
    "ERROR_CELL",
)
entered("narrative_as_error", "进展情况是错误值", CAUGHT, "进展情况", Error("#VALUE!"), "ERROR_CELL")
entered(
    "narrative_not_calculated",
    "进展情况的公式没有算出结果",
    CAUGHT,
    "进展情况",
    Formula('"已完成"&I5'),
    "NOT_CALCULATED",
)
entered(
    "narrative_in_runs",
    "进展情况有几种字体",
    RIGHT,
    "进展情况",
    Raw(
        "inlineStr",
        '<is><r><rPr><b/></rPr><t xml:space="preserve">已完成 </t></r><r><t>九成</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></is>',
    ),
    read="已完成 九成",
)
entered(
    "milestone_unknown",
    "形象进度不在可选节点之中",
    CAUGHT,
    "形象进度",
    "快好了",
    "UNKNOWN_MILESTONE",
    read="快好了",
)
entered("milestone_with_space", "形象进度后面有空格", EITHER, "形象进度", "开工 ", read="开工")
entered("phone_as_number", "电话存成数字", RIGHT, "联系电话", Decimal(13803751234), read="13803751234")
entered(
    "phone_with_spaces", "电话中有空格和全角横线", RIGHT, "联系电话", "0375－6821 1234", read="0375-68211234"
)
entered("phone_nonsense", "电话不像电话", CAUGHT, "联系电话", "找办公室", "BAD_PHONE", read="找办公室")
entered(
    "two_phones",
    "一格里写了两个电话",
    EITHER,
    "联系电话",
    "13803751234、0375-6821123",
    read="13803751234、0375-6821123",
)
entered("money_with_measure", "资金写了单位（350万元）", RIGHT, "计划资金", "350万元", read=Decimal(350))
entered(
    "money_in_yuan",
    "资金按元填写并写明",
    RIGHT,
    "计划资金",
    "3500000元",
    "READ_FROM_WORDS",
    read=Decimal(350),
)
entered("money_about", "资金是约数", RIGHT, "支付资金", "约50万元", "READ_FROM_WORDS", read=Decimal(50))
entered("money_as_words", "资金写成文字", CAUGHT, "到位资金", "尚未到位", "NOT_A_NUMBER")
entered(
    "money_as_date", "资金变成了日期", CAUGHT, "到位资金", Decimal(44834), "LOOKS_LIKE_DATE", style="yyyy/m/d"
)
entered(
    "money_as_formula",
    "资金是求和公式",
    RIGHT,
    "支付资金",
    Formula("SUM(1,2)", Decimal(3)),
    "FORMULA_IN_ENTRY",
    read=Decimal(3),
)
entered(
    "person_with_title",
    "责任人带了职务和换行",
    RIGHT,
    "责任人",
    "王建军\n（副局长）",
    read="王建军\n（副局长）",
)
entered("remarks_with_formula_sign", "备注以等号开头", RIGHT, "备注", "=见附件", read="=见附件")


@mutator("支付资金大于到位资金", CAUGHT, "PAID_OVER_ARRIVED", "PAID_WITHOUT_ARRIVED")
def paid_over_arrived(case: Case) -> None:
    for row, title in case.firsts():
        case.form.set(row, "支付资金", Decimal(99999))
        case.means_entry((title, "支付资金"), Decimal(99999))


@mutator("进展情况写在第二行", RIGHT)
def narrative_in_the_second_row(case: Case) -> bool | None:
    pairs = _pairs(case)
    for first, second, title in pairs:
        case.form.set(first, "进展情况", None)
        case.form.set(second, "进展情况", "写在第二行的进展")
        case.means_entry((title, "进展情况"), "写在第二行的进展")
    return bool(pairs)


@mutator("同一件实事的两行写了不同的进展情况", CAUGHT, "CONFLICTING_ENTRY")
def narratives_in_two_rows(case: Case) -> bool | None:
    pairs = _pairs(case)
    for first, second, title in pairs:
        case.form.set(first, "进展情况", "第一行的进展")
        case.cells.append(case.form.set(second, "进展情况", "第二行的进展"))
        case.means_entry((title, "进展情况"), "第一行的进展", None)
    return bool(pairs)


def _pairs(case: Case) -> list[tuple[int, int, str]]:
    lines = case.form.lines()
    return [
        (one.row, two.row, one.title)
        for number, (one, two) in enumerate(pairwise(lines))
        if one.title == two.title and (number == 0 or lines[number - 1].title != one.title)
    ]


@mutator("进展情况与数字矛盾（写有完成率）", CAUGHT, "NARRATIVE_RATE_DIFFERS")
def narrative_tells_another_rate(case: Case) -> bool | None:
    done = False
    rows = dict(map(reversed, case.firsts()))  # type: ignore[arg-type]
    for _, key, figure in case.numbers():
        promise = case.county.promises[key]
        if promise.kind == "数量" and promise.target and figure:
            case.cells.append(case.form.set(rows[key[0]], "进展情况", "完成全年目标的3.3%"))
            case.means_entry((key[0], "进展情况"), "完成全年目标的3.3%")
            done = True
    return done


def add_notes(case: Case, notes: list[tuple[str, str]]) -> None:
    """Hang comments on cells, as a person does who dares not write into a grey cell."""
    texts = "".join(
        f'<comment ref="{cell}" authorId="0"><text><r><t>{text}</t></r></text></comment>'
        for cell, text in notes
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    case.form.parts["xl/comments1.xml"] = (
        f'<comments xmlns="{main}"><authors><author>甲</author></authors>'
        f"<commentList>{texts}</commentList></comments>"
    ).encode()
    _link(case, "comments", "../comments1.xml")


def _link(case: Case, kind: str, target: str) -> None:
    types = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    case.form.parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{types}" Target="{target}"/></Relationships>'
    ).encode()


@mutator("进展情况写进了批注", CAUGHT)
def words_in_a_note(case: Case) -> None:
    rows = list(case.firsts())
    column = letters(case.form.column("进展情况"))
    add_notes(case, [(f"{column}{row}", "已完成主体工程，见批注") for row, _ in rows])
    for row, title in rows:
        case.form.set(row, "进展情况", None)
        case.means_entry((title, "进展情况"), None)


@mutator("累计完成写进了批注", CAUGHT)
def figures_in_notes(case: Case) -> bool | None:
    rows = list(case.numbers())
    column = letters(case.form.column("累计完成"))
    add_notes(case, [(f"{column}{row}", str(figure)) for row, _, figure in rows])
    for row, key, _ in rows:
        case.form.set(row, "累计完成", None)
        case.means(key, None)
    return bool(rows)


@mutator("进展情况写在文本框里", CAUGHT)
def words_in_a_text_box(case: Case) -> None:
    for row, title in case.firsts():
        case.form.set(row, "进展情况", None)
        case.means_entry((title, "进展情况"), None)
    draw = "http://schemas.openxmlformats.org/drawingml/2006"
    corner = (
        "<xdr:col>{0}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    )
    case.form.parts["xl/drawings/drawing1.xml"] = (
        f'<xdr:wsDr xmlns:xdr="{draw}/spreadsheetDrawing" xmlns:a="{draw}/main"><xdr:twoCellAnchor>'
        f"<xdr:from>{corner.format(13, 4)}</xdr:from><xdr:to>{corner.format(15, 7)}</xdr:to>"
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="文本框 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        "<xdr:spPr/><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>已完成主体工程，见文本框</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    ).encode()
    _link(case, "drawing", "../drawings/drawing1.xml")
    case.form.after = re.sub(
        r"(<headerFooter>.*?</headerFooter>)", r'\1<drawing r:id="rId1"/>', case.form.after
    )
