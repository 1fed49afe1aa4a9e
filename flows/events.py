"""What a run changed, as events of Prefect: for the event feed, and for automations that wait for them."""

from prefect.events import emit_event

from . import happenings
from .health import Health
from .news import News


def emit(found: News, ended: Health) -> None:
    """Send the events of a run; Prefect adds the run itself to each."""
    resource = {"prefect.resource.id": f"retold.incident.{found.slug}", "prefect.resource.name": found.title}
    for one in happenings.happenings(found, ended):
        emit_event(
            event=one.name,
            resource=resource,
            related=[_related(role, name) for role, name in one.about.items()],
            payload=dict(one.payload),
        )


def _related(role: str, name: str) -> dict[str, str]:
    return {
        "prefect.resource.id": f"retold.{role}.{name}",
        "prefect.resource.role": role,
        "prefect.resource.name": name,
    }
