"""Whether a project has come far enough, for the time and for the whole year, as people and figures together say."""

from xlminshi.core.ledger import ProjectStanding
from xlminshi.core.settings import Settings
from xlminshi.core.status import Status


def is_on_time(one: ProjectStanding, settings: Settings) -> bool | None:
    """Return whether a project has reached 序时进度: what its class says counts, then its rate. None: nobody can say.

    A completed one has, one that lags has not, whatever its rate.
    """
    found = settings.status_class(one.class_name)
    if found is not None and found.status in (Status.COMPLETED, Status.LAGGING):
        return found.status is Status.COMPLETED
    return one.rate >= settings.time_progress if one.rate is not None else None


def has_reached_aim(one: ProjectStanding, settings: Settings) -> bool | None:
    """Return whether a project has reached 全年目标. None: nobody can say.

    One that people call completed has. Else its rate decides, also where people find it slow (质量不达标): beside it stands
    完成全年目标的100%. Without a rate a slow one has not.
    """
    found = settings.status_class(one.class_name)
    status = found.status if found is not None else None
    if status is Status.COMPLETED:
        return True
    if one.rate is not None:
        return one.rate >= 1
    return False if status is Status.LAGGING else None
