"""The pictures of the papers: every step has one, each is used, each is made by the script, all are of this build."""

import re
from pathlib import Path

from tests.office.picture_stamp import FILE, stamp_of
from tests.office.screens import STEPS

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+\.png)\)")


def pictures_of(paper: Path) -> list[str]:
    return [Path(one).name for one in _PICTURE.findall(paper.read_text(encoding="utf-8"))]


def made_by_the_script() -> set[str]:
    """Return the names that .ci/pictures writes, those of the clicked steps among them."""
    text = (ROOT / ".ci" / "pictures").read_text(encoding="utf-8")
    pages = re.findall(r"^page \w+ \d+ (\w+)$", text, re.MULTILINE)
    numbers = [words.split() for words in re.findall(r"for number in ([\d ]+); do pdftoppm", text)]
    written = re.findall(r'\$out/(\w+)"', text)
    bulletins = [f"bulletin_{number}" for group in numbers for number in group]
    assert "tests.office.screens" in text
    assert "XLMINSHI_PICTURES" in text
    return {f"{one}.png" for one in (*pages, *bulletins, *written, *STEPS, "buttons")}


def test_every_step_of_the_office_has_a_picture() -> None:
    text = (ROOT / "docs" / "manual" / "office.md").read_text(encoding="utf-8")
    steps = re.split(r"^## (?=\d+\. )", text, flags=re.MULTILINE)[1:]
    assert len(steps) == 9
    assert [one.splitlines()[0] for one in steps if not _PICTURE.search(one.partition("\n## ")[0])] == []


def test_every_button_is_clicked_before_a_command_is_typed_where_there_is_one() -> None:
    text = (ROOT / "docs" / "manual" / "office.md").read_text(encoding="utf-8")
    steps = re.split(r"^## (?=\d+\. )", text, flags=re.MULTILINE)[1:]
    for caption, command in (
        ("拆分下发", "split"),
        ("回收汇总", "collect"),
        ("生成通报", "publish"),
        ("核对通报", "verify"),
    ):
        step = next(one for one in steps if f"xlminshi {command} " in one)
        assert step.index(f"**“{caption}”**") < step.index(f"xlminshi {command} ")


def test_every_picture_is_used_and_made_by_the_script() -> None:
    there = {path.name for path in PICTURES.glob("*.png")}
    papers = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    assert there == {name for paper in papers for name in pictures_of(paper)}
    assert there - made_by_the_script() == set()


def test_the_pictures_are_of_this_build(demo_folder: Path) -> None:
    noted = (PICTURES / FILE).read_text(encoding="utf-8").strip()
    assert stamp_of(demo_folder) == noted, (
        "what the pictures show has changed: run `make pictures` and look at them"
    )
