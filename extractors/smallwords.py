"""Small words of languages that detectors take for one another."""

from collections.abc import Collection, Mapping

_FEWEST_OWN = 2  # small words by which a language leads its rivals
_SISTERS = frozenset(("tn", "st", "nso"))  # where detectors name one it may be any

# What two of them share parts nobody. `hr` stands for Croatian, Bosnian and Serbian, in both scripts.
_SMALL_WORDS: Mapping[str, str] = {
    "gl": """
        unha dunha nunha unhas un non máis tamén xa ata coa coas co cos aínda moi moito moitos moitas súa súas
        dixo hai onte hoxe luns xoves venres xunto xente ningún foron ten teñen dende o a os as do da dos das no
        na nos nas ao pola polo polos polas para que e é foi seu onde cando quen porque entre segundo desde
        mesmo""",
    "pt": """
        uma numa duma umas um não mais também já até com sem são foram então ainda muito muita muitos à às pelo
        pela pelos pelas seu sua suas isso disse há ontem hoje quando quem depois ele ela tem têm você o a os as
        do da dos das no na nos nas ao para que e é foi onde porque entre segundo desde mesmo""",
    "es": """
        una uno unos un los las el la y con sin más también ya hasta pero muy mucho después dijo hay ayer hoy
        lunes jueves viernes cuando quien donde fue fueron en del al su sus es son se lo por para que porque
        entre según desde mismo este esta""",
    "ca": """
        amb els les una un de dels als pel pels però també més ja fins molt molta després va van ha han és són
        aquest aquesta aquests està dijous divendres dilluns seva seu seves i el la en per que perquè entre
        segons des mateix ser""",
    "da": """
        af ud efter blev nogle noget mig hvad også ikke være været bliver siger fået hvor jeg der til ved kunne
        skulle men fra det en et at havde mod nu to""",
    "nb": """
        av ut etter ble vart noen noe nokon noko meg hva kva også ikke ikkje være vere vært bli blir sier seier
        fått hvor jeg som til ved kunne skulle men fra frå det en ein et å hadde mot nå""",
    "ga": """
        agus an na is ar tá bhí atá chun leis sa san go raibh dúirt níl seo sin ag as den don faoi gur mar nach
        ina a i le do""",
    "gd": """
        agus an na is air tha bha gu robh thuirt chan eil seo sin aig às dhan dha mu gun mar nach anns ann
        chaidh gus leis bidh nan nam a le do""",
    "tn": """
        fa mo kwa gore jaaka mme gape thata nngwe mongwe gagwe bone ba le ka ke tse tsa go ga re tlaa ntse neng
        lefatshe dilo eo yo ne wa ya e o a jaanong fela""",
    "st": """
        ho hore ha tsa tse yena hae hape mme empa kapa haholo jwalo jwang ntho ba le ka ke re tla teng mo wa ya
        e o a ne batho feela di ena""",
    "nso": """
        gore ge gomme eupša goba moo kudu gape yeo tšeo tša tše bjalo lego wona gagwe mo ba le ka ke go ga re
        tla wa ya e o a be batho fela""",
    "yo": """
        ni je ti si awon àwọn ati àti fun fún lati láti ninu nínú won wọn kan bi bí pe pé orile ile ilu odun
        ọdún gbogbo naa náà jẹ ní tí sí o ó a""",
    "is": """
        að og er í á sem var við um það en eru hefur ekki með fyrir frá af til voru eftir""",
    "fo": """
        at og er í á sum var við um tað men eru hevur ikki fyri frá av til vóru eftir""",
    "mk": """
        на во и од се да со за е ја ги го што кои биле бил беше по како ќе тој не или до при која исто веќе уште
        низ година само беа според си меѓу оваа овој""",
    "bg": """
        на в и от се да със с за е я ги го което които били бил беше по като ще той не след или до при която
        също вече още през година само бяха бе ли според си""",
    "ru": """
        на в и от не что с за как его это но по из у же был была о до при или после который которая которые
        также уже ещё для году только были было чтобы если под со об""",
    "mr": """
        आहे आणि या व ते तर नाही होते होता झाली केली हा ही तो का मध्ये आहेत असून त्यांनी त्या यांनी केले झाले
        होती असे की पण""",
    "hi": """
        है और के का की में से को नहीं हैं था यह वह पर ने भी कर दिया गया इस उस हो लेकिन तक अपने किया थी थे""",
    "ne": """
        छ र को मा छन् भएको गरेको थियो पनि हो यो ले लाई तर गरे गर्ने भने थिए हुन् भयो त्यो उनी उनले लागि नै मात्र""",
    "uk": """
        на в у і й та з що не як за від до про це його її але або був була було були після через під час який
        яка яке які вже ще для є цього року при також із зі""",
    "be": """
        на ў у і з што не як за ад да пра гэта яго яе але ці быў была было былі пасля праз пад час які якая якое
        якія ўжо яшчэ для ёсць гэтага года пры таксама са дзе""",
    "hr": """
        je su i u na se da za od sa s kao koji koja koje što ili bio bila bilo biti nije će nakon posle poslije
        zbog kod ali ne iz по је су и у на се да за од са као који која које што или био била било бити није ће
        након после због код али не из""",
    "cs": """
        a v na se že je to s z do o by si jsem jsou byl byla bylo být který která které podle než jako ale tak
        už při před pro po od u jeho jejich také ve""",
    "sk": """
        a v na sa že je to s z do o by si som sú bol bola bolo byť ktorý ktorá ktoré podľa ako ale tak už pri
        pred pre po od u jeho ich tiež aj vo zo so keď než""",
    "sl": """
        in v na se da je to s z do bi si sem so bil bila bilo biti ki po kot pa tudi že pri pred za od iz ob med
        ter še kjer""",
    "sv": """
        och att det som en på är av för med den till inte om ett men var jag han hon de vi från har kan efter
        vid ska så när också eller under över nu""",
    "nl": """
        de het een en van is dat die niet zijn met voor heeft werd ook naar bij door uit worden hij ze aan op te
        in om over als maar dan nog deze dit hun wordt zal""",
    "af": """
        die 'n en van is dat nie sy met vir het was ook na by deur uit word hy hulle aan op te in om oor as maar
        dan nog hierdie dit sal kan moet""",
    "oc": """
        lo la los las un una de del dels en per que es son amb aquò dins mas tanben pas mai sus lor coma quand
        fa èra i al als e o se foguèt aquesta aqueste""",
    "fr": """
        le la les un une des du de et en que qui dans pour pas sur est sont avec par au aux ce cette il elle ne
        se plus a été ont mais""",
    "it": """
        il lo la i gli le un una di del della dei delle e che in per non con è sono da dal alla nel nella si più
        anche ha hanno come ma""",
    "ro": """
        și si în in la de cu pe din care nu este sunt o un a au fost mai pentru prin după ca să că al ale lui
        dar sau""",
    "la": """
        et in est non ad cum ut sed qui quae quod ex de a ab per sunt esse eius atque autem enim aut nec""",
    "eu": """
        eta da dira ez du dute zen ziren bat egin izan dela duen den ere baina edo baino behar beste horren hori
        hau dio zuen zuten dituzte arte""",
    "en": """
        the of and to in a is that for it was on with as at by from are be this have has not an he she they or
        which will""",
    "lb": """
        de d' an déi den dat ass net mat fir op vun vum ze sinn huet hunn eng en e bei och wéi awer nach där dem
        gouf ginn""",
    "de": """
        der die das und in zu den mit von für ist im auf nicht ein eine einen des dem sich als auch es an werden
        aus er hat dass sie nach wird bei""",
    "fa": """
        و در به از که این را با است برای آن یک بر تا هم می های شد شده نیز اما او خود بود""",
    "ps": """
        د په چې او له کې سره ته دی ده نه يو هم دي شو شوي کړې کړي وه خو یې هغه دغه""",
    "ur": """
        کے کی میں ہے اور سے کا کو نے پر کہ یہ اس بھی نہیں ہیں تھا گیا کر""",
    "ckb": """
        لە بە و بۆ کە ئەو ئەم لەگەڵ بوو دەکات ئەوە نییە یان هەر لەسەر""",
    "ar": """
        في من على أن إلى عن التي الذي هذا هذه مع ما لا كان قد بعد كما""",
    "tl": """
        ang ng sa na mga ay at si ni kay para hindi ito niya nila may nang kung rin din mula ayon isang""",
    "bcl": """
        an nin sa na mga asin si ni ki para bako ini niya ninda may kan kun man hale sarong""",
    "ceb": """
        ang sa nga mga ug si ni kang alang dili kini niya nila adunay kung usab gikan usa ka sila""",
    "war": """
        an han nga mga ngan hi ni kan para diri ini niya nira may kon liwat tikang usa ka""",
    "xh": """
        ukuba kwaye okanye kodwa kunye ngoku kakhulu bonke apho ukuze kuba nje xa ndiya wathi yena loo lo oku""",
    "zu": """
        ukuthi futhi noma kodwa kanye manje kakhulu bonke lapho ukuze ngoba nje uma ngiya wathi yena lowo lo
        lokhu""",
}  # fmt: skip

_AROUND_WORDS = '.,;:!?()[]"«»“”„‘।-–—…،؟۔'
_SMALL = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def by_small_words(text: str, rivals: Collection[str]) -> str | None:
    """Return the one of some languages whose small words lead in a text; None when none does or one is not known.

    English never leads: names, titles and menus stand in English in texts of all languages.
    """
    if not all(rival in _SMALL for rival in rivals):
        return None
    if not _SISTERS.isdisjoint(rivals):
        rivals = _SISTERS.union(rivals)
    pieces = text.lower().replace("’", "'").split()  # not \\w+: letters of India are more than that
    words = {piece.strip(_AROUND_WORDS) for piece in pieces}
    counts = sorted(((len(words & _SMALL[rival]), rival) for rival in rivals), reverse=True)
    (most, leader), (next_most, _) = [*counts, (1, "")][:2]  # one alone needs one more
    return leader if most - next_most >= _FEWEST_OWN and leader != "en" else None
