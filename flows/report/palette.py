"""The colours of the page, light and dark, and what may stand upon what. Tests measure every pair named here."""

from collections.abc import Mapping

# role -> (light, dark)
COLOURS: Mapping[str, tuple[str, str]] = {
    "paper": ("#fcfbf8", "#141618"),
    "panel": ("#f4f1ea", "#1d2023"),
    "ink": ("#1d1b18", "#ebe8e1"),
    "soft": ("#5c574e", "#b0aca3"),
    "rule": ("#d9d3c7", "#3a3e42"),
    "accent": ("#0b5a66", "#74c7d0"),
    "tint": ("#dcebeb", "#1f3f44"),
    "copy": ("#79726a", "#928d84"),
    "rest": ("#c9c1b2", "#4d5257"),
    "warn": ("#8c3510", "#f2aa7c"),
    "alarm": ("#faeade", "#38251a"),
    "heat1": ("#e3efee", "#1b3236"),
    "heat2": ("#c5dedf", "#20464c"),
    "heat3": ("#96c2c6", "#2a6670"),
    "heat4": ("#2f7a85", "#74b9c2"),
    "heat5": ("#0b5a66", "#a9e0e6"),
}
# What is written upon a colour of the heat table.
UPON = {"heat1": "ink", "heat2": "ink", "heat3": "ink", "heat4": "paper", "heat5": "paper"}
TEXTS = (  # text, and what it stands on: 4.5 to 1 at least (WCAG 2.2, 1.4.3)
    *((text, ground) for text in ("ink", "soft", "accent", "warn") for ground in ("paper", "panel")),
    *(("ink", ground) for ground in ("tint", "alarm")),
    ("accent", "tint"),
    ("soft", "tint"),
    ("warn", "alarm"),
    ("soft", "alarm"),
    *((text, heat) for heat, text in UPON.items()),
)
MARKS = (  # lines and areas that say something, and what they stand on: 3 to 1 at least (1.4.11)
    ("accent", "paper"),
    ("accent", "rest"),
    ("copy", "paper"),
    ("warn", "paper"),
    ("accent", "panel"),
)
TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0
_DARK = 1


def contrast(one: str, other: str) -> float:
    """Return how far apart two colours are, 1 to 21, as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def variables(*, dark: bool = False) -> str:
    """Return the colours as custom properties of CSS."""
    return ";".join(f"--{role}:{pair[_DARK if dark else 0]}" for role, pair in COLOURS.items())
