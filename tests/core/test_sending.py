"""What the processes that read tell the one that puts together: the same values, in fewer bytes."""

import pickle
from decimal import Decimal

import pytest

from tests.core.builders import funds, indicator, programme, project, reported, returned, told
from xlminshi.core.problems import Code, Place, problem
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.form.grid import Calculated, CellError, Percent

UNIT, TITLE, NAME = "区残联", "残疾人康复", "救助儿童"
RETURN = returned(
    UNIT,
    reported(TITLE, NAME, 70, previous=12),
    told(
        TITLE,
        "已救助70人。",
        funds=funds(arrived=3),
        typed=(("paid", "约5万元"),),
        cells=(("remarks", "V5"),),
    ),
)


@pytest.mark.parametrize(
    "value",
    [
        Place("a.xlsx", "区残联", "I5"),
        problem(Code.NEGATIVE, Place("a.xlsx"), found="-5"),
        Quantity(Decimal("1.50"), "万元", Qualifier.OVER, "1.5余万元"),
        RETURN,
        RETURN.projects[0],
        programme(project(TITLE, UNIT, indicator(NAME, 100))),
        Calculated(Decimal("0.75"), "ROUND(1,2)"),
        Percent(Decimal("0.650")),
        CellError("#N/A"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_comes_to_another_process_as_it_was(value: object) -> None:
    come = pickle.loads(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    assert come == value
    assert repr(come) == repr(value)
    assert type(value).__subclasses__() == []  # an heir would lose its own fields on the way


def test_what_a_return_knows_of_itself_is_worked_out_again_on_the_other_side() -> None:
    come = pickle.loads(pickle.dumps(RETURN, pickle.HIGHEST_PROTOCOL))
    assert come.of_indicator(TITLE, NAME) is come.indicators[0]
    assert come.of_project(TITLE) is come.projects[0]
    assert come.projects[0].cells == (("remarks", "V5"),)  # which does not count in a comparison
