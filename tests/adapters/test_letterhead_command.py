"""A letterhead for an office's own profile, and the check of one that was edited in Word or WPS."""

import io
import json
import re
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from xlminshi import api
from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import BRIEFING, STANDARD, Mark, build_letterhead
from xlminshi.adapters.word.letterhead_check import Grade, check_letterhead
from xlminshi.adapters.word.profile import DatedPlace, PageNumber, Profile, profile_of
from xlminshi.bulletin.document import Document, Imprint, Masthead, Paragraph, ParagraphStyle
from xlminshi.cli import FAILED, FINDINGS, GOOD, run
from xlminshi.core.errors import CannotContinueError, LetterheadError
from xlminshi.core.settings import DocumentKind

TEXT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
TYPES, LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
FIELD = re.compile(r"<w:r><w:fldChar w:fldCharType=\"begin\"/>.*fldCharType=\"end\"/></w:r>")


def edited(*changes: tuple[str, str], part: str = TEXT, base: bytes | None = None) -> bytes:
    """Return a letterhead after an office has changed some XML in one part."""
    parts = unpack(base or build_letterhead())
    content = parts[part].decode()
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    return pack(parts | {part: content.encode()})


def said(content: bytes, grade: Grade, profile: Profile = STANDARD) -> list[str]:
    return [line.text for line in check_letterhead(content, profile).lines if line.grade is grade]


def told(content: bytes, grade: Grade, words: str, profile: Profile = STANDARD) -> bool:
    """Return whether exactly one line of a grade holds the words."""
    return sum(words in line for line in said(content, grade, profile)) == 1


