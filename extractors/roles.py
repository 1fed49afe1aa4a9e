"""What people are called who write for newspapers, in many languages: parts of patterns that ignore case."""

# Stems, so that -in, -e, -a and the cases follow.
NAMES = (
    r"(?:correspondents?|reporters?|editors?(?:-in-chief|-at-large)?|writers?|columnists?|journalists?|contributors?"
    r"|analysts?|producers?|freelancers?|author|(?:chef|haupt)?redakt[eo]u?r\w*|[ck]h?efredakt\w*|[kc]orr?espond?[ae]n\w*"
    r"|korrespond\w+|journalist\w*|journaliste|reporterin|ressortleiter\w*|volontär\w*|kolumnist\w*|autorin"
    r"|r[eé]dact(?:eur|rice)\w*|chroniqueu\w+|éditorialiste|envoyée? spéciale?|grand reporter"
    r"|corresponsal|periodista|redactora?|enviad[oa] especial|columnista|repórter|colunista|jornalista|editora"
    r"|inviat[oa]|giornalista|redattore|redattrice|verslaggever|redacteur|krönikör|toimittaja|kirjeenvaihtaja"
    r"|dziennikar\w+|publicyst\w+|redaktor\w*|novin[aá][rř]\w*|újságíró|főszerkesztő|szerkesztő|tudósító"
    r"|muhabir\w*|editör\w*|yazar|gazeteci|wartawan|jurnalis|phóng viên|(?:спец)?корреспондент\w*|журналист\w*"
    r"|обозреватель|реп[оа]рт[её]р\w*|редактор\w*|кореспондент\w*|журналіст\w*|оглядач\w*"
    r"|novinar\w*|dopisn\w+|uredni[ck]\w*|jurnalist\w*|reportör|žurnālist\w*|žurnalist\w*|ajakirjanik|toimetaja|blaðamaður|ritstjóri"
    r"|kazetari\w*|gazetar\w*|müxbir\w*|новинар\w*|дописни\w*|уредни[кц]\w*|тілші\w*|сэтгүүлч"
    r"|خبرنگار|مراسلة?|صحفية?|صحافية?|محررة?|کارشناس|כתבת?|עורך|עורכת|संवाददाता|पत्रकार|সাংবাদিক|ผู้สื่อข่าว|นักข่าว"
    r"|δημοσιογράφος|ανταποκρ\w+|συντάκτ\w+|αρχισυντάκτ\w+)"
)
RANKS = (
    r"(?:(?:senior|chief|political|staff|foreign|special|managing|deputy|science|sports?|business|tech\w*|economics?"
    r"|health|environment|culture|diplomatic|security|associate|contributing|guest|freelance|leitende[rn]?|freie[rn]?"
    r"|специальный|главный|старший)\s+)*"
)
