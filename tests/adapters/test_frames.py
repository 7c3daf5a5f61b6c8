import math
from decimal import Decimal

import pandas as pd
import pytest

from tests.bulletin.builders import Book, amount, indicator, project
from xlminshi.adapters.frames import COLUMNS, indicator_frame, rollup_frame, table_file
from xlminshi.core.county_tallies import roll_up
from xlminshi.core.match_table import MatchTable
from xlminshi.core.project import IndicatorKind
from xlminshi.core.rollup import CountyReturn, ProjectLine

NUMBERS = ("年度目标", "累计完成", "完成率")


@pytest.fixture
def frame() -> pd.DataFrame:
    words = indicator("合同签订", None, "", IndicatorKind.WORDS)
    training = indicator("技能培训", amount("13800", "人次", "1.38万人次"), "人次")
    book = (
        Book()
        .add(project("培训", "区人社局", training, indicator("讲座", None, "次")), "21414", "5")
        .add(project("投保", "区委政法委", words), words=("已签订",), verdict="已完成")
        .add(project("改造", "区住建局"), is_reported=False)
        .add(project("照明", "区城管局"), "0")
    )
    return indicator_frame(book.ledger())


def test_there_is_one_row_per_indicator_in_the_order_of_the_list(frame: pd.DataFrame) -> None:
    assert list(frame["实事名称"]) == ["培训", "培训", "投保", "改造", "照明"]
    assert list(frame["序号"]) == [1, 1, 2, 3, 4]
    assert list(frame.index) == [0, 1, 2, 3, 4]


def test_the_columns_are_those_of_the_trade(frame: pd.DataFrame) -> None:
    assert tuple(frame.columns) == COLUMNS
    assert COLUMNS[:4] == ("序号", "实事名称", "牵头单位", "指标名称")


def test_figures_are_floats_and_rates_are_shares(frame: pd.DataFrame) -> None:
    assert all(frame[column].dtype == float for column in NUMBERS)
    first = frame.iloc[0]
    assert (first["年度目标"], first["累计完成"], first["完成率"]) == (13800.0, 21414.0, 1.5517)


def test_a_figure_that_is_not_there_is_not_a_number_and_zero_is_zero(frame: pd.DataFrame) -> None:
    assert math.isnan(frame.loc[1, "年度目标"])
    assert math.isnan(frame.loc[1, "完成率"])
    assert math.isnan(frame.loc[2, "累计完成"])
    assert math.isnan(frame.loc[3, "累计完成"])
    assert frame.loc[4, "累计完成"] == 0.0
    assert frame.loc[4, "完成率"] == 0.0


def test_numbers_are_whole_and_words_are_words(frame: pd.DataFrame) -> None:
    assert pd.api.types.is_integer_dtype(frame["序号"])
    for column in set(COLUMNS) - {*NUMBERS, "序号"}:
        assert all(isinstance(value, str) for value in frame[column]), column
    assert list(frame["指标类型"]) == ["数量", "数量", "文字", "数量", "数量"]


def test_the_class_is_the_one_of_the_bulletin(frame: pd.DataFrame) -> None:
    assert frame.loc[2, "通报类别"] == "已完成"
    assert frame.loc[3, "通报类别"] == "待认定"


def test_a_ledger_without_figures_still_has_number_columns() -> None:
    words = indicator("合同签订", None, "", IndicatorKind.WORDS)
    frame = indicator_frame(Book().add(project("投保", "区委政法委", words)).ledger())
    assert all(frame[column].dtype == float and frame[column].isna().all() for column in NUMBERS)


def test_a_ledger_without_projects_is_an_empty_table_with_all_columns() -> None:
    frame = indicator_frame(Book().ledger())
    assert frame.empty
    assert tuple(frame.columns) == COLUMNS
    assert all(frame[column].dtype == float for column in NUMBERS)


def test_groups_can_be_counted_as_analysts_do(frame: pd.DataFrame) -> None:
    lowest = frame.groupby("牵头单位")["完成率"].min()
    assert lowest["区城管局"] == 0.0
    assert Decimal(str(lowest["区人社局"])) == Decimal("1.5517")


def test_counts_of_a_roll_up_are_whole_numbers_and_no_county_is_in_the_province() -> None:
    line = ProjectLine("修路", "县交通局", "已完成", "完成", None, True, 3, 2)
    cities = [CountyReturn("甲县", "2023年上半年", Decimal("0.5"), (line,), city="东市")]
    direct = [
        CountyReturn("仙桃县", "2023年上半年", Decimal("0.5"), (line,)),
        CountyReturn("潜江县", "2023年上半年", Decimal("0.5"), ()),
    ]
    told = rollup_frame(roll_up("某省", cities + direct, MatchTable())).set_index("区县")
    assert list(told.loc["甲县", ["市", "指标数", "已报指标数"]]) == ["东市", 3, 2]
    assert pd.isna(told.loc["仙桃县", "市"]) and pd.isna(told.loc["潜江县", "指标数"])
    assert b",3,2," in table_file(told, ".csv")
