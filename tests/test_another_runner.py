"""Batches need nothing of the process that made them up: another task runner may run them elsewhere."""

import multiprocessing
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from extractors.chain import REFUSALS_ALLOWED, Breaker
from flows.running import Stop

from .smallweb import INCIDENT, STORY, SmallWeb, cover, page

T = TypeVar("T")
SPANISH = (
    "El Ferry Aurelia salió de la isla al mediodía y no llegó nunca.",
    "Dos veces le habían dicho a Captain Duarte que el tiempo cambiaría antes de la noche.",
    "En el muelle las familias esperaban con mantas, y nadie salía de la oficina para hablar con ellas.",
    "Un pescador contó que había visto luces más allá del arrecife, mucho después del anochecer.",
    "La compañía prometió una declaración para la mañana y apagó sus teléfonos.",
)


@pytest.mark.slow
def test_every_batch_of_a_run_can_be_run_in_another_process_and_comes_to_the_same(tmp_path: Path) -> None:
    web = SmallWeb(tmp_path, INCIDENT.replace("engines = []", 'engines = ["apertium"]'))
    web.add("http://island.example/ferry", page("The lost ferry", *STORY))
    web.add("http://cape.example/ferry", page("The lost ferry", *STORY[:5], "So they say at the cape."))
    web.add("http://puerto.example/ferry", page("El transbordador perdido", *SPANISH, language="es"))
    web.links("http://island.example/ferry", "http://cape.example/ferry", "http://puerto.example/ferry")
    web.write_hosts()
    stages: list[str] = []

    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:

        def elsewhere(stage: str, labelled: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
            for _, call in labelled:
                stages.append(stage.partition(":")[0])
                yield processes.submit(call).result()

        found = cover(web.folder, web.read(), tmp_path / "elsewhere", run_batches=elsewhere)
    here = cover(web.folder, web.read(), tmp_path / "here")

    assert set(stages) == {"discover", "scrape", "extract", "translate", "deduplicate"}
    assert len(found.rows("SELECT * FROM articles")) == 3
    assert found.views() == here.views()


def test_an_order_to_stop_and_what_engines_refused_arrive_as_copies() -> None:
    stop, breaker = Stop(), Breaker()
    assert not pickle.loads(pickle.dumps(stop)).is_set()
    stop.set()
    assert pickle.loads(pickle.dumps(stop)).is_set()

    for _ in range(REFUSALS_ALLOWED):
        breaker.refused("google", "timeout")
    copy = pickle.loads(pickle.dumps(breaker))
    copy.answered("google")

    assert (copy.is_open("google"), breaker.is_open("google")) == (False, True)
