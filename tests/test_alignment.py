"""Sentences that stand for one another: copies in whatever order, and reports of one incident that are none."""

import itertools

import pytest

from extractors.deduplicate import Text, embed, judge
from extractors.records import COPY_KINDS
from extractors.text import segments, sha256


def read(body, language):
    """Return a text with the vectors that the screen computes."""
    (found,) = embed([Text(sha256(body), language, body)], whole=False)
    return Text(sha256(body), language, body, sampled=found["vectors"])


def kind(one, other):
    found = judge(one, other)
    assert judge(other, one) == found
    return found.kind if found else None


# What the ferry company Brandel Line said after the "Petrel" had run aground, as each outlet translates it.
STATEMENT = {
    "en": (
        "“We are deeply sorry for what our passengers went through last night. The Petrel has sailed this route for eleven years "
        "without any incident. We will pay for every hotel room and every ticket home. Our captain has been relieved of his duties "
        "until the inquiry is over.”"
    ),
    "fr": (
        "« Nous sommes profondément désolés de ce que nos passagers ont vécu la nuit dernière. Le Petrel navigue sur cette ligne depuis "
        "onze ans sans aucun incident. Nous paierons chaque chambre d'hôtel et chaque billet de retour. Notre capitaine a été relevé de "
        "ses fonctions jusqu'à la fin de l'enquête. »"
    ),
    "de": (
        "„Wir bedauern zutiefst, was unsere Fahrgäste in der vergangenen Nacht erlebt haben. Die Petrel fährt seit elf Jahren ohne jeden "
        "Zwischenfall auf dieser Strecke. Wir bezahlen jedes Hotelzimmer und jede Heimfahrt. Unser Kapitän ist bis zum Ende der "
        "Untersuchung von seinen Aufgaben entbunden.“"
    ),
    "es": (
        "«Lamentamos profundamente lo que vivieron anoche nuestros pasajeros. El Petrel navega por esta ruta desde hace once años sin "
        "ningún incidente. Pagaremos cada habitación de hotel y cada billete de vuelta. Nuestro capitán ha sido apartado de sus funciones "
        "hasta que termine la investigación»."
    ),
    "ru": (
        "«Мы глубоко сожалеем о том, что пережили наши пассажиры прошлой ночью. „Петрел“ одиннадцать лет ходит по этому маршруту без единого "
        "происшествия. Мы оплатим каждый номер в гостинице и каждый обратный билет. Наш капитан отстранён от должности до конца расследования»."
    ),
    "zh-Hans": (
        "“我们对乘客昨晚的遭遇深表歉意。海燕号在这条航线上航行了十一年，从未发生过任何事故。我们将支付每一间酒店客房和每一张回程票的费用。"
        "在调查结束之前，我们的船长已被停职。”"
    ),
}  # fmt: skip
# What each of them has besides: one found the passengers, one the harbour master, one the shares.
REPORTS = {
    "en": (
        "A ferry with 214 people on board ran onto rocks off Skarn Island late on Thursday.\nIn a statement Brandel Line said: {}\n"
        "Passengers told the Skarn Observer that nobody had shown them the life jackets. Lena Orford, 34, spent the night in a school gym "
        "with her two sons. The islanders brought soup. Divers look at the hull today."
    ),
    "fr": (
        "Un ferry s'est échoué jeudi soir au large de l'île de Skarn avec 214 personnes à bord.\nLa compagnie Brandel Line a publié ce "
        "communiqué : {}\nSelon la capitainerie, le navire allait trop vite dans le chenal. Le phare nord était éteint depuis mardi. Le "
        "syndicat des pilotes réclamait une deuxième balise depuis des années. Le ministre se rendra sur place samedi."
    ),
    "de": (
        "Vor der Insel Skarn ist am Donnerstagabend eine Fähre mit 214 Menschen auf Grund gelaufen.\nDie Reederei Brandel Line teilte mit: {}\n"
        "Die Aktie der Reederei verlor am Freitag neun Prozent. Anleger fürchten hohe Forderungen der Versicherer. Schon im Frühjahr hatte "
        "der Vorstand vor einem schwachen Jahr gewarnt. Zwei weitere Schiffe liegen wegen Reparaturen im Dock."
    ),
    "es": (
        "Un transbordador con 214 personas encalló el jueves por la noche frente a la isla de Skarn.\nLa naviera Brandel Line emitió un "
        "comunicado: {}\nEntre los viajeros había un coro de Almera que volvía de un concurso. Su directora contó que cantaron para calmar a "
        "los niños. El ayuntamiento les prepara un homenaje. Ningún instrumento se salvó."
    ),
    "ru": (
        "Паром с 214 пассажирами сел на мель у острова Скарн в четверг вечером.\nКомпания «Брандел Лайн» заявила: {}\n"
        "Экологи опасаются разлива топлива в заповеднике. В баках судна около ста тонн мазута. На островах гнездятся тысячи тупиков. "
        "Заграждения доставят вертолётом, если позволит ветер."
    ),
    "zh-Hans": (
        "周四深夜，一艘载有214人的渡轮在斯卡恩岛附近触礁。\n布兰德尔航运公司在声明中表示：{}\n"
        "船上有三名中国留学生，均平安无事。大使馆派人前往医院探望。一名学生说，她最担心的是丢失的护照。学校已为他们延长了假期。"
    ),
}  # fmt: skip
TEXTS = {language: read(report.format(STATEMENT[language]), language) for language, report in REPORTS.items()}


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(TEXTS, 2)))
def test_reports_that_quote_one_statement_at_length_are_no_copies(one, other):
    assert kind(TEXTS[one], TEXTS[other]) == "shares_quotation"


