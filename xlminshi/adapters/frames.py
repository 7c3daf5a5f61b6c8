"""The ledger as pandas tables, for people who analyse."""

from decimal import Decimal
from typing import TYPE_CHECKING

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.ledger import Ledger
from xlminshi.core.quantity import Quantity
from xlminshi.core.rollup import Rollup
from xlminshi.form.grid import CellValue
from xlminshi.form.rollup_rows import DATA_COUNTS, DATA_HEADERS, DATA_NUMBERS, data_rows

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "序号",
    "实事名称",
    "牵头单位",
    "指标名称",
    "指标类型",
    "计量单位",
    "年度目标",
    "累计完成",
    "完成率",
    "通报类别",
)


def to_dataframe(told: Ledger | Rollup) -> "pd.DataFrame":
    """Return what a ledger or a roll-up tells as a pandas table.

    A ledger gives one row per indicator, a roll-up one per project of every county. Numbers are floats in the measure of
    计量单位 (35万 is 350000.0), rates shares (1.5517 = 155.17 %), NaN where there is none.
    """
    return rollup_frame(told) if isinstance(told, Rollup) else indicator_frame(told)


def indicator_frame(ledger: Ledger) -> "pd.DataFrame":
    """Return one row per indicator; numbers as floats, rates as shares (1.5517 = 155.17 %), NaN where there is none."""
    import pandas as pd

    rows = [
        {
            "序号": one.project.number,
            "实事名称": one.project.title,
            "牵头单位": one.project.lead_unit,
            "指标名称": item.indicator.name,
            "指标类型": item.indicator.kind.value,
            "计量单位": item.indicator.measure,
            "年度目标": _number(item.indicator.target),
            "累计完成": _number(item.report.achieved if item.report else None),
            "完成率": float(item.rate) if item.rate is not None else None,
            "通报类别": one.class_name,
        }
        for one in ledger.standings
        for item in one.indicators
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"年度目标": float, "累计完成": float, "完成率": float})


def _number(quantity: Quantity | None) -> float | None:
    return float(quantity.value) if quantity is not None else None


def rollup_frame(rollup: Rollup) -> "pd.DataFrame":
    """Return one row per project of all counties; rates as shares (NaN where there is none), counts as whole numbers."""
    import pandas as pd

    told = (one for one in rollup.returns if not one.is_missing)
    rows = [[_value(cell) for cell in row] for row in data_rows(told, rollup.city_name())]
    frame = pd.DataFrame(rows, columns=DATA_HEADERS).astype(dict.fromkeys(DATA_NUMBERS, float))
    # A county without projects has no indicators to count: only this kind of whole numbers knows that.
    return frame.astype(dict.fromkeys(DATA_COUNTS, "Int64"))


def _value(cell: CellValue) -> object:
    return float(cell) if isinstance(cell, Decimal) else cell


def table_file(frame: "pd.DataFrame", suffix: str) -> bytes:
    """Return a table as the content of a .csv (UTF-8 with a mark, as Excel wants it) or a .parquet file."""
    if suffix == ".csv":
        text: str = frame.to_csv(index=False, lineterminator="\r\n")
        return text.encode("utf-8-sig")
    if suffix != ".parquet":
        raise CannotContinueError(f"不能写成“{suffix}”文件。数据表请用 .csv 或 .parquet。")
    try:
        content = frame.to_parquet(None, index=False, engine="pyarrow")
    except ImportError as error:
        raise CannotContinueError(
            "写 .parquet 文件需要 pyarrow。请安装 xlminshi[parquet]，或改用 .csv。"
        ) from error
    return bytes(content)
