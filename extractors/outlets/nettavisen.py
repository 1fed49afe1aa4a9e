"""Nettavisen, Oslo. The fact box stands among the paragraphs and reads like them."""

from extractors.plugins import Outlet

OUTLET = Outlet(
    name="Nettavisen",
    domains=("nettavisen.no",),
    country="NO",
    language="nb",
    remove=("//amedia-factbox",),
)
