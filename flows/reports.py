"""Where the report of a dataset can be opened: beside the Prefect UI that serves its folder, or as a file.

A browser follows no link from a page of the UI to a file, so `retold ui` hands the reports out itself.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import lock

FILE = "report.html"
FOLDER = "RETOLD_REPORTS"  # in the environment of a lasting server: the folder of datasets
# Reports quote strangers. Whatever one should let through, it is not of the UI's origin and cannot speak to its server.
_HEADERS = {"Content-Security-Policy": "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"}


def address(folder: Path) -> str:
    """Return the address of the report of a dataset, by its folder."""
    served = lock.holder(folder.parent / ".prefect")  # by `retold ui`
    if served is not None and served.run and served.run == os.environ.get("PREFECT_API_URL"):
        return f"{served.run.removesuffix('/api')}/reports/{quote(folder.name)}"
    return (folder / FILE).absolute().as_uri()


def app() -> Any:
    """Return the app of a lasting server: Prefect's own, and the reports beside it."""
    from prefect.server.api.server import create_app  # noqa: PLC0415 - see embedded.py
    from starlette.routing import Route  # noqa: PLC0415

    made = create_app()
    made.router.routes.insert(0, Route("/reports/{slug}", _report))  # the UI has all that is left
    return made


async def _report(request: Any) -> Any:
    from starlette.responses import FileResponse, PlainTextResponse  # noqa: PLC0415 - see embedded.py

    slug = request.path_params["slug"]
    path = Path(os.environ[FOLDER]) / slug / FILE
    if slug.startswith(".") or not path.is_file():
        return PlainTextResponse("no report of that name", 404)
    return FileResponse(path, media_type="text/html; charset=utf-8", headers=_HEADERS)
