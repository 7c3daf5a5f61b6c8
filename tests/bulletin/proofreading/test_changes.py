"""Changes against the last period: told where there are none, and the other way round."""

import pytest

from tests.bulletin.builders import ONGOING, Book, indicator, project, settings
from tests.bulletin.proofreading.said import told
from xlminshi.core.ledger import Ledger

TEXT = "一、基本情况\n（一）持续推进实事1件\n1.城市内涝整治（牵头单位：区城管局）\n完成情况：{}。\n"


def ledger() -> Ledger:
    one = project(
        "城市内涝整治",
        "区城管局",
        indicator("整治积水点", "9", "处"),
        indicator("清淤管网", "120", "公里"),
    )
    return Book(settings()).add(one, "7", "86", previous=("7", "80"), verdict=ONGOING).ledger()


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("已整治积水点7处，较上期增加2处", ["2处"]),  # 2 is also what is left to the target
        ("已整治积水点7处，较上期增加3处，完成全年目标9处的77.78%", ["3处"]),
        ("清淤管网86公里，较上期增加7公里", ["7公里"]),
        ("清淤管网86公里，与上期持平", ["与上期持平"]),
        ("已整治积水点7处，与上期持平，完成全年目标9处的77.78%", []),
        ("清淤管网86公里，较上期增加6公里", []),
        ("清淤管网86公里，较上期新增雨水口12公里", []),
        ("已整治积水点7处，距全年目标还差2处", []),
    ],
)
def test_a_change_is_the_one_of_the_figure_in_front_of_it(words: str, marked: list[str]) -> None:
    assert [text for _, text in told(TEXT.format(words), ledger())] == marked
