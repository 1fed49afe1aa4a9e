"""Lines that speak to the reader instead of telling the story: what else to read, to follow, to pay, to allow."""

import re

_SHORT = 250  # characters; what is longer tells something
_LONGEST_BOX = 600  # characters of a line that asks leave to show what stands elsewhere
_LONGEST_FAREWELL = 400
_LONGEST_RIGHTS = 300
_AT_EDGE = 12  # characters before or behind a statement of rights that is a line of its own
_BRIEF = 120  # characters of a line that is a notice as a whole
_MOSTLY = 0.5  # of the letters of a longer one

# "Read also: ...": a line that sends the reader elsewhere.
_TEASER = re.compile(
    r"^\W*(?:(?:read|see|watch|learn|find out|listen)\s+(?:more|also|next|too)\b(?! than)|also (?:read|see|watch)\b"
    r"|related(?: (?:articles?|stories|coverage|content|news|topics|reading))?\s*(?::|$)"
    r"|more (?:from|on|about|in)\b.{0,60}(?<!:)$|more (?:\w+ ){1,3}stories$|don.t miss"
    r"|recommended(?: for you|:|$)|you (?:may|might) also like"
    r"|most (?:read|popular|viewed)\b[^.!?]{0,40}$|popular(?: now| stories)?$|trending(?: now)?\s*(?::|$)|up next"
    r"|top stories|what to read next|further reading|editor.s picks?"
    r"|(?:lesen|sehen|hören) sie (?:auch|mehr|hier|dazu)|lest (?:auch|hier)|mehr (?:zum thema|dazu|lesen|aus"
    r"|von)\b.{0,40}$|auch interessant|lesetipp"
    r"|das könnte (?:sie|dich)|weiterführende links|weitere (?:artikel|themen|meldungen)|empfohlener? (?:externer"
    r"|redaktioneller)|passend dazu"
    r"|(?:à |a )?(?:lire|voir|écouter) (?:aussi|également|plus|la suite)|sur le même (?:sujet|thème)|(?:à"
    r"|a) ne pas manquer|nos articles sur"
    r"|lea también|leer (?:también|más)|le(?:a|e) (?:también|además)|te puede interesar|ver (?:también|más)\b"
    r"|más información\s*(?::|$)|mira también"
    r"|le(?:ia|r) (?:também|mais)|veja (?:também|mais)|saiba mais|leggi (?:anche|di più)|potrebbe interessarti"
    r"|guarda anche|per approfondire\s*(?::|$)"
    r"|lees (?:ook|meer|verder)|bekijk ook|les (?:også|mer|hele)|se også|læs (?:også|mere)|läs (?:också|mer|även)"
    r"|lue (?:myös|lisää)"
    r"|czytaj (?:też|także|więcej|również|dalej)|zobacz (?:też|także|również)|polecamy\s*(?::|$)|čtěte (?:také"
    r"|též|více)"
    r"|přečtěte si|prečítajte si|citește și|vezi și"
    r"|olvass[ae]? (?:el|tovább)|pročitajte|procitajte|čitajte|preberite tudi|διαβάστε (?:επίσης|ακόμ[ηα]"
    r"|περισσότερα)|δείτε (?:επίσης|ακόμ[ηα])"
    r"|ayrıca (?:oku|bkz)|ilgili haber|bunlar da ilgin"
    r"|читайте (?:также|ещё|еще|по теме)|смотрите также|по теме\s*:|читайте (?:також|ще)|дивіться також"
    r"|(?:прочетете|вижте) (?:още|също)|прочитајте"
    r"|baca (?:juga|lagi)|simak juga|lihat juga|xem thêm|đọc thêm|soma (?:pia|zaidi)"
    r"|(?:اقر[أا]|شاهد|طالع) (?:أيض[اً]+|المزيد)|اقرئي أيض|مواضيع ذات صلة"
    r"|بیشتر بخوانید|بخوانید\s*:|یہ بھی پڑھیں|קראו (?:גם|עוד)|ראו גם|यह भी पढ़ें|ये भी पढ़ें|আরও পড়ুন"
    r"|อ่านเพิ่มเติม|อ่านต่อ\s*:|ข่าวที่เกี่ยวข้อง"
    r"|相关(?:阅读|新闻|文章|报道)|延伸阅读|延伸閱讀|相關(?:新聞|報導|文章)|更多(?:新闻|新聞|内容|文章)"
    r"|推荐阅读|推薦閱讀|関連(?:記事|ニュース|リンク)"
    r"|あわせて読みたい|おすすめ(?:記事|情報)|관련 ?기사|이 기사도)",
    re.IGNORECASE,
)
# "Subscribe to our newsletter": a line that asks something of the reader.
_APPEAL = re.compile(
    r"^\W*(?:sign up (?:for|to|here|now)|subscribe (?:to|now|here|for)|get (?:the latest|our (?:free )?newsletter"
    r"|unlimited|access to)|follow (?:us|the author|\S+ on|@\w"
    r"|him|her)|like us on|join (?:us|our|the (?:conversation|discussion))|have a (?:tip|story)"
    r"|(?:do you )?have (?:a|any) (?:news )?tips?|share (?:this|on|it)|like this (?:story|article)"
    r"|tell us what|what do you think|click here|download (?:our|the) app|support (?:our|us|independent)|donate"
    r"|become a (?:member|subscriber)|this (?:story|article) is for subscribers"
    r"|article printed from|url to article|click here to print"
    r"|comments?$|tags?\s*(?::|$)|filed under:|advertise?ment\b(?!.*[.!?]$)|sponsored(?: by|$)|loading"
    r"|newsletters?\s*(?::|$)|view comments"
    r"|leave a (?:comment|reply)|post a comment|log ?in|copyright [©@]|©"
    r"|you must (?:confirm|be logged)|please (?:log ?(?:in|out)|enable|subscribe|bookmark)|image:"
    r"|images?:|photos?\s?(?:by|:|credit)|image (?:source|credit)|picture:|(?:file )?photo$"
    r"|newsletter (?:abonn|bestell)|abonniere|jetzt (?:abonnieren|testen|anmelden)|folge(?:n sie)? uns|folgst du"
    r"|kommentare?$|schlagw[oö]rter|themen\s*(?::|$)|anzeige$|werbung$|foto\s?:|bild(?:quelle)?\s?:|fotos?:"
    r"|datenschutz(?:erklärung|hinweise?)?$|fehler (?:gefunden|entdeckt)\s?\?"
    r"|inscrivez-vous|abonnez-vous|suivez(?:-| )nous|partage[rz](?: (?:sur|cet|l)\b|\W*$)|publicité$|photo\s?:"
    r"|crédit photo|commentaires?$"
    r"|suscríbete|síguenos|comparte(?: (?:en|esta|este)\b|\W*$)|publicidad$|foto\s?:|etiquetas\s*(?::|$)"
    r"|assine\b|siga(?:-nos)\b|compartilhe\b|publicidade$|iscriviti|seguici|condividi(?: (?:su|questo)\b|\W*$)"
    r"|pubblicità$|schrijf je in|volg ons|deel dit|advertentie$"
    r"|følg oss|annonse$|reklame$|annons$|prenumerera\b|følg os\b|följ oss|del artik|tilaa (?:uutiskirj|lehti|nyt)"
    r"|seuraa (?:meitä|mei)|mainos$|subskrybuj|obserwuj nas|reklama$|sledujte nás|kövess(?:en)? minket"
    r"|urmăr(?:ește|iți)-ne|abonează|zaprati(?:te)? nas"
    r"|подпи(?:шитесь|сывайтесь)|реклама$|фото\s?:|подел(?:иться|итесь)|підпи(?:шіться|суйтесь)"
    r"|последвайте ни|абонирайте|етикети\s*(?::|$)|теги\s*(?::|$)|ακολουθήστε|abone ol"
    r"|bizi takip|reklam$|ikuti kami|iklan$|theo dõi\b.{0,20}(?:facebook|zalo|youtube|tiktok|chúng tôi)|quảng cáo"
    r"|ติดตาม(?:เรา|ข่าวสาร)"
    r"|اشترك|تابعونا|إعلان$|הירשמו|עקבו אחרינו|פרסומת|广告$|廣告$|分享到|扫码|长按|返回搜狐|关注我们"
    r"|(?:.{0,20}[？?])?欢迎(?:在|到)?(?:评论区|留言)|特别声明[:：]|免责声明[:：]|責任編輯|责任编辑|広告$"
    r"|シェア|ツイート$"
    r"|フォロー|구독|.{0,20}구독하기\W*$|광고$)",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"réservée? aux abonnés|for subscribers only|subscribe to (?:continue|keep) reading|nur für abonnenten"
    r"|solo para suscriptores"
    r"|exclusivo para assinantes|riservato agli abbonati|alleen voor abonnees|只限会员|会員限定|有料会員"
    r"|tu suscripción se está usando",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"all rights (?:are )?reserved|may not be (?:published|reproduced|copied)[^.]{0,60}(?:redistributed"
    r"|permission|consent)"
    r"|tous droits (?:de \w+ )?réservés|alle rechte vorbehalten|(?:todos los derechos|derechos) reservados"
    r"|prohibida (?:su|la) reproducción|todos os direitos reservados|proibida a reprodução"
    r"|tutti i diritti (?:sono )?riservati"
    r"|riproduzione (?:riservata|vietata)|alle rechten voorbehouden|wszelkie prawa zastrzeżone|(?:všechna"
    r"|všetky) práva vyhra[dz]en"
    r"|minden jog fenntartva|toate drepturile rezervate|sva prava (?:zadržana|pridržana)|vse pravice pridržane"
    r"|alla rättigheter förbehåll|alle rettigheter (?:forbehold|reservert)|kaikki oikeudet pidätetään"
    r"|με επιφύλαξη παντός"
    r"|tüm hakları saklıdır|hak cipta dilindungi|все права защищены|перепечатка (?:\S+ ){0,3}(?:запрещ|только"
    r"|разреш|возможн)"
    r"|(?:усі|всі) права захищ|всички права запазени|сва права задржана|bản quyền (?:thuộc|©)"
    r"|版权(?:所有|归)|版權所有|(?:不得|禁止|请勿|請勿)(?:\S{0,6})转载|(?:不得|禁止|請勿)(?:\S{0,6})轉載"
    r"|無断(?:転載|複製|引用)|転載を禁|저작권자|무단 ?(?:전재|복제|배포)|재배포 ?금지"
    r"|(?:جميع|كافة|كل) (?:ال)?حقوق (?:النشر )?محفوظة|حقوق النشر محفوظة|(?:تمامی|کلیه|همه) حقوق|جملہ حقوق"
    r"|כל הזכויות שמורות|สงวนลิขสิทธิ์|सर्वाधिकार सुरक्षित|সর্বস্বত্ব সংরক্ষিত",
    re.IGNORECASE,
)
# A box in the place of a post or a film: what it would show, what it asks or does, and whom it speaks to.
_FOREIGN_CONTENT = re.compile(
    r"extern\w* (?:(?:redaktionell\w* )?inhalt|medien|content|inhoud|indhold|innhold|innehåll)|redaktionell\w* inhalt"
    r"|(?:external|third[- ]party|embedded) (?:\w+ )?(?:content|media)|contenus? (?:externe|tiers)"
    r"|contenido(?:s)? extern"
    r"|conteúdos? extern|contenut[oi] estern|treść zewnętrzn|treści zewnętrzn|(?:externí|externý) obsah"
    r"|sadržaj treće|vanjski sadržaj|külső tartal|conținut(?:ul)? extern|ulkoi\w+ sisäl|harici içerik"
    r"|εξωτερικ\w+ περιεχ"
    r"|внешн\w+ (?:контент|содерж)|сторонн\w+ контент|зовнішн\w+ (?:контент|вміст)|външно съдържание"
    r"|外部(?:内容|內容|コンテンツ)|第三方(?:内容|內容)|외부 콘텐츠|محتوى خارجي|المحتوى الخارجي|תוכן חיצוני"
    r"|(?:inhalte?|content|contenus?|contenidos?|conteúdos?|contenut[oi]|treści|treść|innehåll|innhold|indhold|inhoud"
    r"|obsah|sadržaj|контент|posts?|tweets?|videos?|beitr[aä]ge?)\W{1,3}(?:(?:von|aus|from|by|de|di|do|da|d'|fra|från"
    r"|van|od|z|ze|s|из|от)\W{0,2})?(?:youtube|twitter|x\b|instagram|facebook|tiktok|vimeo|spotify|soundcloud|telegram"
    r"|threads|bluesky|mastodon|datawrapper|podigee|google|meta\b|glomex|opinary|pinpoll)",
    re.IGNORECASE,
)
# A look for these costs a tenth of one for the above.
_CONTENT_STEMS = (
    "extern", "inhalt", "medien", "conten", "conteú", "treść", "treści", "obsah", "sadržaj", "tartal",
    "sisäl", "içerik", "innehåll", "innhold", "indhold", "inhoud", "περιεχ", "контент", "содерж", "вміст",
    "съдърж", "内容", "內容", "コンテンツ", "콘텐츠", "محتوى", "תוכן", "post", "tweet", "video", "beitr",
)  # fmt: skip
_ASKS_LEAVE = re.compile(
    r"zustimm|einwillig|einverstanden|akzeptier|personenbezogen|datenschutz|drittplattform|anzeigen|angezeigt"
    r"|anzuzeigen"
    r"|consent|\bagree|accept|personal data|privacy|cookies?\b|consentement|données|afficher|acceptez|confidentialité"
    r"|consentimiento|acepta|datos personales|consentimento|aceit|dados pessoais|consenso|acconsent|accett"
    r"|dati personali"
    r"|toestemming|persoonsgegevens|samtyck|samtykke|godkänn|suostumu|hyväks|zgod[ayęą]|wyświetl"
    r"|danych osobowych|souhlas"
    r"|osobní\w* údaj|zobrazit|pristan|suglas|osobn\w+ podat|prikaz|hozzájárul|adatkezel|consimțământ|afișa"
    r"|rıza|görüntüle"
    r"|συγκατάθεσ|αποδέχ|соглас|персональн|згод|съглас|同意|個人情報|个人信息|個人資料|동의|개인정보|موافق"
    r"|البيانات|הסכמ|פרטיות",
    re.IGNORECASE,
)
_TO_READER = re.compile(
    r"\bsie\b|\bihr(?:e[nrm]?)?\b|\bihnen\b|\bich\b|\bdu\b|\bwir\b|\byou\b|\byour\b|\bwe\b|\bi\b|\bvous\b"
    r"|\bvotre\b|\bnous\b"
    r"|\bj['’]|\busted\b|\bsu\b|\btus?\b|haga|haz clic|\bsua?\b|você|\bvoi\b|\btuo\b|clicca|\bje\b|\buw?\b"
    r"|\bwij\b|\bdu\b|\bdin\b|\bvi\b"
    r"|\bsinä|napsauta|klik|click|cliqu|kattint|tıkla|\bty\b|\bvám\b|\bvaš|\bvas\b|\bwy\b|\bcię\b|\bcă\b"
    r"|\bdvs\b|\bне?вы\b|\bвы\b|\bваш|нажм"
    r"|\bви\b|κάντε|σας|クリック|点击|點擊|您|클릭|귀하|اضغط|انقر|לחצ",
    re.IGNORECASE,
)
_SENTENCE_BEGINS = re.compile(r"(?<=[.!?。！？:])\W*\s+(?=\S)|(?<=[。！？])")
_MEDIUM = (
    "newsletter", "boletín", "infolettre", "nieuwsbrief", "nyhetsbrev", "nyhedsbrev", "uutiskir", "biuletyn",
    "hírlevél", "рассылк", "розсилк", "бюлетин", "メルマガ", "뉴스레터", "facebook", "twitter", "instagram",
    "telegram", "whatsapp", "youtube", "tiktok", "google news", "фейсбук", "телеграм", "inbox", "website",
    "subscri", " app", "@",
)  # fmt: skip
_GIFT = re.compile(
    r"\bdona(?:te|tion|r|ción|ções|ção|zion|ți|ţi)\w*|\bspende|\b(?:un|vos|les) dons?\b|faire un don|\bdoaç"
    r"|пожертв|донат|дарени"
    r"|寄付|捐款|捐助|후원|تبرع|תרומ|wpłać|darowizn|přispě|támogass|donacij|δωρεά|bağış|donasi",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"journalis|reporting|newsroom|redaktion|presse|rédaction|periodis|redacción|jornalis|redação|giornalis"
    r"|redazione|\bpres[aeăs]\b"
    r"|dziennikar|redakc|novinář|újságír|журналист|журналіст|редакц|издани|медиа|медії|新聞|报道|報道|언론|기사"
    r"|صحاف|עיתונ|δημοσιογραφ|gazetecil"
    r"|jurnalis",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\bour\b|\bus\b|\buns(?:er\w*|ere)?\b|\bnous\b|\bnotre\b|\bnos\b|\bnuestr|\bnoss[oa]\b|\bnostr[oaie]\b"
    r"|\bnoi\b|\bne\b|\bons\b|\bonze\b|\bvår|\bvores\b"
    r"|\bnasz|\bnam\b|\bnás\b|\bnaš|\bnekünk|\bminket|\bнас\b|\bнам|\bнаш|\bни\b|我们|我們|当サイト|저희|우리"
    r"|نا\b|שלנו|אותנו|\bμας\b|\bbizi\b|\bkami\b",
    re.IGNORECASE,
)
_RIGHTS_STEMS = (
    "right", "droit", "recht", "derech", "reprod", "riproduz", "direit", "diritti", "praw", "práv", "jog",
    "dreptur", "prav", "rättig", "rettigh", "oikeud", "επιφύλ", "hak", "прав", "перепеч", "quyền", "版",
    "转载", "轉載", "転載", "複製", "引用", "저작권", "전재", "복제", "배포", "حقوق", "זכויות", "ลิขสิทธิ์",
    "अधिकार", "স্বত্ব",
)  # fmt: skip
_OPENING, _CLOSING = "'\"“„«‘「『‹", "'\"”“»’」』›"


