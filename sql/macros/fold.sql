-- How is a text spelled for search()? In small letters, without what people leave out when they type, and with one
-- space for all that is no letter, digit or symbol; lines stay lines.

-- Accents of other scripts make other letters: Japanese か and が, Russian и and й.
CREATE OR REPLACE MACRO core.without_accents(said) AS -- noqa: CP05
array_to_string(
    list_transform(
        regexp_extract_all(said, '\p{Latin}[\p{Latin}\p{Common}]*|[^\p{Latin}]+'),
        LAMBDA run: CASE WHEN regexp_matches(run, '^\p{Latin}') THEN strip_accents(run) ELSE run END
    ),
    ''
);
COMMENT ON MACRO core.without_accents IS 'The text without the accents of its Latin letters; those of other scripts stay.'; -- noqa: PRS,LT05

-- In this order: soft hyphens, accents that join no letter, Hebrew points, Arabic signs, tatweel and points, what is
-- invisible, what chooses between two forms of a sign.
CREATE OR REPLACE MACRO core.without_points(said) AS
regexp_replace(
    said,
    '[\x{AD}\x{300}-\x{36F}\x{591}-\x{5BD}\x{5BF}\x{5C1}\x{5C2}\x{5C4}\x{5C5}\x{5C7}\x{610}-\x{61A}\x{640}'
    || '\x{64B}-\x{65F}\x{670}\x{6D6}-\x{6DC}\x{6DF}-\x{6E8}\x{6EA}-\x{6ED}\x{200B}-\x{200F}\x{202A}-\x{202E}'
    || '\x{2060}-\x{2069}\x{FE00}-\x{FE0F}\x{FEFF}]+',
    '',
    'g'
);
COMMENT ON MACRO core.without_points IS 'The text without vowel points, tatweel and invisible signs.'; -- noqa: PRS,LT05

-- Latin letters that are no letter with an accent, Greek ones with an accent or at the end of a word, Russian ё, Arabic
-- alef, yeh, kaf and heh, digits, wide letters.
CREATE OR REPLACE MACRO core.with_plain_letters(said) AS
translate(
    replace(replace(replace(said, 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    'øłđıħðþάέήίόύώϊϋΐΰςёأإآٱىیکةۀ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
    'oldihdtαεηιουωιυιυσеااااييكهه0123456789012345678901234567890123456789abcdefghijklmnopqrstuvwxyz'
);
COMMENT ON MACRO core.with_plain_letters IS 'The text with letters and digits as most people type them, such as ss for ß and σ for ς.'; -- noqa: PRS,LT05

-- Where they touch words of scripts without spaces, such as Han or kana, words of scripts with spaces begin and end
-- too.
CREATE OR REPLACE MACRO core.with_spaces(said) AS
regexp_replace(
    regexp_replace(
        regexp_replace(said, '[^\p{L}\p{M}\p{N}\p{So}\n]+', ' ', 'g'),
        '([^\p{Latin}\p{Greek}\p{Cyrillic}\p{N}\s])([\p{Latin}\p{Greek}\p{Cyrillic}\p{N}])', '\1 \2', 'g'
    ),
    '([\p{Latin}\p{Greek}\p{Cyrillic}\p{N}])([^\p{Latin}\p{Greek}\p{Cyrillic}\p{N}\s])', '\1 \2', 'g'
);
COMMENT ON MACRO core.with_spaces IS 'The text with one space for all that is no letter, digit or symbol, and between scripts with and without spaces.'; -- noqa: PRS,LT05

CREATE OR REPLACE MACRO core.fold(said) AS
CASE
    WHEN strlen(said) = length(said) THEN regexp_replace(lower(said), '[^a-z0-9\n]+', ' ', 'g')
    ELSE core.with_spaces(core.with_plain_letters(
        core.without_points(core.without_accents(lower(nfc_normalize(said))))
    ))
END;
COMMENT ON MACRO core.fold IS 'The text as search() compares it: small letters, without Latin and Greek accents, vowel points and tatweel, one space for all that is no letter, digit or symbol.'; -- noqa: PRS,LT05