CAPTION = (
    "The ferry Petrel on the rocks off Skarn Island on Friday morning, seen from a rescue helicopter. Photo: Ivo Brand"
)
POST = (
    "“Still on the boat. They say two more hours. The kids are asleep on the life jackets and the crew hands out biscuits, "
    "we are cold but fine, tell grandma not to wait up.” — @lenaorford, 11:48 p.m."
)


def test_one_caption_and_one_embedded_post_on_two_pages_make_no_copy():
    one = f"{CAPTION}\n{REPORTS['en'].format('it was sorry.')}\n{POST}"
    other = (
        f"{CAPTION}\nThe coast guard was called at ten past ten. Its boats reached the wreck within the hour, said commander Tove Lind.\n"
        f"{POST}\nThe last family left the deck at four in the morning. Nobody was hurt, though the sea was rough."
    )
    assert kind(read(one, "en"), read(other, "en")) not in COPY_KINDS


def test_a_post_that_each_outlet_translates_makes_no_copy():
    french = (
        "« Toujours sur le bateau. Ils disent encore deux heures. Les petits dorment sur les gilets et l'équipage distribue des biscuits, "
        "on a froid mais ça va, dites à mamie de ne pas attendre. » — @lenaorford, 23h48"
    )
    one = read(f"{REPORTS['en'].format('it was sorry.')}\n{POST}", "en")
    assert kind(one, read(f"{REPORTS['fr'].format('elle est désolée.')}\n{french}", "fr")) not in COPY_KINDS


