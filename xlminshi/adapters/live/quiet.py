"""Excel kept still while the program works, and always given back as it was."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")
_STILL = {
    "screen_updating": False,
    "display_alerts": False,
    "enable_events": False,
    "calculation": "manual",
}


@contextlib.contextmanager
def kept_still(app: Any, label: str) -> Iterator[None]:
    """Show `label` on the status bar, without redrawing, recalculating or asking; afterwards all is as it was."""
    former = {name: getattr(app, name) for name in _STILL}
    try:
        app.status_bar = f"{label}……"
        for name, value in _STILL.items():
            setattr(app, name, value)
        yield
    finally:
        for name, value in former.items():
            with contextlib.suppress(
                Exception
            ):  # one that cannot be set back must not keep the others from it
                setattr(app, name, value)
        with contextlib.suppress(Exception):
            app.status_bar = False


class StatusBar:
    """A Progress on Excel's status bar."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, items: Iterable[T], label: str) -> Iterable[T]:
        """Yield the items, telling on the status bar how far it is."""
        listed = list(items) if isinstance(items, tuple | list) else None
        whole = f"/{len(listed)}" if listed is not None else ""
        for number, item in enumerate(items if listed is None else listed, start=1):
            self.app.status_bar = f"{label}：{number}{whole}……"
            yield item
