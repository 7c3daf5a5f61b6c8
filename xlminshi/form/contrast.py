"""How well letters stand out from what is behind them, after WCAG 2.1 (1.4.3): 4.5 to 1 is enough for any size of letter."""

ENOUGH = 4.5
DARK, LIGHT = "000000", "FFFFFF"


def contrast(ink: str, fill: str) -> float:
    """Return the ratio of two colours (RRGGBB), 1 for equal ones, 21 for black on white; "" is white paper."""
    brighter, darker = sorted((_luminance(ink), _luminance(fill or LIGHT)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def readable_ink(fill: str, ink: str = DARK) -> str:
    """Return the ink where it can be read on this colour, else black or white, whichever stands out more."""
    if contrast(ink, fill) >= ENOUGH:
        return ink
    return max((DARK, LIGHT), key=lambda one: contrast(one, fill))


def _luminance(colour: str) -> float:
    parts = (int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