ENGLISH = (
    "The glass works of Tarnby will close in March after one hundred and forty years. Its owner blames the price of gas, which has "
    "doubled since the spring. Three hundred people work at the furnaces. The union wants to buy the works and heat them with wood waste. "
    "A bank in Olmen has promised half of the money. The mayor fears that the museum will have to close as well. "
    "Visitors come from far away for its green bottles. In 1911 a fire destroyed the first hall. The ovens were never cold after that. "
    "The last shift will blow a bell for the church."
)
SPANISH = (
    "La fábrica de vidrio de Tarnby cerrará en marzo después de ciento cuarenta años. Su propietario culpa al precio del gas, que se ha "
    "duplicado desde la primavera. Trescientas personas trabajan en los hornos. El sindicato quiere comprar la fábrica y calentarla con "
    "restos de madera. Un banco de Olmen ha prometido la mitad del dinero. El alcalde teme que el museo tenga que cerrar también. "
    "Los visitantes vienen de muy lejos por sus botellas verdes. En 1911 un incendio destruyó la primera nave. Desde entonces los hornos "
    "nunca se enfriaron. El último turno soplará una campana para la iglesia."
)
RETURNED = (  # through another language and back
    "Tarnby's glassworks is going to shut in March, 140 years after it began. The proprietor says the cost of gas is guilty, as it is twice "
    "that of springtime. At the ovens 300 persons are employed. To purchase the factory and fire it using wooden remains is what the trade "
    "union wishes. An Olmen bank pledged fifty percent of the funds. It is the fear of the town's mayor that the museum closes too. "
    "Guests arrive from distant places because of the bottles of green colour. The first building was burnt down by a blaze in 1911. Since "
    "then the furnaces did not get cold at any time. A church bell is to be blown by the final shift."
)


def shuffled(body, language, order):
    sentences = [segment.text for segment in segments(body, language)]
    return " ".join(sentences[place] for place in order)


SAID_OTHERWISE = "The museum of Tarn shows two hundred kites. A teacher collected them on his travels. The oldest was made of goose quills."
REVERSED, MIXED = range(9, -1, -1), (6, 2, 9, 0, 5, 8, 1, 7, 3, 4)


@pytest.mark.parametrize("order", [REVERSED, MIXED])
def test_a_translation_in_another_order_is_a_translated_copy(order):
    found = judge(read(ENGLISH, "en"), read(shuffled(SPANISH, "es", order), "es"))
    assert found.kind == "translated_copy"
    assert min(found.text_share, found.of_text_share) > 0.6


@pytest.mark.parametrize("order", [REVERSED, MIXED])
def test_one_text_in_other_words_and_another_order_is_a_near_copy(order):
    assert kind(read(ENGLISH, "en"), read(shuffled(RETURNED, "en", order), "en")) == "near_copy"


def test_scripts_of_one_language_are_held_to_the_rules_of_one_language():
    hans = read(REPORTS["zh-Hans"].format("对此深表歉意。"), "zh-Hans")
    hant = read(
        "週四晚間一艘渡輪在斯卡恩島附近擱淺。海巡署派出四艘船，凌晨四時將所有人接上岸。北燈塔自週二起熄滅。", "zh-Hant"
    )
    assert kind(hans, hant) not in COPY_KINDS


INTERVIEW = {
    "en": (
        "The lock keeper of Amsel has opened the gates for forty years. He writes down the name of every barge in a school exercise book. "
        "“My father did the same with a slate. Nobody ever asked us to. It takes me an hour every Sunday.” He counted the last coal barge in 1998."
    ),
    "es": (
        "El esclusero de Amsel abre las compuertas desde hace cuarenta años. Anota el nombre de cada barcaza en un cuaderno escolar. "
        "«Mi padre hacía lo mismo con una pizarra. Nadie nos lo pidió nunca. Me lleva una hora cada domingo». Contó la última barcaza de carbón en 1998."
    ),
}
HOST = (
    "La feria de quesos de Montal reunió a más de cien productores. El jurado probó durante dos días piezas de seis regiones. {}\n"
    "La próxima edición tendrá lugar en un pabellón nuevo. Los hoteles de la comarca están llenos desde mayo."
)


def test_a_quotation_leaves_no_gap_in_the_passage_around_it():
    source = f"{INTERVIEW['en']}\n{SAID_OTHERWISE}"
    found = judge(read(source, "en"), read(HOST.format(INTERVIEW["es"]), "es"))
    assert found.kind == "translated_excerpt"


