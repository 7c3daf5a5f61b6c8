"""One project as an old bulletin tells it, before its figures are read."""

from dataclasses import dataclass, field

from xlminshi.bulletin.listing.figures import Role, Telling


@dataclass(slots=True)
class Told:
    """One project as the bulletin tells it: name, lead units as written, its words by role, the passages it takes."""

    title: str
    units: tuple[str, ...]
    tellings: list[Telling] = field(default_factory=list)
    source: str = ""
    class_name: str = ""
    cells: list[dict[str, str]] = field(default_factory=list)
    passages: tuple[int, ...] = ()
    is_titled: bool = True
    is_whole: bool = True

    @property
    def main_task(self) -> str:
        """Return what the bulletin says is to be done."""
        return "".join(one.text for one in self.tellings if one.role is Role.TASK)
