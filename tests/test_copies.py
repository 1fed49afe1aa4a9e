"""Words in common, template lines, alignments and the screen before them."""

import numpy as np
import pytest

from extractors.alignment import align
from extractors.boilerplate import Repeated, is_short, lines, templates, without
from extractors.copies import coherence, shared, wording
from extractors.screen import Sampled, linked
from extractors.text import segments
from extractors.vectors import halved, pack


def words_of(text, language="en"):
    return wording(text, segments(text, language))


STORY = (
    "The harbour town of Quillby closed its only bridge on Monday after divers found cracks in two pillars. "
    "Engineers from the county will inspect the other pillars before the end of the week. "
    "Ferries carry people across the river until then, and the school has moved its classes to the old mill. "
    "The owner of the mill, Ada Penrose, asked for no rent."
)
RUSSIAN = (
    "Портовый город Квилби закрыл в понедельник свой единственный мост, после того как водолазы нашли трещины в двух опорах. "
    "Инженеры округа осмотрят остальные опоры до конца недели. До тех пор людей возят через реку паромы."
)
CHINESE = "港口城市奎尔比周一关闭了唯一的一座桥，因为潜水员在两根桥墩上发现了裂缝。县里的工程师将在周末之前检查其余的桥墩。在此之前，渡船载人过河。"


@pytest.mark.parametrize(("text", "language"), [(STORY, "en"), (RUSSIAN, "ru"), (CHINESE, "zh")])
def test_a_text_shares_all_of_itself(text, language):
    found = shared(words_of(text, language), words_of(text.upper(), language))
    assert found.share == 1.0
    assert found.sentences.all()
    assert found.quoted_words == 0


def test_different_texts_share_nothing():
    assert shared(words_of(STORY), words_of(RUSSIAN, "ru")) is None
    assert shared(words_of(""), words_of(STORY)) is None


def test_an_edited_sentence_still_counts_as_taken_over():
    edited = STORY.replace("Monday", "Tuesday").replace("two pillars", "three pillars")
    found = shared(words_of(edited), words_of(STORY))
    assert found.share == 1.0
    assert found.words < 70


def test_words_quoted_on_both_sides_are_not_the_tellers_own():
    quoted = "“The bridge is safe for nobody, and it has not been safe since the flood of last spring.”"
    found = shared(
        words_of(f"{quoted} Ada Penrose said so to reporters of this paper."),
        words_of(f"The owner of the mill told everybody: {quoted}"),
    )
    assert found.words == 0
    assert found.share == 0
    assert found.quoted_words >= 15


def test_words_that_lost_their_quotation_marks_on_one_side_are_a_copy():
    quoted = "The bridge is safe for nobody, and it has not been safe since the flood of last spring."
    assert shared(words_of(f"“{quoted}”"), words_of(quoted)).words >= 15


def test_coherence_is_lower_for_an_alien_passage():
    alien = "Bakers of Lorvale sold honey biscuits shaped like dragons. Dragons of honey biscuits delighted Lorvale children."
    text = words_of(f"{STORY} {alien} {STORY.replace('Monday', 'Friday')}")
    inside = np.zeros(10, bool)
    inside[4:6] = True
    at_home = np.zeros(10, bool)
    at_home[:4] = True
    assert coherence(text, inside) < coherence(text, at_home)


def test_coherence_needs_words_on_both_sides():
    assert coherence(words_of(STORY), np.ones(4, bool)) is None


MENU = ["Home News Sport Weather", "Copyright Quillby Courier", "Send us your story today"]


def shared_lines(texts):
    """Return the keys of the boilerplate of an outlet with these texts."""
    held = {str(number): lines(text) for number, text in enumerate(texts)}
    holders = {key: [name for name in held if key in held[name]] for found in held.values() for key in found}
    sizes = {name: sum(found.values()) for name, found in held.items()}
    found, doubtful = templates(
        [
            Repeated(key, held[names[0]][key], names, [sizes[name] for name in names])
            for key, names in holders.items()
            if len(names) > 1
        ]
    )
    return found | {line.key for line in doubtful if is_short(texts[int(line.holders[0])], line.key)}


def page(*paragraphs):
    return "\n".join([*paragraphs, *MENU])


def test_lines_of_different_articles_of_one_outlet_are_boilerplate():
    texts = [page(*(f"{number} {line}" for line in STORY.split(". "))) for number in "abc"]
    lines = shared_lines(texts)
    assert without(texts[0], lines) == "\n".join(texts[0].split("\n")[:-3])


