"""The formulas of a sheet: each is asked about, and stays, becomes another one, or leaves its value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.formula.translate import Translator

from xlminshi.adapters.leaving.parts import Element, all_of, bare
from xlminshi.core.quantity import plain
from xlminshi.workflow.ports import Settled

Settle = Callable[[str, str], Settled | None]
"""Asked with an address and a formula (without “=”): None lets it stand."""
_SHARED = "shared"


@dataclass(frozen=True, slots=True)
class _Shared:
    """A formula that Excel has stored once for several cells."""

    text: str
    origin: str


def settle_cells(sheet: Element, settle: Settle) -> None:
    """Ask about every formula of a sheet, those that share one with another cell too, and carry the answers out."""
    shared = {
        found.get("si"): _Shared(found.text, cell.get("r", ""))
        for cell, found in _formulas(sheet)
        if found.get("t") == _SHARED and found.text
    }
    changed: set[str | None] = set()
    answers = []
    for cell, found in _formulas(sheet):
        address = cell.get("r", "")
        text = _text_of(found, address, shared)
        answer = settle(address, text)
        answers.append((cell, found, text, answer))
        if answer is not None and found.get("t") == _SHARED:
            changed.add(found.get("si"))
    for cell, found, text, answer in answers:
        if answer is not None:
            _carry_out(cell, found, answer)
        elif found.get("t") == _SHARED and found.get("si") in changed:
            _write_formula(found, text)  # its master is gone


def _formulas(sheet: Element) -> Iterator[tuple[Element, Element]]:
    for cell in all_of(sheet, "c"):
        found = next((one for one in cell if bare(one) == "f"), None)
        if found is not None:
            yield cell, found


def _text_of(found: Element, address: str, shared: dict[str | None, _Shared]) -> str:
    master = shared.get(found.get("si")) if found.get("t") == _SHARED and not found.text else None
    if master is None:
        return found.text or ""
    moved: str = Translator(f"={master.text}", master.origin).translate_formula(address)
    return moved.removeprefix("=")


def _carry_out(cell: Element, found: Element, answer: Settled) -> None:
    for mark in ("cm", "vm"):
        cell.attrib.pop(mark, None)  # it stood for a formula that spills
    if answer.formula:
        _write_formula(found, answer.formula)
    else:
        cell.remove(found)
    if answer.result is not None:
        _write_result(cell, answer.result, bool(answer.formula))


def _write_formula(found: Element, text: str) -> None:
    found.attrib.clear()
    found.text = text


def _write_result(cell: Element, result: Decimal | str, has_formula: bool) -> None:
    for one in list(cell):
        if bare(one) in ("v", "is"):
            cell.remove(one)
    cell.attrib.pop("t", None)
    if result == "" and not has_formula:
        return
    value = cell.makeelement(cell.tag.replace("}c", "}v"), {})
    value.text = plain(result) if isinstance(result, Decimal) else result
    if isinstance(result, str):
        cell.set("t", "str")
    cell.append(value)
