"""The command of the level above: counties' workbooks rolled up for the city, cities' summaries for the province."""

from pathlib import Path

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.cli.base import PATH, cli, finish, options, progress_bar
from xlminshi.workflow.reporting import rollup_record


@cli.command(
    "rollup",
    cls=ChineseCommand,
    short_help="逐级汇总：由各区县的汇总工作簿生成市级汇总表和通报。",
    help="逐级汇总：由各区县的汇总工作簿生成市级汇总表和通报；各市的再汇总成省级。文件夹也可以是对象存储的地址（s3://桶/文件夹）。",
)
@click.argument("folder", metavar="文件夹")
@click.option(
    "--name",
    default="",
    metavar="名称",
    help="市或省的名称，不给则用“设置”表中的名称，再不然用输出文件的名称。",
)
@click.option("--period", default="", metavar="通报期", help="例如2022年1-9月份，不给则按多数区县的。")
@click.option(
    "--former",
    type=PATH,
    metavar="文件",
    help="对照表和设置取自哪份汇总表，不给则取输出位置原有的。",
)
@click.option("--letterhead", type=PATH, metavar="文件", help="本单位的版头文件（.docx），不给则用自带的。")
@click.option("--table", type=PATH, metavar="文件", help="另存数据表，一件实事一行：.csv 或 .parquet。")
@click.option(
    "--cluster",
    default="",
    metavar="地址",
    help="用 Dask 集群读取，写调度器的地址，例如 tcp://10.0.0.8:8786。",
)
@options("file", "password", "replace", "json")
def rollup(
    folder: str,
    name: str,
    period: str,
    former: Path | None,
    letterhead: Path | None,
    table: Path | None,
    cluster: str,
    output: Path,
    passwords: tuple[str, ...],
    replace: bool,
    as_json: bool,
) -> int:
    """Roll up counties."""
    from xlminshi.form.rollup_sheets import summary_line

    result = api.rollup(
        folder,
        output,
        name=name,
        period=period,
        former=former,
        letterhead=letterhead,
        table=table,
        cluster=cluster,
        passwords=passwords,
        replace=replace,
        progress=progress_bar(as_json),
    )
    done = result.value
    made = "没有变化，未重新生成" if done.is_as_before else "已生成"
    lines = (
        *(f"{'已生成' if path == table else made}：{path}" for path in result.written),
        f"收到文件{done.files}个，读出{done.read}个；{summary_line(done.rollup)}",
    )
    return finish("rollup", result, lines, as_json, rollup_record(done))