def test_versions_of_one_article_do_not_erase_it():
    paragraphs = [f"{sentence} Nobody in Quillby was hurt when it happened." for sentence in STORY.split(". ")] * 2
    paragraphs = [f"{place} {paragraph}" for place, paragraph in enumerate(paragraphs)]
    versions = ["\n".join(paragraphs[cut:]) for cut in range(4)]
    assert shared_lines(versions) == set()


def test_a_text_of_nothing_but_boilerplate_stays():
    lines = shared_lines([page(f"{word} one two three four five " * 20) for word in ("red", "blue", "green")])
    assert without("\n".join(MENU), lines) == "\n".join(MENU)


def vectors(*directions):
    """Return unit vectors along axes; equal numbers are translations of one another."""
    return halved(np.eye(512, dtype=np.float32)[list(directions)])


def align_whole(one, other, quoted=(), of_quoted=()):
    def marks(count, chosen):
        return np.isin(np.arange(count), chosen)

    weight, of_weight = np.full(len(one), 100), np.full(len(other), 100)
    return align(one, other, weight, of_weight, marks(len(one), quoted), marks(len(other), of_quoted))


def test_the_same_sentences_in_the_same_order_cover_both_texts():
    found = align_whole(vectors(0, 1, 2, 3), vectors(0, 1, 2, 3))
    assert (found.covered, found.share, found.of_share, found.links) == (1.0, 1.0, 1.0, 4)


def test_sentences_in_another_order_are_counted_apart():
    found = align_whole(vectors(0, 1, 2, 3), vectors(3, 2, 1, 0))
    assert (found.links, found.close_links) == (1, 4)
    assert (found.close_covered, found.any_share, found.of_any_share) == (1.0, 1.0, 1.0)
    assert found.any_sentences.all()


def test_quotations_count_in_no_order():
    assert align_whole(vectors(0, 1, 2), vectors(2, 1, 0), quoted=(0, 1, 2), of_quoted=(0, 1, 2)).close_links == 0


def test_a_sentence_between_two_covered_ones_fills_the_share_only():
    found = align_whole(vectors(0, 7, 1), vectors(0, 1))
    assert found.share == 1.0
    assert found.covered == pytest.approx(2 / 3)


def test_quotations_make_no_links():
    found = align_whole(vectors(0, 1, 2), vectors(0, 1, 2), quoted=(0, 1, 2), of_quoted=(0, 1, 2))
    assert (found.links, found.passage_links, found.quotations) == (0, 0, 3)


def test_a_passage_inside_another_article_is_found():
    found = align_whole(vectors(10, 11, 12, 0, 1, 2, 3, 13), vectors(20, 0, 1, 2, 3, 21, 22))
    assert found.passage_links == 4
    assert found.covered == pytest.approx(0.5)


def test_scattered_sentences_make_no_passage():
    far = [place * 20 for place in range(4)]
    one = [far.index(place) if place in far else 100 + place for place in range(61)]
    other = [far.index(place) if place in far else 200 + place for place in range(61)]
    assert align_whole(vectors(*one), vectors(*other)).passage_links == 1


def sampled(name, language, *directions):
    return Sampled(name, language, pack(vectors(*directions)))


def test_the_screen_passes_texts_in_one_language_only_where_four_sentences_are_close():
    ours = [sampled("a", "en", 0, 1, 2, 3, 4), sampled("b", "en", 5, 6, 7)]
    theirs = [
        sampled("c", "en", 9, 0, 1, 2, 3, 4),
        sampled("d", "en", 0, 1, 2, 11, 12, 13),
        sampled("e", "en", 5, 6, 7),
    ]
    assert linked(ours, theirs) == [("a", "c")]
    assert linked(theirs, ours) == [("a", "c")]


def test_the_screen_passes_close_pairs_in_other_languages():
    ours = [sampled("a", "en", 0, 1, 2), sampled("b", "en", 5, 6), sampled("c", "fr", 0, 1)]
    theirs = [sampled("d", "fr", 0, 9), sampled("e", "ru", 7, 8), *ours]
    assert linked(ours, theirs) == [("a", "c"), ("a", "d")]


def test_the_screen_does_not_depend_on_order_or_company():
    texts = [sampled(f"{place:02d}", "en" if place % 2 else "fr", place // 2, 100 + place) for place in range(20)]
    expected = [(f"{place:02d}", f"{place + 1:02d}") for place in range(0, 20, 2)]
    assert linked(texts, texts) == expected
    assert linked(texts[::-1], texts) == expected
    assert linked(texts[:1], texts) == expected[:1]