def test_a_quotation_between_other_sentences_makes_no_passage():
    quotation = "“My father did the same with a slate. Nobody ever asked us to.”"
    of_quotation = "«Mi padre hacía lo mismo con una pizarra. Nadie nos lo pidió nunca»."
    one = f"The canal will be drained in the autumn. {quotation} An engineer measured the walls.\n{SAID_OTHERWISE}"
    assert kind(read(one, "en"), read(HOST.format(of_quotation), "es")) not in COPY_KINDS


# The same words of the ferry's master, which each outlet hands on sentence by sentence; and what else it found.
TAGGED = {
    "en": (
        "The harbour of Skarn Island was still closed on Friday morning, and nobody could say for how long.\n"
        "“We were eleven minutes behind when the fog came down,” master Ole Brandt said. “I reduced speed before we passed "
        "the northern buoy,” he added. “The echo sounder showed nine metres until the last moment,” Brandt told reporters. “Then the "
        "whole ship shook twice and lay still,” he recalled. “I ordered everybody to the upper deck at once,” said Brandt.\n"
        "Fishermen carried blankets to the school gym. The bakery opened at three in the morning."
    ),
    "de": (
        "Für die Reederei Brandel ist es der zweite teure Winter: Ihre Aktie verlor am Freitag sechs Prozent.\n"
        "„Wir waren elf Minuten im Verzug, als der Nebel kam“, erklärte Kapitän Ole Brandt. „Ich habe die Fahrt verringert, bevor wir die "
        "nördliche Boje passierten“, so der Seemann. „Das Echolot zeigte bis zum letzten Augenblick neun Meter“, berichtete er der Presse. "
        "„Dann bebte das ganze Schiff zweimal und lag still“, erinnerte sich Brandt. „Ich habe sofort alle auf das Oberdeck befohlen“, "
        "sagte er.\n"
        "Analysten rechnen mit einem Schaden von acht Millionen. Die Versicherung schickt am Montag einen Gutachter."
    ),
    "fr": (
        "Deux plongeurs de la marine sont arrivés vendredi à midi pour examiner la coque du navire.\n"
        "« Nous avions onze minutes de retard quand le brouillard est tombé », raconte le commandant Ole Brandt. « J'ai réduit la vitesse "
        "avant de passer la bouée nord », assure-t-il. « Le sondeur indiquait neuf mètres jusqu'au dernier moment », dit-il aux journalistes. "
        "« Puis tout le navire a tremblé deux fois et s'est arrêté », se souvient-il. « J'ai aussitôt envoyé tout le monde sur le pont "
        "supérieur », conclut le marin.\n"
        "Le parquet de Skarn a ouvert une enquête. Le pilote n'était pas à bord, selon le syndicat."
    ),
}


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(TAGGED, 2)))
def test_a_quotation_that_each_outlet_hands_on_sentence_by_sentence_makes_no_copy(one, other):
    assert kind(read(TAGGED[one], one), read(TAGGED[other], other)) not in COPY_KINDS


def test_a_translation_that_is_mostly_quotation_is_still_a_translated_copy():
    english = TAGGED["en"]
    german = (
        "Der Hafen der Insel Skarn war am Freitagmorgen noch immer geschlossen, und niemand konnte sagen, wie lange noch.\n"
        "„Wir lagen elf Minuten zurück, als der Nebel fiel“, sagte Kapitän Ole Brandt. „Ich habe die Fahrt verringert, bevor wir die nördliche "
        "Boje passierten“, fügte er hinzu. „Das Echolot zeigte bis zum letzten Augenblick neun Meter“, sagte Brandt Reportern. „Dann bebte das "
        "ganze Schiff zweimal und lag still“, erinnerte er sich. „Ich befahl sofort alle auf das Oberdeck“, sagte Brandt.\n"
        "Fischer brachten Decken in die Turnhalle der Schule. Die Bäckerei öffnete um drei Uhr morgens."
    )

    assert kind(read(english, "en"), read(german, "de")) == "translated_copy"
