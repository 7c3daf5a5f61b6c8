"""Names and issuers of every length, printed by LibreOffice: no word is torn, the title stays on the first page."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.office.rendering import to_pdfs
from tests.office.test_bulletin_layout import MASTHEAD, Line, bulletin, pages_of
from tests.office.validators import audit_errors, sdk_errors
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import BRIEFING, STANDARD, build_letterhead
from xlminshi.bulletin.document import Imprint, Masthead, Paragraph, ParagraphStyle

PROFILES = {"通报": STANDARD, "简报": BRIEFING}
LEFT, RIGHT = 28, 184  # the edges of the type area, mm from the left edge of the paper
DATED = "2022年10月25日"
NAMES = {
    "督查通报": ("督查通报",),
    "民生实事通报": ("民生实事通报",),
    "民生实事督查专报": ("民生实事督查专报",),
    "清源县重点民生实事督查通报": ("清源县重点民生实事督查通报",),
    "清源哈萨克自治县民生实事工作推进情况督查通报": ("清源哈萨克自治县民生实事", "工作推进情况督查通报"),
}
ISSUERS = {
    "清源哈萨克自治县人民政府督查室": (f"清源哈萨克自治县人民政府督查室{DATED}",),
    "中共清源哈萨克自治县委县人民政府督查局": ("中共清源哈萨克自治县委县人民政府督查局", DATED),
    "中共清源哈萨克自治县委清源哈萨克自治县人民政府民生实事考核工作领导小组办公室": (
        "中共清源哈萨克自治县委清源哈萨克自治县",
        "人民政府民生实事考核工作领导小组办公室",
        DATED,
    ),
}
COPIES = "抄送：" + "，".join(f"清源县第{number}办公室" for number in "一二三四五六七八九十") + "。"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the printed files by kind and name or issuer; beside each lies its Word file."""
    folder = tmp_path_factory.mktemp("mastheads")
    heads = {name: replace(MASTHEAD, name=name) for name in NAMES}
    heads |= {issuer: replace(MASTHEAD, issuer=issuer) for issuer in ISSUERS}
    made = {
        f"{kind}_{words}": _written(folder / f"{kind}_{number}.docx", head, kind)
        for kind in PROFILES
        for number, (words, head) in enumerate(heads.items())
    }
    return dict(zip(made, to_pdfs(tuple(made.values()), folder), strict=True))


def _written(path: Path, head: Masthead, kind: str) -> Path:
    body = Paragraph("one", ParagraphStyle.BODY, "现将有关情况通报如下。")
    document = replace(
        bulletin(body), masthead=head, imprint=Imprint(f"本期发：区委常委。\n{COPIES}", "区委办公室", DATED)
    )
    path.write_bytes(render_bulletin(document, build_letterhead(PROFILES[kind])))
    return path


def printed(pdf: Path) -> list[Line]:
    (page,) = pages_of(pdf)
    return page.inside


@pytest.mark.parametrize("kind", PROFILES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_stands_whole_in_the_middle_and_takes_no_more_room(
    name: str, kind: str, files: dict[str, Path]
) -> None:
    lines = printed(files[f"{kind}_{name}"])
    count = len(NAMES[name])
    assert tuple(line.text for line in lines[:count]) == NAMES[name]
    assert all(line.left > LEFT - 0.5 and line.right < RIGHT + 0.5 for line in lines[:count])
    assert all(abs((line.left + line.right) / 2 - (LEFT + RIGHT) / 2) < 2.5 for line in lines[:count])
    usual = printed(files[f"{kind}_督查通报"])
    assert [line.text for line in lines[count:]] == [line.text for line in usual[1:]]
    assert lines[count].top == pytest.approx(usual[1].top, abs=0.3)


@pytest.mark.parametrize("kind", PROFILES)
@pytest.mark.parametrize("issuer", ISSUERS)
def test_an_issuer_stands_whole_one_character_in_with_the_date_at_the_right(
    issuer: str, kind: str, files: dict[str, Path]
) -> None:
    wanted = ISSUERS[issuer]
    if kind == "简报" and len(wanted) == 1:  # the date stands in the next line there anyway
        wanted = (issuer, DATED)
    lines = printed(files[f"{kind}_{issuer}"])[2 : 2 + len(wanted)]
    assert tuple(line.text for line in lines) == wanted
    starts = [line.left for line in lines if line.text != DATED]
    assert starts == pytest.approx([starts[0]] * len(starts), abs=0.5)
    assert lines[-1].right == pytest.approx(RIGHT - 5.6, abs=1)


def test_copies_begin_under_those_it_is_for(files: dict[str, Path]) -> None:
    lines = printed(files["通报_督查通报"])
    first = next(place for place, line in enumerate(lines) if line.text.startswith("本期发："))
    assert lines[first + 1].text.startswith("抄送：清源县")
    assert lines[first + 1].left == pytest.approx(lines[first].left, abs=0.5)
    assert lines[first + 2].left > lines[first + 1].left + 10


def test_the_files_are_valid(files: dict[str, Path]) -> None:
    hardest = (list(NAMES)[1], list(NAMES)[-1], list(ISSUERS)[-1])
    paths = [files[f"通报_{words}"].with_suffix(".docx") for words in hardest]
    assert {path.name: [*sdk_errors(path), *audit_errors(path)] for path in paths} == {
        path.name: [] for path in paths
    }
