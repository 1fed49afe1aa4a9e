"""The stage: signatures of texts, and what two texts have in common."""

import json
import re

import pytest

from extractors.deduplicate import Text, embed, judge, judge_pairs, sign
from extractors.text import sha256
from extractors.vectors import pack, unpack

ENGLISH = (
    "The harbour town of Quillby closed its only bridge on Monday after divers found cracks in two pillars.\n"
    "Engineers from the county will inspect the other pillars before the end of the week. "
    "Ferries carry people across the river until then.\n"
    "The school has moved its classes to the old mill. Ada Penrose, who owns the mill, asked for no rent. "
    "She remembers the flood of 1967, when the bridge was closed for three months.\n"
    "Farmers fear for the milk, which must reach the dairy in Lorvale every morning. "
    "The dairy has promised to send boats."
)
FRENCH = (
    "La ville portuaire de Quillby a fermé lundi son unique pont après que des plongeurs ont trouvé des fissures dans deux piliers. "
    "Les ingénieurs du comté inspecteront les autres piliers avant la fin de la semaine.\n"
    "D'ici là, des bacs transportent les gens de l'autre côté du fleuve. L'école a déplacé ses cours dans le vieux moulin. "
    "Ada Penrose, propriétaire du moulin, n'a demandé aucun loyer.\n"
    "Elle se souvient de l'inondation de 1967, quand le pont avait été fermé pendant trois mois. "
    "Les agriculteurs craignent pour le lait, qui doit arriver chaque matin à la laiterie de Lorvale. "
    "La laiterie a promis d'envoyer des bateaux."
)
CHINESE = (
    "周一，潜水员在两根桥墩上发现裂缝后，港口城市奎尔比关闭了唯一的一座桥。县里的工程师将在本周结束前检查其他桥墩。在此之前，渡船将人们运过河。\n"
    "学校已将课程搬到旧磨坊。磨坊的主人艾达·彭罗斯没有要求租金。她记得1967年的洪水，当时大桥关闭了三个月。\n"
    "农民们担心牛奶，牛奶必须每天早上送到洛维尔的乳品厂。乳品厂已承诺派船。"
)
INDEPENDENT = (
    "Quillby's mayor faced angry shopkeepers on Tuesday night, a day after the town lost its bridge. "
    "Business has fallen by half, the baker on Mill Street told the council.\n"
    "The mayor spoke of repairs that would cost four million crowns. Nobody in the hall believed that the capital would pay. "
    "A vote on a new tax was put off until spring. Two councillors walked out before the end.\n"
    "Outside, a choir sang against the rain. Its conductor had rowed across with the music under his coat."
)
ROUND_TRIP = (  # the same through two machines
    "The port city of Quillby shut down on Monday the only bridge which it has, as divers discovered fissures at two of its piers. "
    "The provincial engineers are going to examine the remaining piers by this weekend.\n"
    "Till that moment, ferryboats bring persons to the opposite side of the stream. "
    "School lessons were transferred into an ancient watermill. "
    "The mill's owner, Ada Penrose, did not demand a rental payment.\n"
    "In memory she has the flooding of the year 1967, as for a quarter of a year the crossing was shut. "
    "The peasants are afraid because of the milk, since each morning it has to arrive at the Lorvale dairies. "
    "That boats are sent, the dairies have assured."
)
OTHER_STORY = (
    "Honey biscuits shaped like dragons won the first prize at the Lorvale fair. The baker, Milo Stride, is nine years old. "
    "He learnt the recipe from his grandmother. The jury asked for more.\n"
    "Second came a cheese that had ripened in a cave. Its smell emptied the tent twice. "
    "The third prize went to a pickled plum. Nobody had heard of its maker before."
)


def text(body, language="en", **known):
    return Text(sha256(body), language, body, **known)


def kind(one, other):
    """Return what is found, after asking in both orders."""
    found = judge(one, other)
    assert judge(other, one) == found
    return found.kind if found else None


def share_of(found, one):
    return found.text_share if found.evidence_sha256 == one.evidence_sha256 else found.of_text_share


def test_case_and_punctuation_make_no_difference():
    shouted = text(ENGLISH.upper().replace("\n", " ").replace(".", " —"))
    assert kind(text(ENGLISH), shouted) == "exact_copy"


def test_an_edited_text_is_a_near_copy():
    edited = ENGLISH.replace("Monday", "Tuesday").replace("the old mill", "an old mill").replace("boats", "two boats")
    assert kind(text(ENGLISH), text(edited)) == "near_copy"


def test_half_a_text_is_an_excerpt_and_all_of_it_comes_from_the_whole():
    whole, half = text(ENGLISH), text("\n".join(ENGLISH.split("\n")[:2]))
    found = judge(whole, half)
    assert found.kind == "excerpt"
    assert share_of(found, half) == 1.0
    assert share_of(found, whole) < 0.6


