"""The command of the level above: counties' workbooks rolled up for the city, cities' summaries for the province."""

from pathlib import Path

import click

from xlminshi import api
from xlminshi.adapters.chinese_click import ChineseCommand
from xlminshi.cli.base import PATH, cli, finish, options, progress_bar


@cli.command(
    "rollup",
    cls=ChineseCommand,
    help="逐级汇总：由各区县的汇总工作簿生成市级汇总表和通报；各市的再汇总成省级。",
)
@click.argument("folder", type=PATH, metavar="文件夹")
@click.option("--name", default="", metavar="名称", help="市或省的名称，不给则用输出文件的名称。")
@click.option("--period", default="", metavar="通报期", help="例如2022年1-9月份，不给则按多数区县的。")
@click.option("--table", type=PATH, metavar="文件", help="另存数据表，一件实事一行：.csv 或 .parquet。")
@click.option(
    "--cluster",
    default="",
    metavar="地址",
    help="用 Dask 集群读取，写调度器的地址，例如 tcp://10.0.0.8:8786。",
)
@options("file", "password", "replace", "json")
def rollup(
    folder: Path,
    name: str,
    period: str,
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
        table=table,
        cluster=cluster,
        passwords=passwords,
        replace=replace,
        progress=progress_bar(as_json),
    )
    done = result.value
    lines = (
        *(f"已生成：{path}" for path in result.written),
        f"收到文件{done.files}个，读出{done.read}个；{summary_line(done.rollup)}",
    )
    record = {
        "files": done.files,
        "read": done.read,
        "places": [one.name for one in done.rollup.standings],
        "missing": list(done.rollup.missing),
        "projects": done.rollup.projects(),
        "counts": dict(sorted(done.rollup.counts().items())),
        "unmatched": len(done.rollup.unmatched),
    }
    return finish("rollup", result, lines, as_json, record)
