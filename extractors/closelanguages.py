"""What everyday words and their parts tell of languages that detectors cannot part."""

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

_MUCH, _LITTLE = 2.0, 0.7  # natural logarithms of odds, about: 7 to 1, and 2 to 1
_OFTEN = 3  # times that a pattern counts
_FEWEST_OWN = 2  # small words by which a language leads its rivals

# By cluster: whom an entry speaks for, how much, and the entries. `abc-` begins a word, `-abc` ends one, `a_b` is two
# words. What counts is spelling, grammar and everyday words; names of one country's things would tell its topic.
_ENTRIES: Mapping[str, tuple[tuple[str, float, str], ...]] = {
    "id": (
        ("id", _MUCH, """
            agustus anggaran- bahwa bakteri- bandara beda berbeda berpikir besok biaya- bilang bisa butuh
            coba cuma danau daring dekade delapan desember dibutuhkan dicoba didukung dijadwalkan
            dikonfirmasi diperkirakan diresmikan diunggah dokter- dukungan- efek ekspor energi- eropa
            februari gedung- gratis hewan- ilmuwan- impor inggris internasional- irlandia italia jadwal
            jaringan- jembatan- jepang juli jumat juni kabar kabupaten- kaisar kamis kampanye- kanker
            kantor- karena kartu karyawan- keamanan- kebijakan- kebutuhan kelompok- kemarin kepolisian
            kerusakan kesehatan- kesulitan klub- korban- kristen layanan- lingkungan- listrik- longsor
            mahasiswa- mantan maret medali membutuhkan memperkirakan memungkinkan mencoba mendukung
            mengekspor mengimpor mengonfirmasi mengunggah menikah menit meresmikan merusak metode-
            miliar- mobil mobilnya museum musik- narkoba nasional- nol nomor obat- olahraga- pabrik-
            pajak- partai partainya pasien- pekan pelayanan- pemikiran pemilu peneliti- penelitian-
            pengacara- pengobatan perangkat- perawat perbedaan percobaan pernikahan persen perusahaan-
            pikir polandia polisi ponsel- prancis pria provinsi- resmi rumah_sakit rusak saja samudera
            samudra secara_resmi selandia senin sepak sepeda serikat siswa- situs sore spanyol stasiun-
            swedia swiss tanggal telepon- televisi- tentara tersangka tim timnas tiongkok toko triliun-
            truk- tutur- uang ujar- unggah- usai utang wisata- wisatawan- yaitu yunani -itas -itasnya"""),
        ("id", _LITTLE, """
            agar anggota ayah bahkan berbagai dibangun didirikan dikatakan dilakukan dimiliki dimulai
            ditemukan harus informasi kota lewat mau melakukan membangun memiliki memutuskan mendirikan
            menemukan mengatakan mengirim menurut menyebut menyebutkan meski meskipun misalnya mulai
            namun para pemerintah- pengadilan saat sedangkan sekitar sering setelah sudah sulit tapi
            tentang terjadi tersebut wakil warga -isasi"""),
        ("ms", _MUCH, """
            amerika_syarikat antarabangsa askar- baharu bahawa bajet- bandaraya barah basikal berbeza-
            berfikir berikutan berkahwin berkempen beza bilion bola_sepak cuba cukai- dadah dekad dibina
            dicuba dihantar dijadualkan dijangka- dijumpai dimaklumkan dirasmikan disahkan disember
            disiasat ditubuhkan eksport elektrik eropah fikir filem- gabenor- haiwan- hantar hospital-
            iaitu ialah import inggeris isnin itali jadual- jambatan- jawatankuasa- jepun julai jumaat
            jurulatih- jururawat justeru kaedah- kahwin kakitangan kanak kanser kapal_terbang kecederaan
            kedai- kelab- kemalangan kempen- kerana kerjaya- kerosakan kesemua- kesihatan- ketenteraan
            khabar khamis kilang kristian lapan lapangan_terbang lebuh lebuhraya maharaja mahu mahukan
            maklumat- manakala mangsa melancong memaklumkan memandangkan membabitkan memberitahu
            membolehkan mencuba menerusi mengandungi mengeksport mengesahkan menghantar mengimport
            mengundi menguruskan menjejaskan menjumpai menubuhkan menyiasat menyokong merasmikan
            merosakkan mesyuarat- minit muzik- muzium- nombor ogos orang_ramai parti partinya peguam-
            pelancong- pelbagai pembangkang pemikir pengarah- pengerusi- pengundi pengurusan- penubuhan
            penyelidik- penyelidikan- perancis peranti- perasmian peratus- perbezaan percubaan percutian-
            perisian- perkahwinan perkhidmatan- persekitaran- pertubuhan- perubatan pesakit- petang
            pilihan_raya pingat- polis rasmi rosak sahaja saintis- sama_ada sekiranya selepas semasa
            sepanyol setiausaha- siasatan sifar sokongan- stesen- sukan sungguhpun suspek syarikat-
            tarikh tasik teksi televisyen tempatan tentera- timbalan- trilion ubat- undi undian wang
            -aliti -biliti -ersiti -iviti -ntiti -oriti -siliti -syen -uniti -uriti"""),
        ("ms", _LITTLE, """
            amat bagaimanapun bagi bandar bapa bekas beliau berkata berkenaan berlaku bermula berumur
            boleh cedera contohnya daripada doktor esok hendak hutang kajian kata katanya kawasan-
            kebangsaan kebanyakan kemudahan- kerajaan- kerap kereta kesan kumpulan- lepas mahkamah malah
            masa membina mempunyai mendapati mengenai mengikut mesti pasaran- pasukan- pelajar- pembinaan
            perlawanan- perlu pihak ramai sebarang sehingga semalam sewaktu sukar supaya susulan
            tiada walaupun"""),
    ),
    "hr": (
        ("hr", _MUCH, """
            cjepiv- diljem djelatni- dužnosn- europ- financij- financir- glazb- gledatelj- glede
            gospodarsk- gospodarstv- inozem- istaknu- istodob- itko izvješć- kazališ- kaznen- kemij- kirur-
            kolodvor- kolovoz- kruh- lipanj lipnj- listopad- milijun- momčad- nakladni- natjec- natječ-
            nazoč- netko nijek- nitko nizozem- nogomet- obitelj- odvjetni- oporb- opskrb- ozlijeđ-
            ozljed- ozljeđ- ožujak ožujk- podrijetl- ponajprije postrojb- povijes- primjerice priopć-
            promidžb- proračun- prosinac prosinc- prosvjed- putovnic- pučanstv- rajčic- ravnatelj- razina
            razine razini razinu računal- redatelj- rujan rujn- rumunj- siječanj siječnj- skladatelj-
            skladb- spisatelj- srpanj srpnj- stožer- studeni studenog- stupanj stupnj- suca sudaca suci sucima
            sucu sudac sudioni- suradn- surađ- sustav- sutkinj- svatko sveučiliš- svibanj svibnj-
            talijan- tečaj- tijekom tisak tiskan- tisuć- tjedan tjedn- tko točk- točn- travanj travnj-
            tvornic- tvrtc- tvrtk- ubojic- ubojstv- uhit- uhić- unatoč uporab- uslijed ustroj- uvjet-
            veleposlan- veljač- vjerojatn- vlak vlaka vlakom vlakov- zaklad- znanost- znanstven-
            zrakoplov- čimbeni- čitatelj- španjols- židov- županij-"""),
        ("hr", _LITTLE, """
            dakle definira- dopušt- informira- kako_bi liječni- nakon objekt organizira- osim osobn-
            otoci otok otoka otoke otoku otoč- poduze- poduzim- projekt putem registrira- s stoljeć-
            stroj- subjekt sudjelov- temelj- vrlo zračn- časnik-"""),
        ("bs", _MUCH, """
            august- bezbjed- historij- hljeb- kahv- kantonal- lahk- ljekar ljekara ljekare ljekari
            ljekarima ljekaru mehk- obezbijed- obezbjeđ- odjeljenj- porijekl- povrijeđ- saopć- uposleni-
            usljed vjerovatn-"""),
        ("bs", _LITTLE, """
            izvještaj- kazala kazao sedmic- vijek vijeka vijekov- vijeku"""),
        ("bs sr", _MUCH, """
            advokat- ambasad- aprila aprilu bioskop- decemb- decenij- definis- definiš- desila desilo
            desio desiti dešav- efekat evrop- fabri- februar- finansi- fudbal- gledalac gledaoc- hapsi-
            hapš- hemij- hemič- hiljad- hirur- holand- informis- inostran- istakao istakla italijan-
            januar- jevrej- jula juli julu juna juni junu kafa kafe kafu kancelari- ko komši- kontrolis-
            kontroliš- krivičn- kćerk- ličn- marta martu milion- muzik- muzič- nauci nauk- naučn- neko
            niko nivo nivoa nivou novemb- obim obima obimu oktob- opozici- organizov- organizuj- ostrv-
            pasoš- penzi- porodi- pozoriš- preduz- prisustv- privred- procenat procent- promovis-
            računar- registrov- regulis- reguliš- rumun- saradn- sarađ- septemb- snabd- sopstven- spisak
            spisk- stepen- sudij- takmič- tačk- tačn- tokom tužila- tužioc- ubic- ubist- uhapsi- uhapš-
            univerzitet- uprkos uslov- uticaj- uticala uticao utiče utiču učesni- učestv- učešć- vakcin-
            vanredn- zvanič- ćerk- španij- špans- šta štampa- -jekat"""),
        ("bs sr", _LITTLE, """
            aerodrom- avion- dozvol- kvalitet mašin- minut mnogo naročito osnovu period- pored povodom
            predstavlja prilikom sa sahran- sistem- ukoliko veoma širom"""),
        ("hr bs", _MUCH, """
            bijel- blijed- cijel- cijen- cjel- crijev- cvijet- dijel- dijete dio direktoric- djec- djela
            djelo djelom- djelov- djelu djevoj- dječ- donijel- dospje- duhan- dvije dvjema dvjest- gdje
            gnijezd- grijeh- htje- izbje- izmijen- iznijel- izvijest- jučer korijen- kršćan- lijek-
            lijep- lijev- ljep- ljet- ljevi- mijenj- ministric- mlijek- namijen- naslijed- nasljed-
            navečer nedjelj- negdje nigdje nijem- njemač- obavijest- obje ocijen- ocjen- odjel- opć-
            općin- osjet- osjeć- ovdje pjes- pjev- pobijed- pobjed- pobjeg- podijel- podjel- podnijel-
            ponedjelj- poslije posljed- predsjed- prije prijedlog- prijelaz- prijelom- prijevod- prijevoz-
            primije- pripovije- procijen- procjen- profesoric- promije- promijen- prosjek- prosječ-
            razriješ- razumije- rijeci rijed- rijek- rijet- riječ- riješ- rješ- sigurnos- sjede sjedi
            sjediš- sjedn- sjedni- sjeme- sjet- sjever- sjeć- slijed- slijep- sljede- sljep- snijeg-
            snježn- spriječ- sprječ- srijed- stijen- susjed- svijes- svijet- također tijel- tijes- tjer-
            unijel- uopće uspje- utjec- utječ- uvijek uvrijed- vanjsk- vidje- vijes- vijeć- voljel-
            vrije- vrijed- zahtijev- zamijen- zapovijed- zapovjed- zvijez- švicar- željel- željez- živje-"""),
        ("hr bs", _LITTLE, """
            cijep- eura euro kuhinj- posto ured- zrak-"""),
        ("sr", _MUCH, """
            avgust- bezbed- cela cele celo celog celokup- celom celu cena cenama cene ceni cenu ceo cveć-
            deca dece deci decu delim- delo delom delova delove delovi delu deluje deo dete deteta devoj-
            deča- dečij- dečj- direktork- dobiće donel- doneo dve dvema dvest- evra evrima evro gde
            gnezd- greh- hleb- hrišćan- htel- hteo imaće istorij- izbeg- izmen- iznel- izneo izvešt- juče
            kiseonik- koren korena koreni lek leka lekar- lekov- lepa lepe lepi lepo lepš- letnj- leto
            letos levic- levo menja- mera mere meri meru mesec- mest- ministark- mlek- moraće namen-
            namer- nasled- nedelj- negde nemac nemač- nemc- nigde obavest- obavešt- obe obezbed- ocen-
            odelj- odeljenj- odsto opredel- opšt- osetlj- oseća- ovde pesm- pesni- peva- pobed- podel-
            podnel- podneo ponedelj- porekl- posle posled- postaće poveren- poveri- povređ- pre predsed-
            primen- primer- primet- primeć- procen- profesork- promen- prosek proseč- prover- razmen-
            razume- reka reke rekom reku retk- reč reči rečima rečju rešav- rešen- reši- rešil- saopšt-
            savet- sedišt- sednic- seme semena sever- seća- sledeć- sledi slep- sme smeju sneg- spoljn-
            spreč- sreda sredu stena stene steni stenu svedok- svedoč- svest svesti svet svetov- svetsk-
            takođe tela telesn- telo telu tera umesto umetni- umetnost- unel- uneo uopšte usled uspe-
            uvek uveren- uveče uvred- vazduh- vazduš- veka vekov- veku venč- verova- verovatn- veruj-
            vest vesti vestima vetar vetra vetrov- vešt- vežb- videl- vred- vreme zahtev- zamen- zapoved-
            zvezd- čovek- švajcar- želel- živel-"""),
        ("sr", _LITTLE, """
            biće pošto"""),
    ),
    "nb": (
        ("nb", _MUCH, """
            annen annet bare bedre begge begynner begynte ble blitt de dem dere deres derfor disse en
            ennå enten et fikk finnes flere forteller fra ga gir hel hele helt henne hennes hjem hjemme
            holder hos hun hva hvem hver hverandre hvert hvilke hvilken hvilket hvis hvor hvordan hvorfor
            høy høye høyt ikke imidlertid innen jeg kommer leder lederen ligger lørdag- mandag- melk-
            mens mer mye noe noen norge norges oppgav- sa sammen selv siden sier sitter skole- skriver
            steder sykehus- søndag- tar tidligere tirsdag- tok uke uken uker uten vann- verden vet være
            åpn- øker økt øye øyne -elsen -elser -het -heten -heter -ingene -lig -lige -ligere -ligst"""),
        ("nb", _LITTLE, """
            blir boken første gang ganger kvinner mennesker saken skrev vei veien -ende -ene -er -ere
            -inger"""),
        ("nn", _MUCH, """
            anten auga auge auka aukar auken berre betre borna brukar- byar byggj- byrja byrjar båe båtar
            dei deira desse difor dreg dykk dykkar då eg eigar- ein einaste eit elles endå fekk finst
            fleire fortel framleis frå fyrst fyrste gje gjer gjev gong gonger handlar- heil heile heilt
            heim heime held hennar hjå ho høg høge høgt høyr- ikkje inkje innan inneheld innhald- kallar-
            kjem korkje korleis kringom kunngj- kva kvar kvarandre kvart kven kvifor kyrkj- køyr-
            laurdag- leggj- leiar- leiing- ligg liggj- lærar- medan meir millom mjølk- mykje måndag- noko
            nokon nokre noreg noregs opn- oppgåv- røyst- saman samstundes seia seie seier sidan sit
            sjukehus- sjølv sjølve skodespel- skular- skule- soleis spelar- stader sundag- tek teke teken
            tenkj- tidlegare til_dømes tryggleik- tysdag- utan vart vatn- veit veka veke veker vera verda
            vere verksemd- vert vore vorte ynskj- òg -arane -arar -asjonar -dlege -elege -glege -heit
            -heita -kkje -nkje -rkje -ggje -ngje ønskj- -ingane -ingar -kvar -leg -legare -legast -leik -leiken"""),
        ("nn", 1.2, """
            blei ei me no tilhøve- -ande -ane"""),
        ("nn", _LITTLE, """
            veg vegen -a -ar -ast"""),
    ),
}  # fmt: skip

