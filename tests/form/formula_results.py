"""What a spreadsheet program computes from the few functions that the forms use, on exact fractions."""

import math
import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Value: TypeAlias = str | bool | Fraction | None
_TOKEN = re.compile(r'\s*("(?:[^"]|"")*"|\d+(?:\.\d+)?|<=|>=|<>|[-+*/&=<>(),]|[^\W\d][\w.]*\d*)')
_COMPARE: dict[str, Callable[[object, object], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def tokens_of(formula: str) -> list[str]:
    """Return the formula's tokens; what is none raises."""
    tokens, position = [], 0
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        assert match is not None, formula[position:]
        tokens.append(match.group(1))
        position = match.end()
    return tokens


def functions_in(formula: str) -> set[str]:
    """Return the names of the functions that a formula calls; words in quotes are none."""
    tokens = tokens_of(formula)
    return {
        name for name, after in zip(tokens, [*tokens[1:], ""], strict=True) if after == "(" and name.isalpha()
    }


def computed(formula: str, cells: dict[str, object]) -> Value:
    """Return what the formula gives; `cells` holds numbers, words and None by address or name."""
    evaluation = _Evaluation(iter(tokens_of(formula)), cells)
    result = evaluation.comparison()()
    assert evaluation.token is None, evaluation.token
    return result


class _Evaluation:
    """Recursive descent; every part becomes a function, so that IF computes only the branch that it takes."""

    def __init__(self, tokens: Iterator[str], cells: dict[str, object]) -> None:
        self.tokens = tokens
        self.cells = cells
        self.token: str | None = next(tokens, None)

    def take(self) -> str:
        token = self.token
        assert token is not None
        self.token = next(self.tokens, None)
        return token

    def comparison(self) -> Callable[[], Value]:
        left = self.joined()
        if self.token not in _COMPARE:
            return left
        compare = _COMPARE[self.take()]
        right = self.joined()
        return lambda: compare(*_comparable(left(), right()))

    def joined(self) -> Callable[[], Value]:
        left = self.sum()
        while self.token == "&":
            self.take()
            left = _joined(left, self.sum())
        return left

    def sum(self) -> Callable[[], Value]:
        left = self.product()
        while self.token in ("+", "-"):
            left = _arithmetic(operator.add if self.take() == "+" else operator.sub, left, self.product())
        return left

    def product(self) -> Callable[[], Value]:
        left = self.unary()
        while self.token in ("*", "/"):
            left = _arithmetic(operator.mul if self.take() == "*" else operator.truediv, left, self.unary())
        return left

    def unary(self) -> Callable[[], Value]:
        if self.token != "-":
            return self.primary()
        self.take()
        return _arithmetic(operator.sub, lambda: Fraction(0), self.unary())

    def primary(self) -> Callable[[], Value]:
        token = self.take()
        if token == "(":
            inside = self.comparison()
            assert self.take() == ")"
            return inside
        if token.startswith('"'):
            return lambda: token[1:-1].replace('""', '"')
        if token[0].isdigit():
            return lambda: Fraction(token)
        if token == "FALSE":
            return lambda: False
        if self.token == "(":
            return self.call(token)
        return lambda: _exact(self.cells[token])

    def call(self, name: str) -> Callable[[], Value]:
        self.take()
        arguments = [self.comparison()]
        while self.token == ",":
            self.take()
            arguments.append(self.comparison())
        assert self.take() == ")"
        return lambda: _FUNCTIONS[name](*arguments)


def _exact(value: object) -> Value:
    return Fraction(value) if isinstance(value, Decimal) else value  # type: ignore[return-value]


def _joined(left: Callable[[], Value], right: Callable[[], Value]) -> Callable[[], Value]:
    return lambda: f"{_text(left())}{_text(right())}"


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _arithmetic(
    operation: Callable[[Fraction, Fraction], Fraction], left: Callable[[], Value], right: Callable[[], Value]
) -> Callable[[], Value]:
    return lambda: operation(_number(left()), _number(right()))


def _number(value: Value) -> Fraction:
    if isinstance(value, str):
        raise ValueError(f"#VALUE! {value}")
    return Fraction(value or 0)


def _comparable(left: Value, right: Value) -> tuple[object, object]:
    """Numbers come before words; a blank is zero beside a number and "" beside words."""
    left, right = (
        ("" if one is None and isinstance(other, str) else one)
        for one, other in ((left, right), (right, left))
    )
    return tuple((1, one) if isinstance(one, str) else (0, _number(one)) for one in (left, right))  # type: ignore[return-value]


def _if(test: Callable[[], Value], then: Callable[[], Value], other: Callable[[], Value]) -> Value:
    return then() if test() else other()


def _round(number: Callable[[], Value], places: Callable[[], Value]) -> Value:
    value, shift = _number(number()), 10 ** int(_number(places()))
    sign = -1 if value < 0 else 1
    return Fraction(sign * math.floor(abs(value) * shift + Fraction(1, 2)), shift)


def _or_else(value: Callable[[], Value], other: Callable[[], Value]) -> Value:
    try:
        return value()
    except (ValueError, ZeroDivisionError):
        return other()


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "IF": _if,
    "AND": lambda *tests: False not in [bool(test()) for test in tests],
    "OR": lambda *tests: True in [bool(test()) for test in tests],
    "NOT": lambda test: not test(),
    "ISNUMBER": lambda value: isinstance(value(), Fraction),
    "IFERROR": _or_else,
    "TRIM": lambda text: _text(text()).strip(),
    "ROUND": _round,
    "MIN": lambda *numbers: min(_number(number()) for number in numbers),
}
FUNCTIONS = frozenset(_FUNCTIONS)
