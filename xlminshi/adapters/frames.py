"""The ledger as pandas tables, for people who analyse."""

from typing import TYPE_CHECKING

from xlminshi.core.ledger import Ledger
from xlminshi.core.quantity import Quantity

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
