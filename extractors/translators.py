"""Lines in which a text says that it is a translation, by a person or by a machine. Pure.

A whole line says so and nothing else: stories about translations go on, with a verb.
"""

import re

_LONGEST = 100  # characters
_THIS = (
    r"(?:this is|dies ist|c['’]est|esta es|esta é|questa è|dit is|to|это)\s+|"
    r"(?:(?:this|the) (?:article|text|story|page|post|content|version|translation)|dieser? (?:artikel|text"
    r"|beitrag|seite"
    r"|übersetzung)|(?:cet|cette|ce) (?:article|texte|page|traduction|contenu)|est[ae] (?:artículo|texto|página|nota"
    r"|traducción|artigo|notícia|tradução|conteúdo)|quest[oa] (?:articolo|testo|pagina|traduzione)"
    r"|dit (?:artikel|bericht)|deze (?:tekst|pagina)|(?:ten )?(?:artykuł|tekst)"
    r"|(?:эта |данная |этот )?(?:статья|текст|страница)"
    r"|(?:ця )?(?:стаття|текст)|artikel ini|bu (?:yazı|makale|haber|metin)|本文|本篇文章|この記事は|이 ?(?:기사"
    r"|글)[는은]|هذا المقال)\s*"
    r"(?:(?:was|is|has been|wurde|ist|a été|est|fue|ha sido|es|foi|é|è (?:stat[oa])?|è|werd|is|został[ao]?"
    r"|zostal[ao]?"
    r"|была?|є|був|telah|oleh|由|تمت)\s+)?"
)
_BY = (
    r"(?:[\s,:：(（–—-]+(?:by|with|using|via|from|from the|durch|mit|von|aus(?: dem| der)?|par|avec|de|du|depuis"
    r"|por|con|del"
    r"|com|do|da|dal|di|met|door|van|uit|przez|z|av|med|från|fra|с помощью|з|из|с|oleh|dari|tarafından|bằng|από"
    r"|من|عن)?\s*"
    r"(?-i:[^\W\d_a-zß-öø-ÿа-яё]|l['’]|google|deepl|ai\b|ki\b|ia\b)[^.!?。]{0,50})?"
)
_MACHINE = (
    r"(?:an? )?(?:automatic(?:ally)?|machine|ai)[\s-]+(?:generated )?translat(?:ed|ion)"
    r"|translated (?:automatically|by machine)"
    r"|(?:google|deepl|bing|yandex)[\s-]translat(?:e|ed|ion)|(?:translated|übersetzt) (?:with|by|mit"
    r"|von) (?:google|deepl|ai|ki)"
    r"|(?:(?:eine? )?(?:automatisch(?:e[rs]?)?|maschinell(?:e[rs]?)?)|ki-?) ?(?:erstellte )?übersetz(?:t|ung)"
    r"|(?:une )?traduction (?:automatique|machine|assistée)|traduite? (?:automatiquement|par (?:une machine|ia))"
    r"|(?:una )?traducción (?:automática|automatizada)|traducid[oa] (?:automáticamente|por ia)"
    r"|(?:uma )?tradução automática|traduzid[oa] automaticamente|(?:una )?traduzione automatica"
    r"|tradott[oa] automaticamente"
    r"|traducció automàtica|traducere automată|tradus automat"
    r"|(?:automatische|machine)[\s-]?vertaling|(?:automatisch|machinaal) vertaald"
    r"|(?:tłumaczenie|przekład) (?:automatyczn|maszynow)[ey]|przetłumaczon[oy] (?:automatycznie|maszynowo)"
    r"|(?:машинный|автоматический) перевод|переведен[оа] автоматически|(?:машинний|автоматичний) переклад"
    r"|(?:машинен|автоматичен|машински) превод|mašinski prevod|strojni prije?vod|strojový (?:překlad|preklad)"
    r"|(?:přeloženo|preložené) (?:automaticky|strojově|strojovo)|gépi fordítás"
    r"|(?:maskin|automatisk )(?:oversatt|översatt|översättning|oversettelse|oversættelse|oversat)|konekäännös"
    r"|(?:makine|otomatik) çevirisi?|αυτόματη μετάφραση|μηχανική μετάφραση|תרגום (?:אוטומטי|מכונה)|ترجمة (?:آلية"
    r"|آليّة)"
    r"|(?:تُ)?ترجم(?:ت)? آليا|ترجمه (?:ماشینی|خودکار)|terjemahan (?:otomatis|mesin|automatik)|dịch (?:tự động"
    r"|máy)|แปลอัตโนมัติ|मशीनी अनुवाद"
)
_MACHINE_SIGNS = (
    r"(?:机器|機器|自动|自動|机翻|谷歌|百度|AI)\s?(?:翻译|翻譯|译文)|(?:由|经)[^，。]{1,12}(?:翻译|翻譯|编译)"
    r"|機械翻訳|自動翻訳|AI翻訳"
    r"|(?:기계|자동|AI|구글)\s?번역"
)
# What is said of a person's translation, with a name or a language behind it.
_PERSON = (
    r"(?:translat(?:ion|or)|übersetzer(?:in)?|traducteur|traductrice|traductora?|tradutora?|traduttore|traduttrice"
    r"|vertaler|traducció|traductor[ae]?|traducător|käännös|suomennos|suomentaja|fordította|fordító|tõlge"
    r"|tõlkija|vertimas|vertėja?s?"
    r"|tulkojums|tłumaczyła?|přeložila?|preložila?|prevela?|preveo|переводчи(?:к|ца)|перевела?|перев[её]л"
    r"|переклала?|превёл|превела?"
    r"|превео|müterjim|tərcümə|mtafsiri|penerjemah|alih bahasa|người dịch|biên dịch|แปลโดย|แปล|अनुवादक"
    r"|অনুবাদ(?:ক)?|مترجم|המתרגמת?)"
    r"\s*[:：]\s*\S.{1,50}"
    r"|(?:traducid[oa]|traduzid[oa]|traduï(?:t|da)) (?:de|do|del|da|por|per) .{3,60}"
    r"|(?:přeložen[oa]|preložen[éo]) (?:z|ze|zo) .{3,40}|переклад(?:ено)? з \w+(?: .{2,40})?|преведено (?:от|са"
    r"|с) .{3,40}"
    r"|(?:preved|prevod|prijevod)\w* (?:s|sa|iz|z) .{3,40}|tradu(?:cere|s) din .{3,40}|fordítás \w+(?:ból"
    r"|ből) ?.{0,40}"
    r"|(?:suomentanut|tõlkis|tõlkinud|vertė|tulkoj(?:is|usi)) (?-i:[^\W\d_a-z]).{2,40}|imetafsiriwa (?:kutoka"
    r"|na) .{3,40}"
    r"|\w+(?:den|dan|ten|tan|['’]\w+) çevr(?:ilmiştir|ildi)|çeviri \w+.{0,30}: .{2,40}|lefordítva .{3,40}"
    r"|μεταφράστηκε από .{3,40}|ת(?:ו)?רגם מ\w+.{0,30}|(?:مُ?ترجمة?|تُ?رجمت?) (?:عن|من) \w+.{0,30}|ترجمه (?:از"
    r"|شده) .{2,30}"
    r"|(?:แปลจาก|แปลโดย).{2,30}|dịch (?:từ|bởi) .{3,40}|diterjemahkan (?:dari|oleh) .{3,40}|.{1,20} से अनुवाद(?:ित)?"
)
_PERSON_SIGNS = (
    r".{1,8}からの翻訳|.{1,12}語?から(?:日本語に)?翻訳(?:されました|した記事です?)?|.{1,8}\s?(?:기사|원문)(?:를"
    r"|을)?\s?번역"
    r"|.{2,12}\s(?:옮김|번역)|(?:编译|編譯|翻译|翻譯|译|譯)\s?[:：/／]\s?.{1,20}|[译譯]自.{2,20}"
    r"|.{1,10}\s(?:编译|編譯|翻译|翻譯)"
)
_NOTE = re.compile(
    rf"[\W_]*(?:(?:{_THIS})?(?:{_MACHINE}){_BY}|(?:{_THIS})?(?:{_MACHINE_SIGNS})(?:された(?:記事|もの)です"
    rf"|되었습니다|한 기사)?"
    rf"|(?:{_THIS})?(?:{_PERSON})|{_PERSON_SIGNS})[\W_]*",
    re.IGNORECASE,
)


def is_note(line: str) -> bool:
    """Say whether a line says that its text is a translation, and nothing else."""
    return len(line) <= _LONGEST and _NOTE.fullmatch(line) is not None
