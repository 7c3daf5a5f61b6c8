"""Which lead unit a head, a stamp, a tab or a file means: short names, sections of an office, offices that lead together."""

import re
from typing import Protocol

from xlminshi.core.former import FormerPlan
from xlminshi.core.office_names import lead_unit_of, single_offices
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.units import look_like_one_office, normal_name
from xlminshi.form.head import Head
from xlminshi.form.reading import read_submission
from xlminshi.form.renamed import under_present_names
from xlminshi.form.tables import Table

_SECTION = re.compile(r"\(?\w{1,10}(?:科|股|室|组|处)\)?")


class Known(Protocol):
    """What the office has promised and set: a Book has it, and what is known of one."""

    @property
    def programme(self) -> Programme:
        """Return the promises."""
        ...

    @property
    def settings(self) -> Settings:
        """Return the settings."""
        ...

    @property
    def former(self) -> FormerPlan:
        """Return what forms sent out earlier may show."""
        ...


def lead_unit_called(name: str, book: Known) -> str:
    """Return the lead unit that a name means, under any name of the directory; "" for none."""
    units = book.programme.lead_units()
    unit = lead_unit_of(name, units, book.settings.units) if name else None
    return unit if unit in units else ""


def unit_in_file_name(name: str, book: Known) -> str:
    """Return the lead unit that a file is called after, the longest name counts; "" for none or several."""
    named = book.settings.units.named_in(name.rsplit("/", 1)[-1])
    if joint := _joint_unit_in(named, name, book):
        return joint
    found = {called: unit for called, unit in named if book.programme.of_unit(unit)}
    longest = [called for called in found if not any(called != other and called in other for other in found)]
    units = {found[called] for called in longest}
    return units.pop() if len(units) == 1 else ""


def _joint_unit_in(named: tuple[tuple[str, str], ...], name: str, book: Known) -> str:
    """Return the lead unit of several offices if a file is called after all of them: 民政局和住建局.xlsx."""
    directory, text = book.settings.units, normal_name(name.rsplit("/", 1)[-1])
    called = {unit for _, unit in named}
    joint = [
        unit
        for unit in book.programme.lead_units()
        if len(offices := single_offices(unit, directory)) > 1
        and all(one in called or normal_name(one)[1:] in text for one in offices)
    ]
    return joint[0] if len(joint) == 1 else ""


def unit_of_stamp(stamped: str, form: Table, book: Known) -> str:
    """Return the lead unit to which a form was sent, also where others lead with it since, or no longer do.

    Then it is the only one of those on whose projects the form reports.
    """
    if unit := lead_unit_called(stamped, book):
        return unit
    units = heirs_of_stamp(stamped, form, book)
    return units[0] if len(units) == 1 else ""


def heirs_of_stamp(stamped: str, form: Table, book: Known) -> tuple[str, ...]:
    """Return the lead units with more or fewer offices than the stamp's on whose projects a form reports."""
    directory, offices = book.settings.units, single_offices(stamped, book.settings.units)
    left = (one for one in book.programme.lead_units() if single_offices(one, directory) < offices)
    return tuple(one for one in (*jointly_led(stamped, book), *left) if reports_on(form, one, book))


def name_the_same(one: str, other: str, book: Known) -> bool:
    """Return whether two names mean the same offices, in any order."""
    directory = book.settings.units
    return single_offices(one, directory) == single_offices(other, directory)


def unit_of_head(
    typed: str, of_stamp: str, form: Table, book: Known, *, may_be_joint: bool = True
) -> str | None:
    """Return whom a head names; one of several offices (or a part of one) may stand for the lead unit of the stamp.

    `may_be_joint`: an office that only leads jointly stands for that lead unit, if the form says which.
    """
    units = book.programme.lead_units()
    unit = lead_unit_of(typed, units, book.settings.units)
    if of_stamp and unit != of_stamp and _stands_for(typed, unit, of_stamp, form, book):
        return of_stamp
    if unit in units:
        return unit
    joint = jointly_led(typed, book) if may_be_joint else ()
    if len(joint) > 1:
        joint = tuple(one for one in joint if reports_on(form, one, book))
    return joint[0] if len(joint) == 1 else unit


def _stands_for(typed: str, unit: str | None, of_stamp: str, form: Table, book: Known) -> bool:
    """Return whether a head means the unit of the stamp, though it names it less than wholly: a short name, a section of it.

    One of several offices does; where it leads by itself too, the rows decide.
    """
    directory = book.settings.units
    if single_offices(typed, directory) < single_offices(of_stamp, directory):
        leads_too = unit in book.programme.lead_units()
        return not leads_too or (reports_on(form, of_stamp, book) and not reports_on(form, unit or "", book))
    if unit is not None:
        return False
    known = (of_stamp, *(name for one in directory.units if one.name == of_stamp for name in one.aliases))
    return _is_short_for(typed, of_stamp) or any(_is_section_of(typed, name) for name in known)


def is_named(head: Head, unit: str, book: Known) -> bool:
    """Return whether a head names this unit, under any name of the directory."""
    named = book.settings.units.resolve(head.lead_unit) or head.lead_unit
    return normal_name(named) == normal_name(unit)


def _is_short_for(typed: str, stamped: str) -> bool:
    return normal_name(typed) in normal_name(stamped) or look_like_one_office(typed, stamped)


def _is_section_of(typed: str, office: str) -> bool:
    """Return whether a name is that of a section within an office: 县人社局就业科, 县教育局（基教股）."""
    name, whole = normal_name(office), normal_name(typed)
    return whole.startswith(name) and _SECTION.fullmatch(whole, len(name)) is not None


def jointly_led(typed: str, book: Known) -> tuple[str, ...]:
    """Return the lead units in which an office leads together with others."""
    directory = book.settings.units
    offices = single_offices(typed, directory)
    return tuple(one for one in book.programme.lead_units() if offices < single_offices(one, directory))


def reports_on(form: Table, unit: str, book: Known) -> bool:
    """Return whether a form reports anything on the projects of a unit."""
    table, _ = under_present_names(form, book.programme, unit, book.former)
    return not read_submission(table, book.programme, unit, book.settings)[0].is_blank()