_PATTERNS: Mapping[str, tuple[tuple[str, float, re.Pattern[str]], ...]] = {
    "hr": (
        ("hr bs", _MUCH, re.compile(r"[vm]je")),  # where ekavian writes `ve` and `me`
        ("hr bs", _LITTLE, re.compile(r"[ai]t će")),  # Serbian writes the future in one word
        ("bs sr", _LITTLE, re.compile(r"\b(?:mo(?:že|gu|ra|raju)|treba|žel[ie]|hoće|neće|će|ću|poče(?:o|l[ai])) da\b")),
    ),
}

# Small words of languages that detectors take for one another; what two of them share parts nobody.
_SMALL_WORDS: Mapping[str, str] = {
    "gl": """
        unha dunha nunha unhas un non máis tamén xa ata coa coas co cos aínda moi moito moitos moitas súa súas
        dixo hai onte hoxe luns xoves venres xunto xente ningún foron ten teñen dende o a os as do da dos das
        no na nos nas ao pola polo polos polas para que e é foi seu onde cando quen porque entre segundo desde
        mesmo""",
    "pt": """
        uma numa duma umas um não mais também já até com sem são foram então ainda muito muita muitos à às
        pelo pela pelos pelas seu sua suas isso disse há ontem hoje quando quem depois ele ela tem têm você o
        a os as do da dos das no na nos nas ao para que e é foi onde porque entre segundo desde mesmo""",
    "es": """
        una uno unos un los las el la y con sin más también ya hasta pero muy mucho después dijo hay ayer hoy
        lunes jueves viernes cuando quien donde fue fueron en del al su sus es son se lo por para que porque
        entre según desde mismo este esta""",
    "ca": """
        amb els les una un de dels als pel pels però també més ja fins molt molta després va van ha han és són
        aquest aquesta aquests està dijous divendres dilluns seva seu seves i el la en per que perquè entre
        segons des mateix ser""",
    "da": """
        af ud efter blev nogle noget mig hvad også ikke være været bliver siger fået hvor jeg der til ved
        kunne skulle men fra det en et at havde mod nu to""",
    "nb": """
        av ut etter ble vart noen noe nokon noko meg hva kva også ikke ikkje være vere vært bli blir sier
        seier fått hvor jeg som til ved kunne skulle men fra frå det en ein et å hadde mot nå""",
    "ga": """
        agus an na is ar tá bhí atá chun leis sa san go raibh dúirt níl seo sin ag as den don faoi gur mar
        nach ina a i le do""",
    "gd": """
        agus an na is air tha bha gu robh thuirt chan eil seo sin aig às dhan dha mu gun mar nach anns ann
        chaidh gus leis bidh nan nam a le do""",
    "tn": """
        fa mo kwa gore jaaka mme gape thata nngwe mongwe gagwe bone ba le ka ke tse tsa go ga re tlaa ntse
        neng lefatshe dilo eo yo ne wa ya e o a jaanong fela""",
    "st": """
        ho hore ha tsa tse yena hae hape mme empa kapa haholo jwalo jwang ntho ba le ka ke re tla teng mo wa
        ya e o a ne batho feela di ena""",
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
        на во и од се да со за е ја ги го што кои биле бил беше по како ќе тој не""",
    "bg": """
        на в и от се да със с за е я ги го което които били бил беше по като ще той не""",
    "ru": """
        на в и от не что с за как его это но по из у же был была""",
    "mr": """
        आहे आणि या व ते तर नाही होते होता झाली केली हा ही तो का""",
    "hi": """
        है और के का की में से को नहीं हैं था यह वह पर ने""",
    "ne": """
        छ र को मा छन् भएको गरेको थियो पनि हो यो ले लाई""",
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_\u0300-\u036f]+")
_AROUND_WORDS = ".,;:!?()[]\"'«»“”„‘’।-–—…"
_SHORTEST_PART, _LONGEST_PART = 3, 9  # letters of a beginning or ending


def _exploded(groups: tuple[tuple[str, float, str], ...]) -> dict[str, tuple[tuple[str, ...], float]]:
    return {entry: (tuple(who.split()), weight) for who, weight, entries in groups for entry in entries.split()}


_SPEAKS = {cluster: _exploded(groups) for cluster, groups in _ENTRIES.items()}
_SMALL = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def leanings(text: str, cluster: str) -> Mapping[str, float]:
    """Return how much a text's words speak for each member of a cluster of close languages, in natural log odds.

    A word counts once, however often it occurs. Members for whom nothing speaks are missing.
    """
    speaks = _SPEAKS.get(cluster, {})
    text = text.lower()
    words = _WORD.findall(text)
    pairs = dict.fromkeys(f"{one}_{two}" for one, two in pairwise(words))  # a set's order, and so the sum, would change
    found = [speaks[pair] for pair in pairs if pair in speaks]
    found += [hit for word in dict.fromkeys(words) if (hit := _spoken(word, speaks))]
    found += [
        (tuple(who.split()), weight * min(_OFTEN, times))
        for who, weight, pattern in _PATTERNS.get(cluster, ())
        if (times := len(pattern.findall(text)))
    ]
    scores: dict[str, float] = {}
    for members, weight in found:
        for member in members:
            scores[member] = scores.get(member, 0.0) + weight
    return scores


def _spoken(word: str, speaks: Mapping[str, tuple[tuple[str, ...], float]]) -> tuple[tuple[str, ...], float] | None:
    """Return what a word says: as a whole, else by its longest known beginning, else by its longest known ending."""
    if word in speaks:
        return speaks[word]
    lengths = range(min(len(word), _LONGEST_PART), _SHORTEST_PART - 1, -1)
    parts = [f"{word[:length]}-" for length in lengths] + [f"-{word[-length:]}" for length in lengths]
    return next((speaks[part] for part in parts if part in speaks), None)


def by_small_words(text: str, rivals: Collection[str]) -> str | None:
    """Return the one of some languages whose small words lead in a text; None when none does or one is not known."""
    if not all(rival in _SMALL for rival in rivals):
        return None
    words = {word.strip(_AROUND_WORDS) for word in text.lower().split()}  # letters of India are more than \\w
    counts = sorted(((len(words & _SMALL[rival]), rival) for rival in rivals), reverse=True)
    (most, leader), (next_most, _) = [*counts, (1, "")][:2]  # one alone needs one more
    return leader if most - next_most >= _FEWEST_OWN else None
