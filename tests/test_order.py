"""The same articles give the same relations and tellings, whatever came first and however much came at once."""

import random
from itertools import pairwise

import pytest

from extractors import vectors
from flows import relations
from flows.articlelines import take_in
from flows.dataset import Dataset
from flows.relate import relate

from .test_deduplicate import CHINESE, ENGLISH, FRENCH, INDEPENDENT, OTHER_STORY

SIZES = ("TEXTS_A_BATCH", "READ_A_BATCH", "SCREENED_A_BATCH", "PAIRS_A_BATCH", "BATCHES_A_ROUND")
ORDERS = 20

FERRY = """The ferry Solveig ran aground off Hestøya shortly before six on Tuesday morning with forty-one people on board.
Nobody was hurt, but the lifeboat from Norvik needed three hours to bring all of them ashore in the heavy swell.
The captain had taken the inner channel to save time, which the pilots have advised against since the winter.
A boatman who watched from the pier said that the ship had sounded her horn twice before she struck the rock.
Divers are to look at the hull on Thursday; until then a smaller boat will carry mail and milk to the islands.
The company has promised every passenger the price of the ticket and a hot meal on the next crossing."""
FERRY_SPANISH = """El transbordador Solveig encalló frente a Hestøya poco antes de las seis de la mañana del martes con cuarenta y una personas a bordo.
Nadie resultó herido, pero el bote salvavidas de Norvik necesitó tres horas para llevarlas a todas a tierra con la fuerte marejada.
El capitán había tomado el canal interior para ahorrar tiempo, algo que los prácticos desaconsejan desde el invierno.
Un barquero que miraba desde el muelle dijo que el barco había hecho sonar la bocina dos veces antes de golpear la roca.
Los buzos examinarán el casco el jueves; hasta entonces un barco más pequeño llevará el correo y la leche a las islas.
La compañía ha prometido a cada pasajero el precio del billete y una comida caliente en la próxima travesía."""
FERRY_RUSSIAN = """Паром «Сульвейг» сел на мель у острова Хестёя незадолго до шести утра во вторник, на борту был сорок один человек.
Никто не пострадал, но спасательному катеру из Норвика понадобилось три часа, чтобы доставить всех на берег при сильной зыби.
Капитан выбрал внутренний пролив, чтобы сэкономить время, хотя лоцманы не советуют этого с самой зимы.
Лодочник, который смотрел с пирса, сказал, что судно дважды подало сигнал, прежде чем ударилось о скалу.
Водолазы осмотрят корпус в четверг; до тех пор почту и молоко на острова будет возить судно поменьше.
Компания обещала каждому пассажиру вернуть стоимость билета и накормить горячим обедом в следующем рейсе."""
OWN = """The harbour office has kept a list of every stranding since the war, and it fills two ledgers bound in green cloth.
Old Berit Aasen, who writes them up in violet ink, says that autumn has always been the worst of the seasons."""
MENU = (
    "Subscribe to the Islander for nine crowns\nWrite to our editors in the tower\nAll rights are held by the Islander"
)


def line(name, text, language="en", **known):
    return {
        "url": f"https://{name}.example/story",
        "outlet": f"{name.partition('-')[0]}.example",
        "language": language,
        "title": "",
        "text": text,
    } | known


def part(text, first, last):
    return "\n".join(text.split("\n")[first:last])


def at(day, hour):
    return {"published": f"2018-10-{day:02d}T{hour:02d}:00:00+00:00", "published_precision": "second"}