def test_a_passage_inside_another_article_is_an_excerpt():
    first, second = OTHER_STORY.split("\n")
    host = text(f"{first}\n{ENGLISH.split(chr(10))[2]}\n{second}")
    found = judge(text(ENGLISH), host)
    assert found.kind == "excerpt"
    assert max(found.text_share, found.of_text_share) < 0.6


def test_independent_reports_are_no_copies():
    assert kind(text(ENGLISH), text(INDEPENDENT)) is None
    assert kind(text(FRENCH, "fr"), text(INDEPENDENT)) is None
    assert kind(text(CHINESE, "zh-Hans"), text(INDEPENDENT)) is None


STATEMENT = (
    "“We are closing the bridge because we must. Our grandparents built it with their hands, and we shall not let it fall "
    "on our children. I ask every family in Quillby to be patient, to help one another, and to keep away from the river "
    "when the water is high. The council will meet every evening until the last pillar is safe again.”"
)
FRENCH_STATEMENT = (
    "« Nous fermons le pont parce que nous le devons. Nos grands-parents l'ont construit de leurs mains, et nous ne le laisserons pas "
    "tomber sur nos enfants. Je demande à chaque famille de Quillby d'être patiente, de s'entraider et de rester loin du fleuve "
    "quand l'eau est haute. Le conseil se réunira chaque soir jusqu'à ce que le dernier pilier soit de nouveau sûr. »"
)


def read(body: str, language: str = "en") -> Text:
    """Return a text with the vectors that the screen computes."""
    (found,) = embed([text(body, language)], whole=False)
    return text(body, language, sampled=found["vectors"])


def test_a_text_that_was_translated_back_is_a_copy_in_other_words():
    assert kind(text(ENGLISH), text(ROUND_TRIP)) is None  # not by its words
    assert kind(read(ENGLISH), read(ROUND_TRIP)) == "near_copy"
    assert kind(read(ROUND_TRIP), read(FRENCH, "fr")) == "translated_copy"


def test_reports_of_one_incident_are_no_copies_in_other_words():
    assert kind(read(ENGLISH), read(INDEPENDENT)) is None
    assert kind(read(ROUND_TRIP), read(INDEPENDENT)) is None


def test_a_long_shared_quotation_is_no_copy():
    one = text(f"{INDEPENDENT}\nThe mayor said: {STATEMENT} Then he left.")
    other = text(f"{OTHER_STORY}\nFrom Quillby came a letter. {STATEMENT}")
    assert kind(one, other) == "shares_quotation"


def test_a_long_quotation_shared_in_translation_is_no_copy():
    one = text(f"{INDEPENDENT}\nThe mayor said: {STATEMENT} Then he left.")
    other = text(f"Une lettre est arrivée de Quillby hier soir.\n{FRENCH_STATEMENT}\nPersonne n'a répondu.", "fr")
    assert kind(one, other) == "shares_quotation"


@pytest.mark.parametrize(("body", "language"), [(FRENCH, "fr"), (CHINESE, "zh-Hans")])
def test_a_translation_is_a_translated_copy(body, language):
    found = judge(text(ENGLISH), text(body, language))
    assert found.kind == "translated_copy"
    assert min(found.text_share, found.of_text_share) > 0.8


def test_two_translations_of_one_text_are_related_too():
    assert kind(text(FRENCH, "fr"), text(CHINESE, "zh-Hans")) == "translated_copy"


def test_a_translated_passage_inside_another_article_is_a_translated_excerpt():
    first, second = OTHER_STORY.split("\n")
    passage = " ".join(re.split(r"(?<=\.) ", ENGLISH.replace("\n", " "))[:5])
    assert kind(text(FRENCH, "fr"), text(f"{first}\n{passage}\n{second}")) == "translated_excerpt"


def test_other_languages_are_related_through_an_english_reading():
    body = "Η Κουίλμπι έκλεισε τη γέφυρά της τη Δευτέρα. " * 3
    assert kind(text(body, "el"), text(FRENCH, "fr")) is None
    assert kind(text(body, "el", english=ENGLISH), text(FRENCH, "fr")) == "translated_copy"


