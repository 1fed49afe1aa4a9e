"""The Nation, New York. Cards of other articles lie inside the story's own element."""

from extractors.plugins import Outlet

OUTLET = Outlet(
    name="The Nation",
    domains=("thenation.com",),
    country="US",
    language="en",
    remove=("//section[contains(@class, 'popular-articles')]", "//section[contains(@class, 'collections')]"),
)
