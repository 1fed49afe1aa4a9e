"""What bylines call those who are no person: newsrooms, desks, agencies, outlets, institutions, in many languages."""

import re

# Stems of Latin, Cyrillic and Greek words; \b on both sides.
_NEWSROOMS = (
    r"staff|redak\w*|r[eé]dac\w*|redaz\w*|redação|erredakzi\w*|newsroom|editorial|(?:news|web)?desk|reports?|team|equipo"
    r"|équipe|ekipa|echipa|toimitus\w*|toimetus\w*|szerkesztőség\w*|uredni[sš]t\w*|ritstjórn|secretar[ií]a|tahririyat\w*"
    r"|haber merkezi|servisi|masası|ekibi|tim redaksi|ban biên tập|tòa soạn|nhóm|mwandishi|waandishi|intatheli\w*"
    r"|редакц\w*|редакці\w*|рэдакц\w*|ред|редколлегия|уредниш\w*|служба|пресс?-?служба|та[хҳ]ририят\w*"
    r"|сайт|σύνταξη|συντακτική|ομάδα|γραφείο"
)
_AGENCIES = (
    r"ag[eè]nc\w*|agência\w*|agenzi\w*|agent[uūú]r\w*|agentŭr\w*|agencj\w*|agjenci\w*|agenți\w*|ajans\w*|agentlik\w*"
    r"|uutistoimisto\w*|hírügynökség|bureau|wires?|ansa|tass|ritzau|belga|čtk|tasr|agerpres|tanjug"
    r"|reuters|bloomberg|xinhua|kyodo|jiji|yonhap|anadolu|interfax|unian|ukrinform|bernama|associated press|press trust"
    r"|(?-i:EFE|HINA|LUSA|ANTARA)|^(?:efe|hina|lusa|antara)$"  # people bear these names too
    r"|(?-i:AP|AFP|afp|DPA|dpa|EPD|epd|KNA|kna|SID|UPI|ANI|PTI|IANS|APA|SDA|sda|ATS|ats|NTB|TT|ANP|AAP|CP|PAP|PTC|MTI"
    r"|BTA|BNS|ELTA|LETA|BELTA|FENA|SRNA|RFE|VOA|BBC|CNN|NHK|IRNA|ISNA|WAFA|KUNA|UNB|TTXVN|PV)"
    r"|агентств\w*|агенци\w*|агенці\w*|агенттіг\w*|агенцтв\w*|πρακτορείο"
)
_OUTLETS = (
    r"news|sport|press[e]?|prensa|presă|media|medien|online|digital|magazine|newspaper|zeitung|journal|times|post|tribune"
    r"|daily|radio|tv|television|fernsehen|rundfunk|channel|network|blog|website|web|archiv\w*|báo|thông tấn"
    r"|notícies|noticias|notícias|notizie|nachrichten|nieuws|nyheter|nyheder|uutiset|hírek|zprávy|zpravodajství"
    r"|spravodajstvo|vijesti|uudised|ziņas|naujienos|fréttir|lajme|știri|новости|новини|навіны|вести|жаңалықтар|газета"
)
_INSTITUTIONS = (
    r"service|gmbh|inc|ltd|llc|group|verlag|institute?|universi\w+|fa[ck]ult\w+|foundation|company|corporation"
    r"|association|federation|committee|council|ministry|government|departa?ment\w*|assessoria|ministeri\w*"
    r"|coordenadoria|comunicação|communiqué|comunicado|comunicato|\w*mitteilung|advertorial|sponsored"
    r"|admin\w*|webmaster|guest|unknown|anonymous|null|undefined|none"
)
_WORDS = re.compile(
    r"\d|@|https?:|www\.|\.(?:com|de|org|net|fr|co|info|tv)\b|^(?:the|our|ap)\s"
    rf"|\b(?:{_NEWSROOMS}|{_AGENCIES}|{_OUTLETS}|{_INSTITUTIONS})\b",
    re.IGNORECASE,
)
# Scripts in which no border stands where a word ends, or vowel signs that are no letters end it.
_STEMS = re.compile(
    r"編集部|编辑|編輯|取材班|新聞社|新聞|通信社|通讯社|通訊社|新华社|共同|時事|報導|报道|報道|本报|本報|综合|綜合"
    r"|본지|연합뉴스|뉴스|편집국|취재팀|온라인|특별취재"
    r"|هيئة|التحرير|تحریریه|خبرگزاری|وكالات|وكالة|رويترز|فريق|غرفة|أخبار|الاخبار|متابعات|صحيفة|جريدة|(?<!\w)موقع|شبكة|قناة"
    r"|گروه|سرویس|(?<!\w)واحد(?!\w)|روابط عمومی|روزنامه|ڈیسک|نیوز|رپورٹر|نمائندہ|نامہ نگار|مانیٹرنگ|ایجنسی"
    r"|רויטרס|מערכת|סוכנויות|דסק|חדשות|צוות"
    r"|डेस्क|न्यूज|न्यूज़|ब्यूरो|संवाददाता|समाचार|एजेंसी|एजेन्सी|टीम|प्रतिनिध|वार्ताहर|संपादकीय|सम्पादकीय|ऑनलाइन|अनलाइन"
    r"|ডেস্ক|নিউজ|প্রতিবেদক|প্রতিনিধি|সংবাদ|নিজস্ব|অনলাইন|ব্যুরো|রিপোর্টার|সম্পাদকীয়"
    r"|ડેસ્ક|ન્યૂઝ|ન્યુઝ|પ્રતિનિધિ|બ્યુરો|બ્યૂરો|સંવાદદાતા|સમાચાર|એજન્સી|ਡੈਸਕ|ਨਿਊਜ਼|ਬਿਊਰੋ|ਪ੍ਰਤੀਨਿਧ|ଡେସ୍କ|ବ୍ୟୁରୋ|ପ୍ରତିନିଧି"
    r"|டெஸ்க்|செய்தி|நிருபர்|ஆசிரியர்|நியூஸ்|డెస్క్|న్యూస్|ప్రతినిధి|విలేకరి|రిపోర్టర్|బ్యూరో|ಡೆಸ್ಕ್|ನ್ಯೂಸ್|ಪ್ರತಿನಿಧಿ|ವರದಿಗಾರ|ಬ್ಯೂರೋ"
    r"|ഡെസ്ക്|ന്യൂസ്|ലേഖക|പ്രതിനിധി|ബ്യൂറോ|വാർത്ത|පුවත්|වාර්තාකරු|කර්තෘ"
    r"|ข่าว|กองบรรณาธิการ|ทีมงาน|ออนไลน์|หนังสือพิมพ์|แอดมิน|ຂ່າວ|ກອງບັນນາທິການ|ព័ត៌មាន|ការិយាល័យ|သတင်း|အယ်ဒီတာ|မီဒီယာ"
    r"|რედაქცი|სააგენტო|խմբագր|լրատվ|գործակալ|ዝግጅት|ዜና|ሪፖርተር"
)
_HAN_ENDS = (
    r"[\u3400-\u9fff]{2}[报報网網](?:社|站)?|[\u3400-\u9fff]{3}[台臺社刊]|[电電]台|[报報]社|[卫衛][视視]|[电電][视視]"
    r"|[广廣]播|[频頻]道|[资資][讯訊]|新闻|在[线線]|客[户戶]端|[传傳]媒|媒[体體]|[杂雜][志誌]|工作室|[评評][论論][员員]|小[组組]"
    r"|[报報采採][道访訪][组組]|[发發][布佈]|中心|[协協][会會]|委[员員][会會]|大[学學]|研究[院所室]|[办辦]公室"
    r"|(?:社会|政治|経済|国際|文化|運動|生活|科学|地方|经济|国际|要闻|采编|摄影|体育|评论)部|宣[传傳]部"
)
_KANA_ENDS = (
    r"放送局?|テレビ|ラジオ|新報|通信|タイム[ズス]|ニュース|ジャーナル|オンライン|デジタル|メディア|マガジン|ウェブ|チーム|スタッフ|デスク"
    r"|編集[局室]|報道[局部室]|総局|支局|支社|本社|事務局"
)
_HANGUL_ENDS = (
    r"일보|신문사?|방송[국사]?|통신사?|타임[스즈]|저널|미디어|투데이|데일리|매거진|\w{2}경제|스포츠|편집[부팀]|취재[부팀]|보도[국부팀]"
    r"|데스크|뉴스룸|위원회|협회|관리자|운영자"
)
_ENDS = re.compile(rf"(?:{_HAN_ENDS}|{_KANA_ENDS}|{_HANGUL_ENDS})$")


def is_office(text: str) -> bool:
    """Say whether a text names an office, an agency, an outlet or an institution rather than a person."""
    return any(pattern.search(text) for pattern in (_WORDS, _STEMS, _ENDS))