HEBREW = (
    "עיירת הנמל קווילבי סגרה ביום שני את הגשר היחיד שלה לאחר שצוללנים מצאו סדקים בשני עמודים. "
    "מהנדסים מהמחוז יבדקו את שאר העמודים לפני סוף השבוע. עד אז מעבורות מסיעות אנשים אל מעבר לנהר."
)
KOREAN = (
    "항구 도시 퀼비는 잠수부들이 두 교각에서 균열을 발견한 뒤 월요일 하나뿐인 다리를 폐쇄했다. "
    "군 기술자들이 이번 주 안에 나머지 교각을 점검할 예정이다. 그때까지 나룻배가 사람들을 강 건너로 실어 나른다. 학교는 낡은 방앗간으로 옮겼다."
)
JAPANESE = "港町クイルビーは月曜日、潜水士が二本の橋脚に亀裂を見つけたため、唯一の橋を閉鎖した。郡の技師が週末までに残りの橋脚を調べる。それまでは渡し船が人々を運ぶ。"


@pytest.mark.parametrize(("body", "language"), [(HEBREW, "he"), (KOREAN, "ko"), (JAPANESE, "ja"), (CHINESE, "zh-Hans")])
def test_edited_copies_are_found_in_every_script(body, language):
    cut = re.split(r"(?<=[.。])\s*", body)
    assert kind(text(body, language), text(" ".join(["AP —", *cut[:-1], cut[-1][3:]]), language)) == "near_copy"


def test_a_wrong_language_tag_hides_no_copy():
    assert kind(text(ENGLISH), text(f"{ENGLISH} The end.", "und")) == "near_copy"


def test_sampled_and_whole_vectors_agree_with_those_computed_on_the_spot():
    long = text(f"{ENGLISH} {INDEPENDENT} {OTHER_STORY}".replace("\n", " "))
    (sampled,), (whole,) = embed([long], whole=False), embed([long], whole=True)
    assert sampled["sentences"] == whole["sentences"] > len(unpack(sampled["vectors"]))
    assert pack(text(long.body, sampled=sampled["vectors"]).vectors) == whole["vectors"]


def test_signatures_do_not_depend_on_the_batch():
    texts = [(sha256(body), "en", body) for body in (ENGLISH, INDEPENDENT, OTHER_STORY)]
    alone = [row for one in texts for row in sign([one])]
    assert sign(texts[::-1])[::-1] == alone
    assert all(row["sketch"] == sorted(set(row["sketch"])) for row in alone)


def test_texts_too_short_to_relate_have_no_sketch():
    assert [
        row["sketch"] for row in sign([("a", "en", "Subscribe to read."), ("b", "en", ""), ("c", "zh", "订阅阅读")])
    ] == [[], [], []]


def test_pairs_without_a_finding_are_remembered():
    one, other = text(ENGLISH), text(OTHER_STORY)
    (row,) = judge_pairs([one, other], [(other.evidence_sha256, one.evidence_sha256)])
    assert row["kind"] is None
    assert row["evidence_sha256"] < row["of_evidence_sha256"]


def test_evidence_names_the_rule():
    assert json.loads(judge(text(ENGLISH), text(FRENCH, "fr")).evidence)["rule"] == "sentences"


ODD = {
    "no sentence": "— … · *** \n" * 40,
    "nothing": "",
    "one sentence again and again": "One sentence again. " * 400,
    "one word": "word " * 1_500,
    "no punctuation": " ".join(OTHER_STORY.replace(".", "").replace(",", "").split()) * 5,
    "many scripts": "The мост bridge 橋 גשר جسر สะพาน. Ferry паром 渡船 מעבורת. " * 20,
    "right to left": f"{HEBREW} " * 10,
    "quotation marks": "“" * 4_000,
    "closed quotation marks": "“a” " * 800,
    "straight marks": '"a ' * 800,
    "stops": "。" * 500,
    "half a character": "\ud800 x",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_odd_texts_are_no_copies_of_an_article_and_stop_nobody(body):
    assert judge(text(body), text(ENGLISH)) is None
    assert judge(text(body), text(FRENCH, "fr")) is None
    assert judge(text(body, "xx-none"), text(FRENCH, "fr")) is None


def test_a_text_of_an_unknown_language_cannot_be_read_and_says_so():
    assert text(HEBREW, "he").read == []
    assert embed([text(HEBREW, "he")], whole=False)[0]["sentences"] == 0


def test_no_more_of_a_text_is_read_than_an_article_is_long():
    longest = text("The bridge is closed until spring. " * 1_300)
    assert (len(longest.read), longest.unread) == (1_000, 300)
    assert sum(len(segment.text) for segment in text("word " * 60_000).read) <= 200_000


def test_texts_of_three_sentences_in_one_language_are_told_by_their_words_alone():
    three, back = (" ".join(body.replace("\n", " ").split(". ")[:3]) for body in (ENGLISH, ROUND_TRIP))
    assert kind(read(three), read(back)) is None


def test_regions_of_one_language_are_one_language():
    assert kind(text(ENGLISH, "en-GB"), text(INDEPENDENT, "en-US")) is None
    assert kind(read(ENGLISH, "en-GB"), read(ROUND_TRIP, "en-US")) == "near_copy"
