"""SVG out of plain functions: every text and attribute is escaped, and no style but classes is used."""

from markupsafe import Markup, escape


def element(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return an element; `class_` and `stroke_width` are the attributes class and stroke-width, None leaves one out."""
    said = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), shortened(value))
        for key, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(escape(child) for child in children)
    tag = Markup(name)  # noqa: S704 - ours, never a stranger's
    return Markup("<{0}{1}>{2}</{0}>").format(tag, said, inside) if children else Markup("<{}{}/>").format(tag, said)


def shortened(value: str | float) -> str:
    """Return a number with one decimal at most, and none where it is whole; a text as it is."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """Return a share of the width, as SVG takes it for a place."""
    return f"{max(0.0, min(1.0, share)) * 100:.2f}".rstrip("0").rstrip(".") + "%"


def strip(*shapes: Markup, class_: str) -> Markup:
    """Return a picture as wide as its place, whose shapes are placed in per cent; its numbers stand beside it.

    Its height is that of its class.
    """
    return element("svg", *shapes, class_=class_, aria_hidden="true")
