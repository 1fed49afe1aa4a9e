"""A small dataset that holds what is awkward, made by the loaders of a run; what is in it is told beside each article.

Everybody who asks it something can count the answer by hand: every article is at https://<name>.example/bridge.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from extractors.records import Article, ArticleOverride, Overrides, PairOverride
from extractors.text import sha256
from flows import differences, staging
from flows.batches import _article_row
from flows.dataset import Dataset, Snapshot, sql_text
from flows.relate import relate

from .smalldataset import _translations, article

READ = datetime(2024, 3, 20, tzinfo=UTC)  # when the pages were read; the run ended an hour later
BEGAN = date(2024, 3, 4)

BRIDGE = (
    "The harbour town of Quillby closed its only bridge on Monday after divers found cracks in two pillars.\n"
    "Engineers from the county will inspect the other pillars before the end of the week. "
    "Ferries carry 1,200 people a day across the river until then.\n"
    "The school has moved its classes to the old mill. Ada Penrose, who owns the mill, asked for no rent. "
    "She remembers the flood of 1967, when the bridge was closed for three months.\n"
    "Farmers fear for the milk, which must reach the dairy in Lorvale every morning. "
    "The dairy has promised to send boats."
)
# What bravo makes of it: another number, another spelling of a name, a quotation at the end.
BRIDGE_CHANGED = BRIDGE.replace("1,200 people", "2,100 people").replace("mill. Ada Penrose", "mill. Ada Penrise") + (
    '\n"We will row if we must," said the captain of the oldest of them.'
)
BRIDGE_FRENCH = (
    "La ville portuaire de Quillby a fermé lundi son unique pont après que des plongeurs ont trouvé des fissures dans deux piliers.\n"
    "Les ingénieurs du comté inspecteront les autres piliers avant la fin de la semaine. "
    "D'ici là, des bacs transportent 1 200 personnes par jour de l'autre côté du fleuve.\n"
    "L'école a déplacé ses cours dans le vieux moulin. Ada Penrose, propriétaire du moulin, n'a demandé aucun loyer. "
    "Elle se souvient de l'inondation de 1967, quand le pont avait été fermé pendant trois mois.\n"
    "Les agriculteurs craignent pour le lait, qui doit arriver chaque matin à la laiterie de Lorvale. "
    "La laiterie a promis d'envoyer des bateaux."
)
MAYOR = (
    "Quillby's mayor faced angry shopkeepers on Tuesday night, a day after the town lost its bridge. "
    "Business has fallen by half, the baker on Mill Street told the council.\n"
    "The mayor spoke of repairs that would cost four million crowns. "
    "Nobody in the hall believed that the capital would pay. "
    "A vote on a new tax was put off until spring. Two councillors walked out before the end.\n"
    "Outside, a choir sang against the rain. Its conductor had rowed across with the music under his coat."
)
DIARY = (
    "I have lived beside that bridge for sixty years and I never once looked underneath it.\n"
    "Now the divers come up every hour and hold their hands apart to show us how wide the gap is.\n"
    "My neighbour has hung a lantern from the railing so that the boats can see where the road used to go.\n"
    "On Sundays we sit on the wall and count the herons, which seem to be the only ones who are pleased."
)
_DIARY_LINES = DIARY.split("\n")
HOSTS = {  # pages of their own that hold two lines of the diary each
    "hotel": (
        "Our editor spent the weekend in Quillby and came home with wet shoes and three notebooks.\n"
        "What stays with her is a page that an old man pinned to the door of the bakery.\n"
        f"{_DIARY_LINES[0]}\n{_DIARY_LINES[1]}\n"
        "She copied it by hand, because the baker would not let anybody take the paper down.\n"
        "Next week she will go back with a photographer and a better pair of boots."
    ),
    "india": (
        "Seven things we learned about rivers this month, from mud to money and from eels to engineers.\n"
        "Number three comes from the eastern shore, where somebody keeps a diary worth reading in full.\n"
        f"{_DIARY_LINES[1]}\n{_DIARY_LINES[2]}\n"
        "Number four is a recipe for smoked eel, which we have tried twice and burned once.\n"
        "Number five explains why toll houses were painted yellow in the days of the old queen."
    ),
    "juliett": (
        "A reader wrote to ask why our column has been silent about the closed crossing downstream.\n"
        "The honest answer is that others have said it better than we could from up here in the hills.\n"
        f"{_DIARY_LINES[2]}\n{_DIARY_LINES[3]}\n"
        "There is nothing to add to that, except that we miss the Saturday market on the far bank.\n"
        "Letters about the market may be left at the counter until the end of the month."
    ),
}
AGENCY = (
    "Divers working under the Quillby bridge said on Wednesday that a third pillar shows damage below the waterline.\n"
    "The county has ordered steel collars from a foundry in Lorvale, to be fitted before the autumn storms arrive.\n"
    "Insurance companies are arguing over who must pay for the hotels that lost their guests in high season."
)
LIVE = (
    "This page follows the closed bridge of Quillby hour by hour and will be updated through the night.\n"
    "At noon 40 boats were waiting at the quay, and the queue for tickets reached the fish market.\n"
    "A spokesman for the county said that nobody had been hurt when the barrier came down."
)
LIVE_LATER = (
    LIVE.replace("40 boats", "65 boats") + "\nShortly before midnight the last ferry turned back because of fog."
)
RUSSIAN = (
    "Жители Квиллби третий день ждут ответа от властей округа, но на звонки никто не отвечает.\n"
    "Рыбаки говорят, что трещины в опорах были видны ещё осенью, когда вода стояла низко.\n"
    "Учительница местной школы возит детей на лодке своего брата и не берёт за это денег."
)
RUSSIAN_TOO = (
    "Аптека на левом берегу осталась без лекарств, потому что грузовик не может переехать реку.\n"
    "Врач просит больных приходить утром, пока ходит паром, и не откладывать прививки на вечер.\n"
    "Вертолёт обещали прислать в пятницу, однако лётчики говорят о сильном тумане над портом."
)
SPANISH = (
    "El puente de Quillby divide ahora a las familias que trabajan en una orilla y duermen en la otra.\n"
    "Una panadera cruza el río en barca a las cuatro de la mañana con la harina bajo una lona.\n"
    "El alcalde de Lorvale ofrece camas en el gimnasio a quienes pierdan el último transbordador."
)
SPANISH_TOO = (
    "Los seguros no cubren las pérdidas de los hoteles, según una abogada que defiende a doce propietarios.\n"
    "La temporada empezaba en abril y casi todas las habitaciones estaban reservadas desde el invierno.\n"
    "Algunos piden que se abra un puente militar, como se hizo después de la inundación de 1967."
)
GERMAN = (
    "Die Brücke von Quillby war bei ihrer Eröffnung die längste im Land, und Kinder bekamen schulfrei.\n"
    "Ein Modell aus Streichhölzern steht bis heute im Rathaus von Lorvale hinter staubigem Glas.\n"
    "Der Enkel des Baumeisters will nun alle Pläne dem Kreis übergeben, samt den alten Rechnungen."
)
SIGNS = "▲▲ 12 / 14 / 67 ▲▲ Quillby ▼▼ 3 / 4 ▼▼ Lorvale\n→→ 8:00 → 9:30 → 11:00 →→\n== Q. == L. == Q. =="


def url(name: str) -> str:
    """Return the address of an article by its short name."""
    return f"https://{name}.example/bridge"


def at(day: int, hour: int, minute: int = 0) -> dict[str, Any]:
    """Return a date of March 2024 that is stated to the second, in UTC."""
    moment = datetime(2024, 3, day, hour, minute, tzinfo=UTC)
    stated = {"published_precision": "second", "published_text": moment.isoformat()}
    return {"published_from": moment, "published_until": moment, **stated}


def on(day: int) -> dict[str, Any]:
    """Return a date of March 2024 of which the page states the day, and no zone."""
    midnight = datetime(2024, 3, day, tzinfo=UTC)
    return {
        "published_from": midnight - timedelta(hours=14),
        "published_until": midnight + timedelta(hours=36),
        "published_precision": "day",
        "published_text": f"2024-03-{day:02}",
    }


def links(name: str) -> dict[str, Any]:
    """Return a link to another article, by which whoever copies it says whence."""
    return {"links_out": (url(name),)}


ARTICLES = (
    article("alpha", BRIDGE, title="Bridge closed", **at(4, 8)),  # the original of a telling in two languages
    article("bravo", BRIDGE_CHANGED, title="Bridge closed", **at(4, 10, 30), **links("alpha")),  # an edited copy of it
    article("charlie", BRIDGE_CHANGED, title="No bridge", **on(5), **links("bravo")),  # a copy of the copy, with a day
    article(
        "delta", BRIDGE_FRENCH, "fr", "Pont fermé", **at(5, 8), **links("alpha")
    ),  # French has it by translation only
    article("echo", MAYOR, title="Angry night", **on(6)),  # independent
    article("golf", DIARY, title="Beside the bridge"),  # no date, excerpted by three
    article("hotel", HOSTS["hotel"], title="Wet shoes", **at(10, 9), **links("golf")),
    article("india", HOSTS["india"], title="Seven things", **on(11), **links("golf")),
    article("juliett", HOSTS["juliett"], title="A letter", **at(12, 12), **links("golf")),
    article("oscar", AGENCY, title="Third pillar", credit="(Reuters)"),  # an orphan: its source is not here; no date
    article("lima", RUSSIAN, "ru", "Третий день", **at(6, 9)),  # a tie
    article("mike", RUSSIAN_TOO, "ru", "Аптека", **at(6, 9)),  # with this one
    article("papa", SPANISH, "es", "Dos orillas", **at(7, 15)),  # its hour is known
    article("quebec", SPANISH_TOO, "es", "Sin seguro", **on(7)),  # of the other one of this day only the day
    article("romeo", GERMAN, "de", "Die Brücke"),  # the only one in its language, and undated until the editor comes
    article("sierra", SIGNS, "und", "▲▲▼▼"),  # nobody can tell the language
    article("victor", LIVE, title="Live", **at(8, 12)),  # read twice: the second time it says LIVE_LATER
)
LATER = article("victor", LIVE_LATER, title="Live: fog", **at(8, 12))
ALIAS, DROPPED, WAITING = "https://m.alpha.example/bridge", "https://gone.example/", "https://later.example/"
OVERRIDES = Overrides(
    articles=(
        ArticleOverride(place="articles[1]", url=url("romeo"), published="2024-03-09T10:00:00Z", why="his letter"),
    ),
    pairs=(PairOverride(place="pairs[1]", url=url("echo"), of_url="https://nobody.example/", copy=True),),
)
ENGLISH = {  # by text, sentence by sentence; what is not here is untranslated
    BRIDGE_FRENCH: BRIDGE.replace("\n", " ").replace(". ", ".|").split("|"),
}


def fill(dataset: Dataset) -> None:
    """Load all of it and relate it, as a run does that ends an hour after it has read."""
    dataset.load("load/runs", [_run(READ, "running")])
    by_url = {one.url: one for one in ARTICLES}
    rows = [_row(one.url, one, READ) for one in ARTICLES] + [_row(ALIAS, by_url[url("alpha")], READ)]
    rows.append({**_visit(DROPPED, "gone", READ), "outcome": "dropped", "reason": "off_topic", "detail": "names none"})
    found = [{"url": row["url"], "source": "urls", "found_at": READ} for row in rows]
    found.append({"url": WAITING, "source": "feeds", "found_at": READ})
    hints = {"title_hint": None, "published_hint": None}
    dataset.load("load/links", staging.table([{**hints, **link} for link in found], "links"))
    dataset.load("load/readings", staging.table(rows, "readings"))
    dataset.load("load/readings", staging.table([_row(LATER.url, LATER, READ + timedelta(minutes=30))], "readings"))
    dataset.load("load/translations", staging.table(_english(ARTICLES), "translations"))
    dataset.load("load/languages", [{"language": tag, "name": name} for tag, name in NAMES.items()])
    dataset.connection.execute(sql_text("derive/english"))
    relate(dataset, began=BEGAN, overrides=OVERRIDES)
    differences.compare(dataset)
    dataset.load("load/runs", [_run(READ + timedelta(hours=1), "done")])


NAMES = {"en": "English", "fr": "French", "ru": "Russian", "es": "Spanish", "de": "German"}  # und has none


def snapshot(folder: Path) -> Snapshot:
    """Return it published."""
    folder.mkdir(parents=True, exist_ok=True)
    with Dataset(folder / "work.duckdb") as dataset:
        fill(dataset)
        dataset.publish(folder)
    return Snapshot(folder / "coverage.duckdb")


def _english(articles: Iterable[Article]) -> list[dict[str, Any]]:
    return list(_translations(articles, ENGLISH))


def _row(address: str, one: Article, moment: datetime) -> dict[str, Any]:
    return _article_row(_visit(address, one.text, moment), one, ("Quillby",), "")


def _visit(address: str, body: str, moment: datetime) -> dict[str, Any]:
    return {"url": address, "body_sha256": sha256(body), "fetched_at": moment, "warc": None, "warc_offset": None}


def _run(moment: datetime, state: str) -> dict[str, Any]:
    return {"run_id": "awkward", "incident": "awkward", "code_version": "0", "at": moment, "state": state}
