import re
from collections.abc import Iterator

import click
import pytest

from xlminshi.adapters.chinese_click import ChineseCommand, ChineseGroup, told

ENGLISH = re.compile(
    r"Usage|Options?:|Commands?|Arguments?|Show|message|exit|Error|required|Missing|No such|Invalid|Got|unexpected|"
    r"default|Try|Did you mean|takes?|value|PATH|FILE|TEXT|INTEGER",
    re.IGNORECASE,
)


@click.group(cls=ChineseGroup, help="做事。")
def group() -> None:
    pass


@group.command(
    "乙",
    cls=ChineseCommand,
    help=f"后做的事，它的说明很长很长，一行写不下也不能丢。{'另有一些说明，' * 20}如此。",
)
@click.argument("source", metavar="来源")
@click.option("-o", "--output", required=True, metavar="文件", help="写到哪里。")
@click.option("-n", "--number", type=int, metavar="个数", help="几个。")
@click.option("--way", type=click.Choice(["快", "慢"]), metavar="方式", help="怎么做。")
@click.option("--replace", is_flag=True, help="替换。")
def second(**_: object) -> None:
    pass


@group.command("甲", cls=ChineseCommand, help="先做的事。")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="路径...")
def first(**_: object) -> None:
    pass


def refusal(*arguments: str) -> str:
    with pytest.raises(click.ClickException) as caught:
        group.main(list(arguments), prog_name="做", standalone_mode=False)
    return told(caught.value)


def help_page(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    group.main([*arguments, "--help"], prog_name="做", standalone_mode=False)
    return capsys.readouterr().out


@pytest.fixture(params=[(), ("甲",), ("乙",)], ids=["group", "first", "second"])
def page(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Iterator[str]:
    yield help_page(capsys, *request.param)


def test_a_help_page_has_no_english_words(page: str) -> None:
    bare = page.replace("--output", "").replace("--number", "").replace("--replace", "").replace("--help", "")
    assert ENGLISH.findall(bare) == []


def test_a_help_page_tells_how_to_call_and_what_help_is(page: str) -> None:
    assert page.startswith("用法：做")
    assert "选项：" in page
    assert re.search(r"--help +显示这页帮助。", page)


def test_the_group_lists_its_commands_in_the_order_of_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    page = help_page(capsys)
    assert page.index("  乙 ") < page.index("  甲 ")
    assert "一行写不下也不能丢。" in page


def test_a_command_shows_its_arguments_by_their_chinese_names(capsys: pytest.CaptureFixture[str]) -> None:
    page = help_page(capsys, "乙")
    assert "用法：做 乙 [选项] 来源" in page
    assert re.search(r"-o, --output 文件 +写到哪里。 *（必填）", page)
    assert not re.search(r"^ +来源\s*$", page, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("丙",), "没有这个命令"),
        (("乙",), "还缺少“来源”"),
        (("乙", "x"), "还缺少选项 -o/--output"),
        (("乙", "x", "-o"), "选项“-o”的写法不对"),
        (("乙", "x", "-o", "y", "--replace=1"), "选项“--replace”的写法不对"),
        (("乙", "x", "-o", "y", "z"), "多写了内容"),
        (("乙", "x", "-o", "y", "-n", "五"), "选项 -n/--number不能这样写"),
        (("乙", "x", "-o", "y", "--way", "不快不慢"), "选项 --way不能这样写"),
        (("乙", "x", "--nope"), "没有“--nope”这个选项"),
        (("--nope",), "没有“--nope”这个选项"),
        (("甲",), "还缺少“路径...”"),
        (("甲", "没有.xlsx"), "“路径...”不能这样写"),
    ],
)
def test_a_refusal_is_one_chinese_sentence_that_says_where_help_is(
    arguments: tuple[str, ...], said: str
) -> None:
    words = refusal(*arguments)
    assert said in words
    assert words.endswith("请用 xlminshi --help 查看用法。")
    for option in ("--output", "--number", "--replace", "--help", "--nope"):
        words = words.replace(option, "")
    assert ENGLISH.findall(words) == []


def test_a_bare_call_shows_the_help_page() -> None:
    assert refusal().startswith("用法：做")


def test_a_refusal_without_a_named_parameter_is_chinese_too() -> None:
    assert told(click.BadParameter("whatever")).startswith("参数不能这样写")
    assert told(click.UsageError("whatever")).startswith("没有这个命令")


def test_the_list_of_commands_shows_the_first_sentence_of_each_however_long_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = "".join(help_page(capsys).split())
    assert "乙后做的事，它的说明很长很长，一行写不下也不能丢。甲先做的事。" in page
