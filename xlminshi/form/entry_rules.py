"""What kind of entry a cell accepts; in a place of its own, so that whoever checks a form need not know how one is laid out."""

from enum import Enum

from xlminshi.core.project import IndicatorKind
from xlminshi.form.fields import Entry, Field


class EntryRule(Enum):
    """What a data validation accepts."""

    LIST = "list"
    NUMBER = "decimal"
    DATE = "date"
    ANY = "any"


_ACHIEVED_RULES = {IndicatorKind.MILESTONE: EntryRule.LIST, IndicatorKind.WORDS: EntryRule.ANY}


def rule_of_figure(kind: IndicatorKind) -> EntryRule:
    """Return of what kind 累计完成 of an indicator of this kind is."""
    return _ACHIEVED_RULES.get(kind, EntryRule.NUMBER)


def rule_of(field: Field, kind: IndicatorKind) -> EntryRule:
    """Return of what kind the entries of a field are in the row of an indicator of this kind."""
    if field.key == "achieved":
        return rule_of_figure(kind)
    if field.key == "milestone":
        return EntryRule.LIST
    return EntryRule.NUMBER if field.entry is Entry.MONEY else EntryRule.ANY
