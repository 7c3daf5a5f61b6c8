"""Lead units as sentences name them: offices that lead a project together are told apart from those that lead alone."""

from xlminshi.bulletin.rope import listed
from xlminshi.core.office_names import JOINTLY, offices_in
from xlminshi.core.units import UnitDirectory


def is_joint(unit: str, directory: UnitDirectory) -> bool:
    """Return whether a lead unit stands for several offices."""
    return len(offices_in(unit, directory)) > 1


def leader(unit: str, directory: UnitDirectory) -> str:
    """Return who leads, fit for a number behind it: 县民政局, 县民政局和县住建局共同牵头."""
    offices = offices_in(unit, directory)
    return listed(offices).text + JOINTLY if len(offices) > 1 else unit
