"""What works on this machine, and what to do about what does not."""

import os
import sys

import duckdb

from extractors import engines
from extractors.plugins import Engine, load

from .show import Form, show

# Languages that news about one incident most often comes in, besides English.
LANGUAGES = ("es", "fr", "it", "pt", "ca", "gl", "ro", "de", "nl", "ru", "uk", "ar", "he", "zh-Hans", "ja", "ko")


def examine(form: Form) -> int:
    """Show a row for each part; return the exit status: 0 also when something optional is missing."""
    contact = os.environ.get("RETOLD_CONTACT", "")
    rows: list[tuple[str, str, str]] = [
        ("Python", "ok", sys.version.split()[0]),
        ("DuckDB", "ok", duckdb.__version__),
        ("contact", "ok" if contact else "missing", contact or "set RETOLD_CONTACT before real scraping"),
    ]
    for engine in load(engines, Engine).values():
        served = [language for language in LANGUAGES if engine.supports(language, "en")]
        # No engine is asked here: one that needs the internet may still refuse.
        rows.append((f"engine {engine.name}", "offers" if served else "missing", " ".join(served) or engine.version()))
    show(["part", "state", "detail"], rows, form)
    return 0
