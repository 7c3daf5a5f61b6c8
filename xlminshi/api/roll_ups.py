"""The level above: counties' workbooks rolled up for the city, cities' summaries for the province."""

from pathlib import Path

from xlminshi.adapters.incoming.pieces import RECORD_ENDING
from xlminshi.adapters.jobs import one_job
from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.adapters.roll_ups import ReadMemory, county_office, folders_inside
from xlminshi.adapters.stores import Here, folder_here, is_in_a_store
from xlminshi.api.results import Result
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Place, Problem, in_order, problem
from xlminshi.core.rollup import Rollup
from xlminshi.workflow.ports import BOOK_ENDINGS, Progress, silent
from xlminshi.workflow.rolling_up import Asked, RolledUp, roll_up_folder


@one_job()
def rollup(
    folder: Path | str,
    target: Path,
    *,
    name: str = "",
    period: str = "",
    former: Path | None = None,
    letterhead: Path | None = None,
    table: Path | None = None,
    cluster: str = "",
    passwords: tuple[str, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
) -> Result[RolledUp]:
    """Write the summary and the bulletin of all counties' workbooks below `folder` (or of cities' summaries).

    `folder` may be an address in an object store that fsspec knows (s3://桶/文件夹).
    `former` is the summary whose 对照表 and 设置 are carried over; None takes the one that stands at `target` already.
    What was read is remembered beside the target, by each file's digest: a run that was broken off goes on where it stopped.
    `name` is the city's, "" takes that of the 设置, else the target's. An empty folder of a county makes it a missing one.
    `table` is a .csv or .parquet with one row per project; `cluster` is the address of a Dask scheduler whose machines
    see the folder under the same path. A `target` without an ending gets .xlsx. Raises CannotContinueError for one with
    another ending, for files that would lie in `folder`, and where nothing can be counted; OutputExistsError where `target`
    is there and `replace` is not given.
    """
    target = _book(target)
    _refuse_inside(folder, target, "汇总表")
    if table is not None:
        _refuse_inside(folder, table, "数据表")
    memory = ReadMemory(target.with_suffix(RECORD_ENDING))
    with folder_here(folder, progress) as here:
        told = _read_on_cluster(cluster, here, memory, passwords, progress) if cluster else ()
        office = county_office(memory, progress, passwords, letterhead)
        former = former or (target if target.exists() else None)
        asked = Asked(here.folder, target.name, former, name, period, folders_inside(here.folder))
        made = roll_up_folder(asked, office, memory.standing)
    files = [OutFile(target.parent / file, content) for file, content in made.files]
    if table is not None:
        files.append(_table_file(table, made.value.rollup))
    delivered = deliver(files, replace)
    if not made.value.is_as_before:
        memory.keep_made(made.value.digest, made.files)
    return Result(made.value, in_order((*told, *made.problems, *delivered.problems)), delivered.paths)


def _table_file(table: Path, rollup: Rollup) -> OutFile:
    from xlminshi.adapters.frames import rollup_frame, table_file

    return OutFile(table, table_file(rollup_frame(rollup), table.suffix.lower()))


def _read_on_cluster(
    address: str, here: Here, memory: ReadMemory, passwords: tuple[str, ...], progress: Progress
) -> tuple[Problem, ...]:
    """Let a cluster's machines read the files; what they gave is remembered here. Return what is to be told of it."""
    from xlminshi.adapters.cluster import on_cluster, read_ahead

    with on_cluster(address) as executor:
        there = read_ahead(here, memory, executor, passwords, progress)
    return (problem(Code.CLUSTER_DIFFERS, Place(address), count=there.foreign),) if there.foreign else ()


def _book(target: Path) -> Path:
    """Return where the summary is written: Excel refuses a file whose ending and content differ."""
    ending = target.suffix.lower()
    if ending not in ("", BOOK_ENDINGS[0]):
        raise CannotContinueError(f"汇总表是没有宏的表格，“{target.name}”请改为以 .xlsx 结尾。")
    return target if ending or target.is_dir() else target.with_name(f"{target.name}.xlsx")


def _refuse_inside(folder: Path | str, target: Path, what: str) -> None:
    """Refuse a file that would lie among the workbooks that are summed up."""
    if not is_in_a_store(folder) and Path(folder).resolve() in target.resolve().parents:
        raise CannotContinueError(
            f"{what}不能写在要汇总的文件夹“{Path(folder).name}”里，下次会被当作报来的工作簿。请换一个位置。"
        )
