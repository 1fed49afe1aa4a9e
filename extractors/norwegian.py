"""Everyday words and parts of words that tell Norwegian Bokmål and Nynorsk apart; `closelanguages` reads them."""

from collections.abc import Sequence

MUCH, LITTLE = 2.0, 0.7  # natural logarithms of odds, about: 7 to 1, and 2 to 1

# Whom an entry speaks for, how much, and the entries.
ENTRIES: Sequence[tuple[str, float, str]] = (
    ("nb", MUCH, """
        -elsen -elser -het -heten -heter -ingene -lig -lige -ligere -ligst annen annet ansatt- arbeidsgiver-
        bare barnene bedre begge begynnelse- begynner begynte beslutning- bevegelse- bilene ble blitt bolig-
        broen bruker brukere brukerne brukes bryter brødre bygges bærer bøndene dagene de dem dere deres derfor
        dessuten disse drikker driver dårlig- døde dømmes egen egentlig- eget egne elevene en endelig- enkelte
        ennå enten et etterforskning- faller farlig- fikk finner finnes flere foreløpig- forskjell- forståelse-
        forsvinner forteller fortsetter fra fremdeles fremover fremtid- fulgte fylkene følelse- følgende følger
        ga gammel gir gjelder gjør gjøre gjøres gutt- hel hele helt hendelse- henne hennes hensyn- hjem hjemme
        hjemme- holder hos hun husene hva hvem hver hverandre hverdag- hvert hvilke hvilken hvilket hvis hvor
        hvorav hvordan hvorfor hvorvidt høre hører hørte høst- høy høye høyt ifølge ikke imidlertid innbygger-
        innen jeg kirke- kjøre kjører kjørt kjørte kommer kommunene krever lave lavere lavest- lavt ledelse-
        leder lederen legger ligger lykkes lærer lærere lærerne løper lørdag- mandag- melk- mener mens mer
        morgenen mulig- mye myndighetene månedene nedenfor noe noen norge norges nylig- nåværende offentlig-
        oppgav- opplevelse- ordene ovenfor partiene pengene planene problemene regjeringen reglene sa saker
        sammen samtidig_som samtlige selv selvfølgelig selvsagt setter siden sier siktede sitter skader skole-
        skriver sommer- spiller spillere spillerne stedene steder strøm- studentene styrelse- størrelse- syk
        sykdom- syke sykehus- synger særlig- søndag- søster søstre tallene tar tidligere timene tirsdag- tok
        treffer trekker trenger tror tydelig- uke uken ukene uker umulig- undersøkelse- uten utenfor valg-
        vanlig- vann- vanskelig- veiene velger- verden vet videre vinner virkelig- vær være åpn- årene øke øker
        økning- økt økte ønsker ønsket øvelse- øye øyen øyne"""),
    ("nb", LITTLE, """
        -ende -ene -ere -inger -ningen -ringen -singen biler blir boken bro båter da dager fylker første gang
        ganger komme kommuner kvinner mennesker minutter måneder nå nødvendig- omkring partier personer saken
        samtidig se skoler skrev studenter timer vei veien"""),
    ("nn", MUCH, """
        -arane -arar -asjonar -dlege -elege -ggje -glege -heit -heita -ingane -ingar -kkje -kvar -leg -legare
        -legast -leik -leiken -ngje -nkje -rkje anten arbeidarane arbeidarar arbeidsgjevar- auga auge auka aukar
        auke auken auking- avgjerd- berre betre bilane bilar bløming- borna brukar- bryt brør bustad- byar bygga
        byggj- byrja byrjar byrjing- båe båtar dagar dei deira desse dessutan difor dreg drikk dykk dykkar då
        dårleg- dømd dømde døme dømet døydde døyr eg eiga eigar- eige eigen eigentleg- eigne ein einaste
        einskild- eit elevane elevar elles endeleg- endå etterforsking- farleg- fekk finst fiskarane fiskarar
        flaum- fleire flyktningane flyktningar fløym- forskarane forskarar forsking- forsvinn fortalde fortel
        framleis framover framtida frå fylgde fylgj- fylka fyrst fyrste følgde følgj- førebels gamal gammal gje
        gjekk gjer gjere gjev gjevast gong gonger gransking- gutane gutar handlar- handsaming- haust- heil heile
        heilt heim heime heimeside- held held_fram heldt hending- hennar hjå ho husa høg høge høgt høva høve
        høvet høyr- ifylgje ifølgje ikkje inga inkje innan innanfor innbyggj- inneheld innhald- innvandrarar
        kallar- kjem kjensle- kjærleik- kommunane kommunar korkje korleis krev kringom kunngj- kva kvar
        kvarandre kvardag- kvarhelst kvart kvarvidt kven kvifor kyrkj- køyr- lagd laurdag- leggj- leiar- leiing-
        ligg liggj- låg lågare lågast- låge lågt lærar- løn løna løyvde løyver løyving- medan medlemene medlemer
        meine meiner meinte meir menneska merkj- millom minka minuttar mjølk- mogeleg- mogleg- morgon- mykje
        månader måndag- naudsynt- nedanfor nemnde nemne nemner nemnt noko nokon nokre noreg noregs nyleg-
        offentleg- omsyn- opn- oppgåv- oppleving- ordføraren ovanfor pasientar pengane personar plassane plassar
        regnver reknar rettane rettar rettleiing- rørsle- røyndom- røyst- sakn sakna saknar saknet saman
        samstundes seia seie seier sidan sit sjuk sjukdom- sjuke sjukehus- sjå sjølv sjølve sjølvsagt
        sjølvstend- skilnad- skodespel- skriv skular- skule- sluttar soleis sommar- somme spel spela spelar-
        spelet spurde stader storleik- straum- studentane studentar styresmakt- styresmaktene styrkj- sundag-
        svarar syng syster- såg såra særleg- søkj- søstrer tek teke teken tenkj- tidlegare til_dømes tilbyd
        tilsett- tiltala timar treng truleg tryggare tryggleik- turar turistane turistar tydeleg- tysdag-
        umogleg- undersøking- utan utanfor utdanninga utviklinga uver uveret vanleg- vanskeleg- vart vatn-
        vedkomande veit veka vekar veke vekene veker veljar- venteleg vera verda vere veret verkeleg- verksemd-
        vert vidare vinn vore vorte ynskj- åleine òg ønskj- øydela øydelagd øydelegg"""),
    ("nn", 1.2, """
        -ande -ane blei ei me no tilhøve-"""),
    ("nn", LITTLE, """
        -ast -inga dotter driv fell finn gjeld granska gut guten kome regjeringa rekna set sikta skadd skadde
        skreiv stønad- svara trur val valet veg vegen ver åra"""),
)  # fmt: skip