def opened(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def words_of(word: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def with_part(name: str, kind: str, content: str) -> bytes:
    """Return a letterhead with one more part, such as footnotes."""
    parts = unpack(build_letterhead())
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    override = f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/></Types>'
    link = f'<Relationship Id="rId90" Type="{NOTES}{kind}" Target="{name}.xml"/></Relationships>'
    parts[TYPES] = parts[TYPES].replace(b"</Types>", override.encode())
    parts[LINKS] = parts[LINKS].replace(b"</Relationships>", link.encode())
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = f"<w:{kind} {space}><w:p><w:r><w:t>{content}</w:t></w:r></w:p></w:{kind}>"
    return pack(parts | {f"word/{name}.xml": xml.encode()})


class TestProfile:
    def test_the_standard_one_is_that_of_the_standard(self) -> None:
        assert (STANDARD.margins.twips(), STANDARD.line_pitch, STANDARD.spacing) == (
            (2098, 1587, 1984, 1474),
            579,
            -5,
        )
        assert profile_of() == STANDARD

    def test_margins_are_typed_in_the_order_of_word(self) -> None:
        margins = profile_of(margins="30，28, 32.5、25").margins
        assert (margins.top, margins.binding, margins.bottom, margins.outer) == (30, 28, 32.5, 25)
        assert str(margins) == "30,28,32.5,25"

    @pytest.mark.parametrize(
        "margins",
        [
            "37",
            "37,28,35",
            "37,28,35,26,1",
            "甲,28,35,26",
            "-1,28,35,26",
            "5,28,35,26",
            "37,28,35,99",
            "１,2,3,4",
            "nan,1,1,1",
        ],
    )
    def test_margins_that_make_no_page_are_refused(self, margins: str) -> None:
        with pytest.raises(CannotContinueError, match="请按“上,左,下,右”写四个毫米数"):
            profile_of(margins=margins)

    @pytest.mark.parametrize("grid", ["22", "22,28,1", "0,28", "22,99", "22.5,28", "行,字"])
    def test_a_grid_that_makes_no_page_is_refused(self, grid: str) -> None:
        with pytest.raises(CannotContinueError, match="请写成“22,28”"):
            profile_of(grid=grid)

    @pytest.mark.parametrize("font", ['宋体"/>', "宋" * 40, "a<b"])
    def test_what_is_no_font_is_refused(self, font: str) -> None:
        with pytest.raises(CannotContinueError, match="请写字体的名称"):
            profile_of(digits=font)

    @pytest.mark.parametrize("name", ["{{报头}}", "｛甲", "两\n行", "长" * 31, "甲\x00"])
    def test_a_name_that_cannot_stand_in_the_head_is_refused(self, name: str) -> None:
        with pytest.raises(CannotContinueError, match="请写在一行内"):
            profile_of(name=name)

    def test_a_long_name_is_set_smaller_on_one_line(self) -> None:
        profile = profile_of(name="湛河区人民政府办公室督查通报")
        size, spacing, _ = profile.name_measures()
        assert len(profile.name) * (size * 10 + spacing) <= profile.width < 14 * (144 * 10 + 240)


class TestNewLetterhead:
    @pytest.mark.parametrize(
        "profile",
        [
            STANDARD,
            BRIEFING,
            profile_of(margins="30,25,30,25", digits="Times New Roman", page_number=PageNumber.PLAIN),
            profile_of(grid="20,26", page_number=PageNumber.WORDS, name="A&B <督查> 通报"),
            profile_of(DocumentKind.BRIEFING, dated=DatedPlace.BESIDE),
        ],
    )
    def test_it_passes_its_own_check(self, profile: Profile) -> None:
        check = check_letterhead(build_letterhead(profile), profile)
        hints = [line.text for line in check.lines if line.grade is Grade.HINT]
        assert not check.must_change
        assert [hint for hint in hints if "{{报头}}" not in hint] == []
        assert check.counts_line().startswith("版头文件可以使用：")

    def test_a_briefing_has_the_date_under_its_issuer_in_one_paragraph_over_the_red_rule(self) -> None:
        assert words_of(opened(build_letterhead(BRIEFING)))[:3] == [
            "{{报头}}",
            "{{期号}}",
            "\t{{发文机关}}\n\t\t{{成文日期}}",
        ]

    def test_a_bulletin_has_the_date_beside_its_issuer(self) -> None:
        assert words_of(opened(build_letterhead()))[2] == "\t{{发文机关}}\t{{成文日期}}"

    def test_a_fixed_name_stands_in_red_instead_of_its_mark(self) -> None:
        paragraph = opened(build_letterhead(profile_of(name="A&B <督查>"))).paragraphs[0]
        assert paragraph.text == "A&B <督查>"
        assert str(paragraph.style.font.color.rgb) == "FF0000"  # type: ignore[union-attr]

    def test_margins_and_grid_are_those_of_the_profile(self) -> None:
        section = opened(build_letterhead(profile_of(margins="30,25,32,24", grid="20,26"))).sections[0]
        sides = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
        assert [round(side.mm, 1) for side in sides if side] == [30, 25, 32, 24]
        pitch = section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch"))  # type: ignore[union-attr]
        assert int(pitch or 0) == (16838 - 1701 - 1814) // 20

    def test_digits_take_their_font_and_page_numbers_stay_as_the_standard_has_them(self) -> None:
        word = opened(build_letterhead(profile_of(digits="Times New Roman")))
        assert {name: word.styles[name].font.name for name in ("公文正文", "公文标题", "公文单页码")} == {  # type: ignore[union-attr]
            "公文正文": "Times New Roman",
            "公文标题": "Times New Roman",
            "公文单页码": "宋体",
        }

    @pytest.mark.parametrize("number", list(PageNumber))
    def test_page_numbers_are_written_as_asked(self, number: PageNumber) -> None:
        section = opened(build_letterhead(profile_of(page_number=number))).sections[0]
        assert (
            section.footer.paragraphs[0].text == section.even_page_footer.paragraphs[0].text == number.value
        )

    def test_every_build_gives_the_same_bytes(self) -> None:
        assert build_letterhead(BRIEFING) == build_letterhead(profile_of(DocumentKind.BRIEFING))


class TestMarks:
    def test_a_mark_that_word_split_over_runs_is_recognised(self) -> None:
        split = (
            '<w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>{期</w:t></w:r><w:r><w:t>号}}</w:t>'
        )
        assert not check_letterhead(edited(("<w:t>{{期号}}</w:t>", split))).must_change

    @pytest.mark.parametrize(
        ("written", "words"),
        [
            ("{{期数}}", "请改为“{{期号}}”"),
            ("{{期 号}}", "“{{期 号}}”不是认识的标记"),
            ("{{期号", "花括号不成对。请写成“{{期号}}”"),
            ("{期号}", "花括号不成对"),
            ("｛｛期号｝｝", "用了全角花括号"),
            ("", "缺少标记“{{期号}}”"),
        ],
    )
    def test_a_wrong_mark_is_named_with_the_right_spelling(self, written: str, words: str) -> None:
        assert told(edited(("{{期号}}", written)), Grade.WRONG, words)

    def test_a_mark_torn_by_a_new_paragraph_is_named(self) -> None:
        torn = "{{期</w:t></w:r></w:p><w:p><w:r><w:t>号}}"
        assert check_letterhead(edited(("{{期号}}", torn))).must_change

    def test_a_second_body_mark_must_go(self) -> None:
        second = "</w:tbl><w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p>"
        assert told(edited(("</w:tbl>", second)), Grade.WRONG, "“{{正文}}”出现了不止一次")

    def test_another_mark_twice_is_a_hint(self) -> None:
        second = "</w:tbl><w:p><w:r><w:t>{{期号}}</w:t></w:r></w:p>"
        assert told(edited(("</w:tbl>", second)), Grade.HINT, "“{{期号}}”出现了2次")

    def test_a_mark_twice_side_by_side_must_go(self) -> None:
        content = edited(("{{期号}}", "{{期号}}{{期号}}"))
        assert told(content, Grade.WRONG, "这一行中，标记“{{期号}}”连着写了两次")

    def test_a_second_title_must_go(self) -> None:
        second = "</w:tbl><w:p><w:r><w:t>{{标题}}</w:t></w:r></w:p>"
        assert told(edited(("</w:tbl>", second)), Grade.WRONG, "“{{标题}}”在正文区出现了不止一次")

    def test_a_text_box_stored_twice_for_old_programs_holds_its_mark_once(self) -> None:
        box = "<w:txbxContent><w:p><w:r><w:t>{{期号}}</w:t></w:r></w:p></w:txbxContent>"
        space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        both = f"<mc:AlternateContent {space}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        content = edited(("<w:t>{{期号}}</w:t>", both))
        assert not told(content, Grade.HINT, "出现了2次")

    def test_an_optional_mark_that_is_missing_is_a_hint(self) -> None:
        assert told(
            edited(("{{分发范围}}", "")),
            Grade.HINT,
            "没有标记“{{分发范围}}”，分发范围不会从工作簿填入。需要的话请在版记写上",
        )

    @pytest.mark.parametrize(
        ("kind", "name"), [("footnotes", "脚注"), ("endnotes", "尾注"), ("comments", "批注")]
    )
    def test_a_mark_where_nothing_is_filled_is_named_and_refused(self, kind: str, name: str) -> None:
        content = with_part(kind, kind, "{{期号}}")
        assert told(content, Grade.WRONG, f"{name}里的“{{{{期号}}}}”不会填写")
        with pytest.raises(LetterheadError, match=name):
            render_bulletin(Document(Masthead("", "", "", ""), (), (), Imprint("")), content)

    def test_awkward_words_arrive_in_a_right_document(self) -> None:
        words = 'A&B <甲>\n"乙"'
        body = (Paragraph("p", ParagraphStyle.BODY, words),)
        document = Document(
            Masthead(words, words, words, words), (words,), body, Imprint(words, words, words)
        )
        assert words_of(opened(render_bulletin(document, build_letterhead())))[:2] == [words, words]

    def test_the_trial_names_a_mark_whose_words_do_not_arrive(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            "xlminshi.adapters.word.letterhead_check.render_bulletin", lambda document, content: content
        )
        wrong = said(build_letterhead(), Grade.WRONG)
        assert [str(mark) in line for mark, line in zip(Mark, wrong, strict=True)] == [True] * len(Mark)


class TestStyles:
    @pytest.mark.parametrize("style", list(ParagraphStyle))
    def test_a_missing_style_must_come_back(self, style: ParagraphStyle) -> None:
        assert told(
            edited((f'"{style.value}"', '"别的"'), part=STYLES), Grade.WRONG, f"缺少段落样式“{style.value}”"
        )

    def test_a_renamed_style_is_named(self) -> None:
        content = edited(('"公文正文"', '"公文正文1"'), part=STYLES)
        assert told(content, Grade.WRONG, "样式“公文正文1”像是由它改名的")

    def test_a_style_of_the_head_may_be_missing(self) -> None:
        assert told(edited(('"公文期号"', '"期号"'), part=STYLES), Grade.HINT, "没有样式“公文期号”")

    def test_another_size_is_a_hint_with_what_is_usual(self) -> None:
        content = edited(('w:val="44"', 'w:val="36"'), part=STYLES)
        assert told(
            content,
            Grade.HINT,
            "“公文标题”是方正小标宋简体，小2号（18磅），一般用方正小标宋简体，2号（22磅）",
        )

    def test_another_font_is_a_hint_and_one_of_the_same_family_is_not(self) -> None:
        assert told(
            edited(("黑体", "微软雅黑 Light"), part=STYLES), Grade.PASSED, "“公文一级标题”：微软雅黑 Light"
        )
        assert told(edited(("黑体", "隶书"), part=STYLES), Grade.HINT, "“公文一级标题”是隶书")
        assert told(edited(("黑体", "SimHei"), part=STYLES), Grade.PASSED, "“公文一级标题”：SimHei")

    def test_a_theme_font_is_a_hint(self) -> None:
        content = edited(('w:eastAsia="黑体"', 'w:eastAsiaTheme="minorEastAsia"'), part=STYLES)
        assert told(content, Grade.HINT, "“公文一级标题”用的是主题字体")

    def test_a_name_in_another_colour_is_a_hint(self) -> None:
        content = edited(('<w:color w:val="FF0000"/>', '<w:color w:val="auto"/>'), part=STYLES)
        assert told(content, Grade.HINT, "一般用方正小标宋简体，72磅、红色")

    def test_styles_based_on_each_other_in_a_ring_are_read(self) -> None:
        content = edited(
            ('<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="GwBody"/>'), part=STYLES
        )
        assert told(content, Grade.PASSED, "“公文正文”：仿宋_GB2312，3号")


class TestPage:
    def test_the_paper_must_be_a4_upright(self) -> None:
        content = edited(('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'))
        assert told(content, Grade.WRONG, "纸张是215.9×279.4毫米")

    def test_margins_may_be_off_by_one_millimetre(self) -> None:
        assert not check_letterhead(edited(('w:top="2098"', 'w:top="2050"'))).must_change
        assert told(edited(('w:top="2098"', 'w:top="1440"')), Grade.WRONG, "页边距（毫米）是上25.4")

    def test_an_offices_own_margins_are_right_beside_its_profile(self) -> None:
        profile = profile_of(margins="30,25,30,25")
        content = build_letterhead(profile)
        assert check_letterhead(content).must_change
        assert not check_letterhead(content, profile).must_change

    def test_a_section_without_measures_must_be_set_right(self) -> None:
        parts = unpack(build_letterhead())
        parts[TEXT] = re.sub(rb"<w:pg(Sz|Mar) [^>]*/>", b"", parts[TEXT])
        check = check_letterhead(pack(parts))
        assert [line.text[:2] for line in check.lines if line.grade is Grade.WRONG] == ["纸张", "页边"]
        assert any("每页0行、每行0字" in line.text for line in check.lines)

    def test_another_line_spacing_is_a_hint(self) -> None:
        content = edited(('w:line="579"', 'w:line="560"'), part=STYLES)
        assert told(content, Grade.HINT, "每页22行、每行28字") is False
        wide = edited(('w:line="579"', 'w:line="640"'), part=STYLES)
        assert told(wide, Grade.HINT, "正文约为每页19行、每行28字")

    def test_automatic_line_spacing_tells_of_no_lines(self) -> None:
        assert told(edited(('"exact"', '"auto"'), part=STYLES), Grade.HINT, "正文约为每页0行")


class TestPageNumbers:
    @pytest.mark.parametrize(("part", "name"), [("word/footer1.xml", "单页"), ("word/footer2.xml", "双页")])
    def test_a_typed_number_is_no_page_number(self, part: str, name: str) -> None:
        parts = unpack(build_letterhead())
        parts[part] = FIELD.sub("<w:r><w:t>1</w:t></w:r>", parts[part].decode()).encode()
        assert told(pack(parts), Grade.WRONG, f"{name}没有页码")

    def test_a_simple_field_is_a_page_number(self) -> None:
        parts = unpack(build_letterhead())
        simple = '<w:fldSimple w:instr=" page  \\* MERGEFORMAT "><w:r><w:t>7</w:t></w:r></w:fldSimple>'
        parts["word/footer1.xml"] = FIELD.sub(lambda _: simple, parts["word/footer1.xml"].decode()).encode()
        assert told(pack(parts), Grade.PASSED, "单页的页码：— 1 —")

    def test_another_writing_is_a_hint(self) -> None:
        assert told(
            edited(("—", "-"), part="word/footer1.xml"), Grade.HINT, "单页的页码写成“- 1 -”，一般为“— 1 —”"
        )

    def test_one_footer_for_all_pages_is_a_hint(self) -> None:
        content = edited(("<w:evenAndOddHeaders/>", '<w:evenAndOddHeaders w:val="0"/>'), part=SETTINGS)
        assert told(content, Grade.HINT, "请勾选“奇偶页不同”")
        assert not any("双页的页码：" in line for line in said(content, Grade.PASSED))

    def test_a_first_page_without_number_is_a_hint(self) -> None:
        assert told(edited(("<w:docGrid", "<w:titlePg/><w:docGrid")), Grade.HINT, "首页没有页码")


class TestTraces:
    def test_open_revisions_are_told(self) -> None:
        change = '<w:ins w:id="1" w:author="某某"><w:r><w:t>{{期号}}</w:t></w:r></w:ins>'
        assert told(edited(("<w:r><w:t>{{期号}}</w:t></w:r>", change)), Grade.HINT, "还有没处理的修订")

    def test_comments_are_told(self) -> None:
        assert told(with_part("comments", "comments", "请核"), Grade.HINT, "还有批注")


class TestCommand:
    def test_it_makes_a_letterhead_that_its_check_passes(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "版头.docx"
        options = [
            "--kind",
            "工作简报",
            "--margins",
            "30,28,30,26",
            "--page-number",
            "第1页",
            "--date",
            "右侧",
        ]
        assert run(["letterhead", "-o", str(path), *options, "--digits", "Times New Roman"]) == GOOD
        assert "已生成工作简报的版头文件" in capsys.readouterr().out
        assert run(["letterhead", "--check", str(path), *options]) == GOOD
        assert "版头文件可以使用" in capsys.readouterr().out

    def test_the_check_ends_with_one_where_something_must_be_changed(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "版头.docx"
        path.write_bytes(edited(("{{标题}}", "{{标提}}")))
        before = path.read_bytes()
        assert run(["letterhead", "--check", str(path)]) == FINDINGS
        assert "[请改] “{{标提}}”这一行中" in capsys.readouterr().out
        assert path.read_bytes() == before

    def test_machines_read_the_same_lines(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "版头.docx"
        path.write_bytes(edited(("{{标题}}", "")))
        assert run(["letterhead", "--check", str(path), "--json"]) == FINDINGS
        record = json.loads(capsys.readouterr().out)
        assert record["result"]["lines"][0]["grade"] == "请改"
        assert (record["ok"], record["exit_code"]) == (False, 1)

    @pytest.mark.parametrize("options", [[], ["-o", "甲.docx", "--check", "乙.docx"]])
    def test_it_makes_or_checks_one_file(
        self, options: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["letterhead", *options]) == FAILED
        assert "二者选一" in capsys.readouterr().err

    def test_a_letterhead_that_is_there_is_replaced_only_with_consent(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "版头.docx"
        path.write_bytes(b"mine")
        assert run(["letterhead", "-o", str(path)]) == FAILED
        assert path.read_bytes() == b"mine"
        assert run(["letterhead", "-o", str(path), "--replace"]) == GOOD

    def test_a_file_that_is_not_there_or_no_docx_is_told(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["letterhead", "--check", str(tmp_path / "没有.docx")]) == FAILED
        assert "请核对位置" in capsys.readouterr().err
        (tmp_path / "旧.docx").write_bytes(b"\xd0\xcf\x11\xe0")
        assert run(["letterhead", "--check", str(tmp_path / "旧.docx")]) == FAILED
        assert "另存为" in capsys.readouterr().err


def test_the_library_makes_and_checks_one_with_the_standard_profile(tmp_path: Path) -> None:
    made = api.make_letterhead(tmp_path / "版头.docx")
    assert (made.value, made.written) == (STANDARD, (tmp_path / "版头.docx",))
    assert not api.check_letterhead(tmp_path / "版头.docx").value.must_change
