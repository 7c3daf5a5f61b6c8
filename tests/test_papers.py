"""The checks of the papers: dead links and strange words are found, and there are none."""

import re
from pathlib import Path

import pytest

from docs.checking.links import dead_links, papers, slug_of
from docs.checking.terms import glossary, program_texts, strange_words, told_texts


def test_every_link_anchor_and_picture_of_every_paper_is_there() -> None:
    assert {"README.md", "CONTRIBUTING.md", "0020-manual-from-lists.md"} <= {one.name for one in papers()}
    assert list(map(str, dead_links())) == []


def test_a_dead_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "b.md").write_text("# 一、Two Words（三）\n\n## x\n\n## x\n", encoding="utf-8")
    links = ("b.md", "b.md#一two-words三", "b.md#x-1", "#here", "https://example.invalid", "docs", "<b>")
    dead = ("c.md", "b.md#y", "#there", "p.png")
    text = (
        "# Here\n" + "".join(f"[a]({one})\n" for one in (*links, *dead)) + '`[a](in code)` <img src="q.png">'
    )
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "macros").mkdir()
    assert {one.target for one in dead_links(tmp_path)} >= {*dead, "q.png"}
    assert not {one.target for one in dead_links(tmp_path)} & set(links[:6])


def test_an_anchor_is_made_as_the_pages_make_it() -> None:
    assert slug_of("1. 填写`实事清单`") == "1-填写实事清单"
    assert slug_of("xlminshi new") == "xlminshi-new"


def test_everything_that_is_told_uses_the_words_of_the_glossary() -> None:
    assert list(map(str, strange_words())) == []


def test_the_glossary_is_held_against_all_kinds_of_texts() -> None:
    places = {re.split("[:/]", place)[-2] if ":" in place else place for place, _ in told_texts()}
    for place in (
        "catalogue.py",
        "buttons.py",
        "doctor.py",
        "fields.py",
        "setting_items.py",
        "running.py",
        "macros/MinshiPython.bas",
        "macros/customUI.xml",
        "docs/manual/office.md",
    ):
        assert place in places


@pytest.mark.parametrize("term", glossary(), ids=lambda term: term.use)
def test_every_term_of_the_glossary_is_in_use_and_its_rivals_are_found(term: object) -> None:
    (one,) = (other for other in glossary() if other is term)
    assert any(one.use in text for _, text in told_texts())
    for other in one.others:
        assert list(one.strange_in(f"请看{other}。")) == [other]
        assert other not in one.but
    assert not any(list(one.strange_in(longer)) for longer in one.but)


def test_names_that_are_merely_recognised_and_patterns_are_no_texts_of_the_program() -> None:
    source = '"""完成比例"""\nimport re\nre.compile("排行")\nField("完成率", aliases=("完成比例",))\nx = f"{1}排行榜"\n'
    assert list(program_texts(source)) == [(4, "完成率"), (5, "排行榜")]
