"""The commands about a document that is written already: verify, refresh, compare, letterhead."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.adapters.word.profile import DatedPlace, PageNumber, profile_of
from xlminshi.cli.base import FINDINGS, GOOD, PATH, cli, echo_record, finish, options, progress_bar
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.settings import DocumentKind
from xlminshi.workflow.reporting import verification_record

if TYPE_CHECKING:
    from xlminshi.adapters.word.letterhead_check import LetterheadCheck

_PAGE_NUMBERS = {one.value.replace(" ", ""): one for one in PageNumber}
_KINDS = {one.value: one for one in DocumentKind}
_DATED = {one.value: one for one in DatedPlace}


@cli.command(
    "verify", cls=ChineseCommand, help="核对通报：逐个核对一份通报中的数字，标出不一致和存疑的地方。"
)
@click.argument("document", type=PATH, metavar="通报")
@click.argument("book", type=PATH, required=False, metavar="[工作簿]")
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="文件夹",
    help="把带批注的副本和核对结果写到哪个文件夹，不给则只显示。",
)
@click.option(
    "--previous", type=PATH, multiple=True, metavar="文件", help="以前的通报，用来核对期号；可以给几次。"
)
@options("replace", "json")
def verify(
    document: Path,
    book: Path | None,
    output: Path | None,
    previous: tuple[Path, ...],
    replace: bool,
    as_json: bool,
) -> int:
    """Verify a document."""
    result = api.verify(
        document, book, output, previous=previous, replace=replace, progress=progress_bar(as_json)
    )
    lines = (
        f"已核对：{document.name}{f'（对照{book.name}）' if book else '（没有给工作簿，只核对文字本身）'}",
        *(f"已生成：{path}" for path in result.written),
        result.value.counts_line(),
    )
    return finish("verify", result, lines, as_json, verification_record(result.value))


@cli.command(
    "refresh",
    cls=ChineseCommand,
    help="只更新数字：改过的通报（.docx）中，只把程序写出的数字换成工作簿现有的。",
)
@click.argument("draft", type=PATH, metavar="通报")
@click.argument("book", type=PATH, metavar="工作簿")
@options("file", "replace", "json")
def refresh(draft: Path, book: Path, output: Path, replace: bool, as_json: bool) -> int:
    """Renew the figures of an edited bulletin."""
    from xlminshi.workflow.refreshing import refreshed_record

    result = api.refresh(draft, book, output, replace=replace, progress=progress_bar(as_json))
    done = result.value
    lines = (f"程序写出的数字{done.figures}处，更新{len(done.renewed)}处；已生成：{output}",)
    return finish("refresh", result, lines, as_json, refreshed_record(done))


@cli.command(
    "compare", cls=ChineseCommand, help="比对：两份通报（.docx）有哪些不同，两稿或上期与本期都可以。"
)
@click.argument("former", type=PATH, metavar="原稿")
@click.argument("latter", type=PATH, metavar="现稿")
@click.option("-o", "--output", type=PATH, metavar="文件", help="把差异写成表格文件。")
@options("replace", "json")
def compare(former: Path, latter: Path, output: Path | None, replace: bool, as_json: bool) -> int:
    """Compare two bulletins."""
    from xlminshi.workflow.comparing import comparison_lines, comparison_record

    result = api.compare(former, latter, output, replace=replace)
    if as_json:
        return finish("compare", result, (), as_json, comparison_record(result.value))
    for line in (*comparison_lines(result.value), *(f"已生成：{path}" for path in result.written)):
        click.echo(line)
    return GOOD


@cli.command(
    "letterhead",
    cls=ChineseCommand,
    help="版头文件：新做一份（-o），或检查在 Word、WPS 里改过的一份（--check）。",
)
@click.option("-o", "--output", type=PATH, metavar="文件", help="新的版头文件（.docx）写到哪里。")
@click.option("--check", "edited", type=PATH, metavar="文件", help="检查改过的版头文件，不改动它。")
@click.option(
    "--kind",
    type=click.Choice(list(_KINDS)),
    default=DocumentKind.BULLETIN.value,
    help="文种，默认督查通报。",
)
@click.option("--name", default="", metavar="名称", help="固定印在版头的红色大字，不给则用设置里的通报名称。")
@click.option("--margins", default="", metavar="上,左,下,右", help="页边距（毫米），默认 37,28,35,26。")
@click.option("--grid", default="", metavar="行,字", help="每页行数和每行字数，默认 22,28。")
@click.option("--digits", default="", metavar="字体", help="数字和字母用什么字体，默认同汉字。")
@click.option(
    "--page-number", type=click.Choice(list(_PAGE_NUMBERS)), default="—1—", help="页码写法，默认 —1—。"
)
@click.option(
    "--date", "dated", type=click.Choice(list(_DATED)), help="日期在发文机关的右侧还是下行，默认按文种。"
)
@options("replace", "json")
def letterhead(
    output: Path | None,
    edited: Path | None,
    kind: str,
    page_number: str,
    dated: str | None,
    replace: bool,
    as_json: bool,
    **wanted: str,
) -> int:
    """Make or check a letterhead."""
    place = _DATED[dated] if dated else None
    profile = profile_of(_KINDS[kind], page_number=_PAGE_NUMBERS[page_number], dated=place, **wanted)
    if (output is None) == (edited is None):
        raise CannotContinueError(
            "请用 -o 写明新的版头文件写到哪里，或用 --check 写明要检查哪一份，二者选一。"
        )
    if output is not None:
        made = api.make_letterhead(output, profile, replace=replace)
        lines = (f"已生成{kind}的版头文件：{output}", "可以用 Word 或 WPS 改样式；标记和样式的名称请不要改。")
        return finish("letterhead", made, lines, as_json, {"kind": kind, "lines": []})
    return _letterhead_told(api.check_letterhead(edited or Path(), profile).value, kind, as_json)


def _letterhead_told(found: "LetterheadCheck", kind: str, as_json: bool) -> int:
    code = FINDINGS if found.must_change else GOOD
    if as_json:
        lines = [{"grade": line.grade.value, "text": line.text} for line in found.lines]
        echo_record("letterhead", api.Result(found, (), ()), code, {"kind": kind, "lines": lines})
        return code
    for line in (*found.lines, found.counts_line()):
        click.echo(str(line))
    return code