ARTICLES = [
    line("courier", ENGLISH, **at(1, 8)),
    line("reprint", ENGLISH.upper(), **at(1, 12)),
    line("herald", ENGLISH.replace("Monday", "Tuesday"), credit="Source: courier.example"),
    line("half", part(ENGLISH, 0, 3), **at(2, 9)),
    line("journal", FRENCH, "fr", credit="Traduit de l’anglais", published="2018-10-02", published_precision="day"),
    line("demi", part(FRENCH, 0, 3), "fr", **at(3, 9)),
    line("ribao", CHINESE, "zh-Hans", links_out=["https://courier.example/story"]),
    line("mirror", INDEPENDENT, **at(2, 20)),
    line("gazette", OTHER_STORY),
    line("ferry", FERRY, **at(4, 7)),
    line("isla", FERRY_SPANISH, "es", **at(4, 19)),
    line("parom", FERRY_RUSSIAN, "ru"),
    line("ledgers", f"{part(OWN, 0, 1)}\n{part(FERRY, 1, 5)}\n{part(OWN, 1, 2)}", **at(5, 6)),
    line("libros", f"{OTHER_STORY}\n{part(FERRY_SPANISH, 1, 5)}", "es", **at(6, 6)),
    line("twins", FERRY),
    *(
        line(f"islander-{number}", f"{text}\n{MENU}")
        for number, text in enumerate((FERRY, INDEPENDENT, OTHER_STORY, ENGLISH, OWN))
    ),
    line("notice", "Closed on Mondays."),
    line("nothing", ""),
    line("unknown", "Kraftig vind ved Hestøya i natt. Ferja gikk på grunn tidlig tirsdag morgen.", "nn"),
]


# What was judged of a text stays judged when a line of it turns out to be boilerplate; then it is a text of nobody.
RELATIONS = """
FROM core.relations
WHERE (evidence_sha256, of_evidence_sha256) IN (SELECT (evidence_sha256, of_evidence_sha256) FROM core.candidates)
  AND evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
  AND of_evidence_sha256 IN (SELECT evidence_sha256 FROM core.wordings)
ORDER BY ALL
"""


def told(parts):
    """Return all relations, pairs and tellings after these articles came part by part."""
    with Dataset(":memory:") as dataset:
        for some in parts:
            take_in(dataset, some)
            relate(dataset)
        judged = dataset.connection.execute(RELATIONS).fetchall()
        return judged, dataset.rows("relate/pairs_out"), dataset.rows("relate/tellings_out")


class Remembering:
    """The encoder, which reads the same sentences together once only."""

    def __init__(self, encoder):
        self.encoder, self.known = encoder, {}

    def encode(self, sentences):
        key = tuple(sentences)
        if key not in self.known:
            self.known[key] = self.encoder.encode(sentences)
        return self.known[key]


@pytest.fixture(scope="module", autouse=True)
def encoder():
    remembering = Remembering(vectors._encoder())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "_encoder", lambda: remembering)
        yield


@pytest.fixture(scope="module")
def at_once(encoder):  # noqa: ARG001
    return told([ARTICLES])


def test_the_articles_hold_copies_of_every_kind(at_once):
    _, pairs, tellings = at_once
    kinds = {row["kind"] for row in pairs}
    assert kinds >= {"exact_copy", "near_copy", "excerpt", "translated_copy", "translated_excerpt"}
    assert {row["direction"] for row in pairs} == {"known", "unknown"}
    assert len({row["telling"] for row in tellings}) < len(tellings)


@pytest.mark.slow
def test_twenty_orders_and_sizes_of_batches_give_the_same(at_once, monkeypatch):
    for number in range(ORDERS):
        chance = random.Random(number)
        for name in SIZES:
            monkeypatch.setattr(relations, name, chance.choice((3, 5, 8, 13, 1_000)))
        shuffled = list(ARTICLES)
        chance.shuffle(shuffled)
        assert told([shuffled]) == at_once, number


@pytest.mark.parametrize("seed", range(3))
def test_articles_that_come_part_by_part_give_the_same(at_once, seed):
    chance = random.Random(seed)
    shuffled = list(ARTICLES)
    chance.shuffle(shuffled)
    cuts = [0, *sorted(chance.sample(range(1, len(shuffled)), 3 + seed)), len(shuffled)]
    assert told([shuffled[start:end] for start, end in pairwise(cuts)]) == at_once
