"""El País, Madrid. A notice about shared subscriptions hides at the end of the story."""

from extractors.plugins import Outlet

OUTLET = Outlet(
    name="El País",
    domains=("elpais.com",),
    country="ES",
    remove=("//*[@id='me-dis']",),
)
