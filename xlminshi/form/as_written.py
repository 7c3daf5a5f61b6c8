"""What the office itself wrote on its own sheets, cell by cell: a new workbook repeats it, so that nothing is lost.

What could not be read stays visible there, and the finding about it comes back until somebody has settled it.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlminshi.core.settings import Settings
from xlminshi.core.status import Basis
from xlminshi.core.units import LeadUnit, UnitDirectory
from xlminshi.form.cells import is_uncalculated, shown
from xlminshi.form.grid import Calculated, CellError, CellValue, Percent, bare
from xlminshi.form.setting_items import ITEMS, NO, YES, colour_name, typed_settings
from xlminshi.form.sheets import Content, Formula

Row = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class SettingsAsWritten:
    """The 设置 sheet: values by setting, and the rows of its three tables."""

    values: dict[str, CellValue] = field(default_factory=dict)
    classes: tuple[Row, ...] = ()
    lights: tuple[Row, ...] = ()
    units: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class ListAsWritten:
    """The 实事清单 sheet: the office's own further headers, and every row with the known columns first."""

    further_headers: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OfficeSheets:
    """The office's own sheets; None where the workbook has no such sheet. `verdicts` are those that were not adopted.

    `phrases` are the rows of the 措辞 sheet, () where there is none.
    """

    settings: SettingsAsWritten | None = None
    listed: ListAsWritten | None = None
    verdicts: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[Row, ...] = ()


def written_from(settings: Settings) -> SettingsAsWritten:
    """Return the 设置 sheet that says these settings."""
    return SettingsAsWritten(
        values={key: value for key, value in typed_settings(settings).items() if value != ""},
        classes=tuple(
            (
                one.name,
                one.status.value,
                one.basis.value,
                Percent(one.at_least)
                if one.basis is Basis.RATE and one.at_least is not None
                else one.at_least,
                one.phrase,
                one.heading,
                colour_name(one.colour),
                YES if one.prints_main_task else NO,
            )
            for one in settings.classes
        ),
        lights=tuple((light.name, colour_name(light.colour), light.up_to) for light in settings.lights),
        units=unit_rows(settings.units.units),
    )


def standard_sheet(settings: Settings) -> SettingsAsWritten:
    """Return the 设置 sheet of an office that has set nothing: only what holds everywhere is filled in.

    A period or a name that is wrong by default would be believed.
    """
    return replace(written_from(settings), values={item.key: item.default for item in ITEMS if item.default})


def with_all_units(
    written: SettingsAsWritten, known: UnitDirectory, units: UnitDirectory
) -> SettingsAsWritten:
    """Return the sheet with the units that only the list names added below those that it `known` already."""
    new = tuple(unit for unit in units.units if known.resolve(unit.name) is None)
    return replace(written, units=(*written.units, *unit_rows(new)))


def unit_rows(units: tuple[LeadUnit, ...]) -> tuple[Row, ...]:
    """Return units as rows of the directory."""
    return tuple((unit.name, "、".join(unit.aliases) or None) for unit in units)


def content_of(value: CellValue) -> tuple[Content, str]:
    """Return what to write so that the cell says the same again, and the number format that belongs to it."""
    if value is None or value.__class__ is str:  # most cells
        return value or None, ""
    if is_uncalculated(value) and isinstance(value, Calculated):
        return f"={value.formula}", ""  # as words: it gives no number until somebody has written one
    value = bare(value)
    if isinstance(value, Percent):
        return value.share, "0%" if value.share == value.share.quantize(Decimal("0.01")) else "0.00%"
    if isinstance(value, CellError):
        return Formula(value.code, value.code), ""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value, "yyyy-mm-dd"
    if value is None or isinstance(value, Decimal):
        return value, ""
    return shown(value) or None, ""
