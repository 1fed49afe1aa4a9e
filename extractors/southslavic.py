"""Everyday words and parts of words that tell Croatian, Bosnian and Serbian apart; `closelanguages` reads them."""

from collections.abc import Sequence

MUCH, LITTLE = 2.0, 0.7  # natural logarithms of odds, about: 7 to 1, and 2 to 1

# Whom an entry speaks for, how much, and the entries.
ENTRIES: Sequence[tuple[str, float, str]] = (
    ("hr", MUCH, """
        blagovaonic- bruxelles- cestovn- cjepiv- diljem djelatni- dobn- dojenč- donositelj- dopredsjed- doprvaci
        doprvak- duljin- dušik- dužnosn- dviju dvojb- europ- financij- financir- glasovanj- glazb- gledatelj-
        glede gorj- gospodarsk- gospodarstv- gradb- inozem- inzistir- istaknu- istodob- istražitelj- itko
        izaslanstv- iznim- izradb- izvješć- jednadžb- juha juhe juhu kazališ- kaznen- kemij- kirur- knjižnic-
        kolodvor- kolovoz- konačnic- kronik- kronič- kruh- krumpir- kupaonic- kut kuta kutova kutovi kutu
        liječništ- lipanj lipnj- listopad- ljekarn- milijun- mirovin- mladež- momčad- nakladni- naputak- naputk-
        natjec- natječ- nazoč- netko nijek- nitko nizozem- nogomet- nositelj- obiju obitelj- obramben- obrana
        obrane obrani obranu obujam obujma obujmu ocean- odgajatelj- odgojitelj- odvjetni- oporb- opskrb-
        osnivatelj- osumnjičenic- osumnjičenik- otopin- ozlijeđ- ozljed- ozljeđ- ozračj- ožujak ožujk- pelud-
        plaćama plaće plaću plinovod- podrijetl- pokraj policijska_postaja policijske_postaje ponajprije postot-
        postrojb- poveznic- povijes- povjerenstv- pravodobn- predstojni- preglednic- pretraživ- prevoditelj-
        prigod- prigrad- prijepor- primjerice priopć- pričuv- prodavaonic- prometn- promidžb- promjer- proračun-
        prosinac prosinc- prosudb- prosvjed- provedb- putovnic- pučanstv- rabe rabi rajčic- ravnatelj- razina
        razine razini razinu računal- redatelj- rujan rujn- rumunj- satnij- siječanj siječnj- sinkron-
        skladatelj- skladb- skrbi skrbnic- skrbnik- skupin- slijedom slušatelj- spisatelj- središnj- srpanj
        srpnj- stožer- strop stropa studeni studenog- stupanj stupnj- stupova suca suci sucima sucu sudac sudaca
        sudioni- suglas- suradn- surađ- sustav- sutkinj- sučelj- svatko sveukup- sveučiliš- svibanj svibnj-
        svot- tajnic- tajnik- talijan- tanjur- tečaj- tijekom tisak tiskan- tisuć- tjedan tjedn- tko tlak tlaka
        tlakom tlaku toplin- točk- točn- travanj travnj- triju trokut- tvar tvari tvornic- tvrtc- tvrtk- ubojic-
        ubojstv- udrug- uhit- uhić- uljudb- umirovlj- unatoč unesreć- uporab- uslijed uspješnic- usporedb-
        usprkos usto ustroj- uvjet- veleposlan- veleučiliš- veljač- vjerojatn- vlak vlaka vlakom vlakov- vojarn-
        vratar- vršitelj- zacijelo zaklad- zaposlenic- zaposlenik- zaslon- zbroj- znanost- znanstven- značajk-
        zrakoplov- čimb- čimbeni- čitatelj- španjols- špilj- židov- žlic- županij-"""),
    ("hr", LITTLE, """
        cesta cestama ceste cesti cestu dakle definira- dječji dopušt- evakuira- garantira- glasnogovor-
        glasova- iduća iduće idućeg idući informira- intervenira- jamč- kako_bi kandidira- kat kata katova katu
        krist- kći liječni- nakon napokon napose objekt obrt obrta obrtni- omjer- organizira- osim osobito
        osobn- otoci otok otoka otoke otoku otoč- ovlast- plin plina plinom plinsk- plinu poduze- poduzim-
        ponovno posve poticaj- potpor- potres potresa potresi potresom potresu priziv- projekt promet prometa
        prometu protestira- putem razdoblj- reagira- registrira- s skrb- središt- stoljeć- stroj- stupov-
        subjekt sudjelov- sukladno temelj- tržnic- tužitelj- udružen- ugljen ugljena uspored- uspoređ- voditelj-
        vrlo zasad zasada zasigurno zračn- časnik- čelni-"""),
    ("bs", MUCH, """
        august- bezbjed- historij- historičar- historičk- hljeb- kahv- kantonal- krivičnog_djela lahk- ljekar
        ljekara ljekare ljekari ljekarima ljekaru mehk- obdaništ- obezbijed- obezbjeđ- odjeljenj- porijekl-
        povrijeđ- saopć- ubjeđ- uposlen- uposleni- usljed vjerovatn-"""),
    ("bs", LITTLE, """
        izvještaj- kazala kazao sedmic- vijek vijeka vijekov- vijeku"""),
    ("bs sr", MUCH, """
        -jekat advokat- ambasad- apotek- aprila aprilu autobusk- azot- bašt- bibliotek- bioskop- branilac
        branioc- brisel- budžet- decemb- decenij- definis- definiš- demokratij- desila desilo desio desiti
        dešav- efekat evakuis- evrop- fabri- februar- finansi- fiok- formulis- fudbal- garantova- garantuj- gasa
        gasn- gasom gasovod- gasu generalni_sekretar glasal- glasanj- glasao gledalac gledaoc- golman- hapsi-
        hapš- hartij- hemij- hemič- hiljad- hirur- holand- horu hrist- hronik- hronič- informis- inostran-
        insistira- intervenis- istakao istakla italijan- januar- jednačin- jevrej- jula juli julu juna juni junu
        kafa kafe kafu kancelari- kandidova- kandiduj- kasarn- kašik- ko komand- kompanij- kompjuter- komši-
        koncentris- konkurs- kontrolis- kontroliš- kritikova- kritikuj- krivičn- krompir- kupatil- kćerk- ličn-
        maj maju makaze marta martu milion- momenat momenta momentu muzik- muzič- nauci nauk- naučn- neko niko
        nivo nivoa nivou nosilac nosioc- novemb- obezbj- obim obima obimu obuć- odbramben- odbrana odbrane
        odbrani odbranu odmarališ- okean- oktob- omladin- onlajn- opozici- organizov- organizuj- ostrv-
        paradajz- pasoš- penzi- peškir- plafon- plata platama plate platom platu podstica- podstič- polen-
        pomenut- poređ- porodi- portparol- posjetilac posjetioc- potpredsed- pozoriš- preduz- prevazil-
        prevaziđ- prevodilac prevodioc- prečnik- prisustv- privred- procenat procent- prodavnic- promovis-
        protestova- protestuj- publikova- puteva puteve putevi putevima raspust- rastvor- računar- reagova-
        reaguj- reditelj- registrov- regulis- reguliš- rukovodilac rukovodioc- rumun- saglas- saigrač-
        saobraćaj- saradn- sarađ- septemb- sinhron- sirće- slušalac slušaoc- snabd- sopstven- spanać- spisak
        spisk- sprat- stepen- sudij- supa supe supu svešten- takmič- tanjir- tačk- tačn- tokom toplot-
        transportova- trougao trougl- tužila- tužioc- ubic- ubist- udruženj- ugalj ugao ugla uglja ugljem uglju
        uglov- uglu uhapsi- uhapš- univerzitet- upored- uprkos uslov- uticaj- uticala uticao utiče utiču učesni-
        učestv- učešć- vakcin- vanredn- voz voza vozom vozova vozove vozovi vozu vršilac vršioc- zbir zbira
        zemljotres- zvanič- ćebad- ćebe ćerk- čaršav- čitalac čitaoc- šargarep- šerp- šolj- španij- špans- šta
        štampa-"""),
    ("bs sr", LITTLE, """
        aerodrom- april avion- centraln- delegacij- dozvol- dužin- firm- hitna_pomoć jeste komisij- kvalitet
        mart mašin- minut mnogo naredna naredne naredni narednih narednog narednoj narednom narednu naročito
        neophodn- oblast- odlaž- odlož- osnovu period- pećin- ponovo pored povodom predstavlja prilikom prisutn-
        rukovod- sa sahran- sekretar- sistem- skoro spasioc- starosn- teatr- ukoliko upotreb- van veoma zato_što
        ćelij- šampion- širom štrajkova- štrajkuj-"""),
    ("hr bs", MUCH, """
        bijel- blijed- bolio cijel- cijen- cijeđ- cjel- crijev- cvijet- dijel- dijete dio dioničar- direktoric-
        djec- djela djelat- djelo djelom- djelov- djelu djeluj- djevoj- dječ- donijel- donio doprinijel- dospij-
        dospje- duhan- dvije dvjema dvjest- gdje gnijezd- gorio gorjel- grijeh- htio htje- izbje- izlijev-
        izmijen- iznijel- iznio izvijest- izvješta- jučer kisik- korijen- korišten- kriterij kriterija kriterije
        kriteriji kršćan- letjel- lijek- lijeni lijep- lijev- liječ- ljep- ljet- ljevi- mijenj- ministric- mjer
        mjera mjerama mjere mjeri mjeru mjest- mlijek- namijen- namjer- naprijed naprijeđ- naslijed- nasljed-
        navečer nedjel- nedjelj- negdje nepovjer- nerazmjer- nevjer- nevrijem- nigdje nijem- njemač- obavijest-
        obje ocijen- ocjen- odgoj- odjel- odjeć- odnijel- odnio opć- općin- osjet- osjeć- ovdje ovisn- ovlašten-
        pijes- pjes- pjev- plijen- pobijed- pobjed- pobjeg- podijel- podjel- podnijel- podnio ponedjelj- poslije
        poslijepodne poslijerat- posljed- potpredsjed- povjer- povrijedi- predsjed- prelijev- premješ- prenijel-
        prenio prije prijedlog- prijelaz- prijelom- prijepodne prijet- prijevod- prijevoz- primije- primjer-
        primjeć- pripovije- procijen- procjen- profesoric- promije- promijen- prosjek- prosječ- provjer-
        razmjer- razriješ- razumij- razumije- rijeci rijed- rijek- rijet- riječ- riješ- rješ- savijest- savjest-
        savjet- sigurnos- sjedal- sjede sjedi sjediš- sjedn- sjedni- sjeme- sjen- sjet- sjever- sjeć- slijed-
        slijep- sljede- sljep- smij- smješ- snijeg- snjegov- snježn- spriječ- sprječ- sretan sretn- srijed-
        stijen- stoljetn- suigrač- susjed- svećeni- svijes- svijet- svjedo- svjež- također tekućin- tijel-
        tijes- tjer- trpjel- u_srijedu udjel- ulijev- unaprijed- unaprjeđ- unijel- unio uopće uspij- uspje-
        utjec- utječ- uvijek uvjer- uvrijed- uvrijeđ- vanjsk- vidje- vijes- vijeć- vjer vjera vjernic- vjernik-
        vjerodostoj- vjerova- vjeru vjetar vjetr- vješt- vježb- vodik- voljel- vrije- vrijed- zahtijev- zahtjev-
        zalijev- zamijen- zamjeni- zamjer- zapovijed- zapovjed- zvijez- čovjek- čovječ- švicar- željel- željez-
        živje-"""),
    ("hr bs", LITTLE, """
        biciklist- cijep- dionic- eura euro kuhinj- mjeseč- mobitel- posto spašava- spomenut- u_ponedjeljak
        upotrijeb- ured- uslijedi- zastupni- zrak-"""),
    ("sr", MUCH, """
        avgust- beležen- beleži- bezbed- boleo cela cele celin- celo celog celokup- celom celu cena cenama cene
        ceni cenu ceo cveć- deca dece deci decu dejvid- delim- delo delom delova delove delovi delu deluje deo
        deonic- dete deteta detinj- devoj- deča- dečij- dečj- direktork- dobiće donel- doneo doprinel- doprineo
        dotera- dve dvehiljad- dvema dvest- džejms džon evra evrima evro fejsbuk- gde gnezd- gorel- goreo greh-
        gugl- hleb- hrišćan- htel- hteo imaće istorij- izbeg- izmen- iznel- izneo izvešt- jutjub- juče kiseonik-
        koren korena koreni korišćen- kriterijum- lek leka lekar- lekov- lepa lepe lepi lepo lepš- letel- leteo
        letn- letnj- leto letos letovališ- leve levi levic- levo lečen- leči- majkl majkrosoft- menja- mera mere
        meri meru mesec- mesečn- mest- meša mešav- meštan- ministark- mlek- moraće namen- namer- nasled- nasleđ-
        nedelj- negde nemac nemač- nemc- neuspeh- nevremen- nigde njujor- obavest- obavešt- obavešćen- obe
        obezbed- ocen- odel- odelj- odeljenj- odnel- odneo odsto opredel- opšt- osetlj- oseća- otera- ovde
        ovlašćen- pesm- pesni- peva- pešak- pešač- pešic- pobed- podel- podnel- podneo ponedelj- porekl- posle
        posled- postaće potera- poveren- poveri- povredi- povređ- pre predel- predsed- premešta- premešten-
        prenel- preneo prenet- preti pretil- pretio primen- primer- primet- primeć- procen- profesork- promen-
        prosek proseč- prover- razmen- razrešen- razume- reka reke rekom reku retk- reč reči rečima rečju rešav-
        rešen- reši- rešil- saopšt- savet- sedel- sedeo sedišt- sednic- seme semena sever- seća- sledeć- sledi
        sledstv- slep- sme smeju smel- smena smene smenjen- smenu smeo smešten- sneg- snežn- spasava- spoljn-
        spreč- sreda sredom sredu srećan srećn- stena stene steni stenu stiven svedok- svedoč- svest svesti svet
        svetl- svetov- svetsk- sveća svež- takođe tela telesn- telo telu tera trpeo tviter- udeo umel- umeo
        umesto umetni- umetnost- umeša umešal- umešan- unel- uneo uopšte usled usledil- usledio uslediti
        uslediće uspe- uvek uverav- uveren- uveče uvred- vaspit- vazduh- vazduš- vašington- vek veka vekov- veku
        venč- vere vernik- verova- verovatn- veru veruj- vest vesti vestima vetar vetra vetrov- vešt- vežb-
        videl- vilijam- vodonik- volel- voleo vred- vreme vreo zabelež- zahtev- zamen- zapoved- zaseda- zatera-
        zauvek zvezd- čarls čovek- švajcar- želel- želeo živel- živeo"""),
    ("sr", LITTLE, """
        biće dinar dinara jul jun kako_prenosi lekarsk- pošto sajt sajta sajtu čas časa časova"""),
)  # fmt: skip