def sends_elsewhere(line: str) -> bool:
    """Say whether a short line begins with words such as "read also"."""
    return len(line) <= _SHORT and _TEASER.match(line) is not None


def is_appeal(line: str) -> bool:
    """Say whether a short line asks something of the reader, tells of rights, or that the rest is for subscribers."""
    return (len(line) <= _SHORT and _APPEAL.match(line) is not None) or is_reserved(line)


def is_reserved(line: str) -> bool:
    """Say whether a line tells that the rest is for subscribers; one that quotes such a notice does not."""
    found = _RESERVED.search(line) if len(line) <= _SHORT else None
    return found is not None and not _is_quoted(line, found) and _is_mostly(line, found)


def is_opt_in(line: str) -> bool:
    """Say whether a line stands for a post or a film, and asks the reader's leave to show it."""
    small = line[:_LONGEST_BOX].casefold()
    if len(line) > _LONGEST_BOX or not any(stem in small for stem in _CONTENT_STEMS):
        return False
    if _FOREIGN_CONTENT.search(line) is None:
        return False
    return _ASKS_LEAVE.search(line) is not None and _TO_READER.search(line) is not None


def is_farewell(line: str) -> bool:
    """Say whether a line at the end of a text is none of it: rights, a newsletter, a channel, a request for gifts."""
    if len(line) > _LONGEST_FAREWELL:
        return False
    small = line.casefold()
    named = len(line) <= _LONGEST_RIGHTS and any(stem in small for stem in _RIGHTS_STEMS)
    rights = _RIGHTS.search(line) if named else None
    if rights is not None and not _is_quoted(line, rights):
        edge = rights.start() <= _AT_EDGE or len(line) - rights.end() <= _AT_EDGE
        return edge or _is_mostly(line, rights)
    if _GIFT.search(line) and _PRESS.search(line) and _OURS.search(line):
        return True
    if not any(medium in small for medium in _MEDIUM):
        return False
    return any(map(_APPEAL.match, _SENTENCE_BEGINS.split(line)))


def _is_quoted(line: str, found: re.Match[str]) -> bool:
    return line[: found.start()].rstrip()[-1:] in tuple(_OPENING) and any(
        sign in _CLOSING for sign in line[found.end() :]
    )


def _is_mostly(line: str, found: re.Match[str]) -> bool:
    return len(line) <= _BRIEF or found.end() - found.start() >= _MOSTLY * len(line) or found.start() <= 3
