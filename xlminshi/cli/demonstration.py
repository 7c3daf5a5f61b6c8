"""The demonstration: the whole way with a real example."""

from pathlib import Path

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.cli.base import PATH, cli, finish, options, progress_bar
from xlminshi.form.rollup_sheets import summary_line
from xlminshi.form.summary import counts_line
from xlminshi.workflow.reporting import ledger_record, rollup_record


@cli.command("demo", cls=ChineseCommand, help="演示：用自带的例子走一遍全过程。")
@click.option(
    "--example",
    metavar=f"[{'|'.join((*api.EXAMPLES, *api.CITY_EXAMPLES))}]",
    default=api.FIRST_EXAMPLE,
    help="用哪个例子：湛河区是督查通报，鲁山县是工作简报，平川市是逐级汇总（虚构数据）；默认湛河区。",
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("demo_output"),
    metavar="文件夹",
    help="写到哪个文件夹，默认 demo_output。",
)
@options("replace", "json")
def demo(example: str, output: Path, replace: bool, as_json: bool) -> int:
    """Run the demonstration."""
    if example in api.CITY_EXAMPLES:
        return _city(output, example, replace, as_json)
    made = api.demo(output, example=example, replace=replace, progress=progress_bar(as_json))
    book, docx = made.publication.written
    lines = (
        f"演示结果在文件夹：{output}",
        f"  标准工作簿　{made.book.written[0].name}（{len(made.book.value.programme.projects)}件实事）",
        f"  下发填报表　{len(made.forms.written)}份，{made.forms.written[0].parent.name}",
        f"  回收填报表　{made.collection.value.files_accepted}份，3_回收填报表",
        f"  汇总工作簿　{book.relative_to(output)}",
        f"  {_kind(made)}　　{docx.relative_to(output)}",
        f"  带按钮的工作簿和加载项　{made.workbook.written[0].relative_to(output)}、{made.addin.value}",
        counts_line(made.publication.value.ledger),
    )
    return finish("demo", made.whole(), lines, as_json, ledger_record(made.publication.value.ledger))


def _kind(made: api.Demo) -> str:
    return made.publication.value.ledger.settings.bulletin.kind.value


def _city(output: Path, example: str, replace: bool, as_json: bool) -> int:
    made = api.demo_city(output, example=example, replace=replace, progress=progress_bar(as_json))
    done = made.rollup.value
    book, docx, table = (path.relative_to(output) for path in made.rollup.written)
    lines = (
        f"演示结果在文件夹：{output}（平川市和各区县、数字都是虚构的）",
        f"  区县报来的工作簿　{len(made.counties)}份，1_区县报来",
        "  对照表和设置　2_对照表和设置.xlsx",
        f"  市级汇总表　{book}",
        f"  通报　{docx}",
        f"  数据表　{table}",
        summary_line(done.rollup),
    )
    return finish("demo", made.rollup, lines, as_json, rollup_record(done))
