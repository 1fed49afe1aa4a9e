-- Which articles speak of something, in any language? FROM search('ponte crollo').
CREATE OR REPLACE MACRO main.search(sought) AS TABLE -- noqa: CP05
    WITH parts AS (
        SELECT unnest(regexp_extract_all(
            translate(coalesce(sought::VARCHAR, ''), '“”„‟«»＂', '"""""""'), '-?"[^"]*"?|[^"\s\p{Z}\p{Cc}]+'
        )) AS part
    ),

    said AS (
        SELECT
            starts_with(part, '-') AS is_unwanted,
            contains(part, '"') AS is_quoted,
            trim(replace(core.fold(part), chr(10), ' ')) AS words
        FROM parts
    ),

    -- Where words have spaces between them one is sought from its beginning on; a number or what is quoted to its end.
    needles AS (
        SELECT DISTINCT
            is_unwanted,
            CASE WHEN regexp_matches(words, '^[\p{Latin}\p{Greek}\p{Cyrillic}\p{N}]') THEN ' ' ELSE '' END
            || words
            || CASE
                WHEN is_quoted AND regexp_matches(words, '[\p{Latin}\p{Greek}\p{Cyrillic}\p{N}]$') THEN ' '
                WHEN regexp_matches(words, '\p{N}$') THEN ' '
                ELSE ''
            END AS needle
        FROM said
        WHERE words <> ''
    ),

    asked AS (
        SELECT
            list(needle ORDER BY length(needle) DESC, needle) FILTER (NOT is_unwanted) AS wanted,
            coalesce(list(needle) FILTER (is_unwanted), []::VARCHAR[]) AS unwanted
        FROM needles
    ),

    -- Long words are rare: most articles are left out by the first or the first few, however many words there are.
    hits AS MATERIALIZED (
        SELECT searchable.url, string_split(searchable.words, chr(12)) AS places
        FROM core.searchable AS searchable
        CROSS JOIN asked
        WHERE
            CASE
                WHEN asked.wanted IS NULL OR NOT contains(searchable.words, asked.wanted[1]) THEN false
                WHEN len(list_filter(asked.wanted[2:9], LAMBDA one: NOT contains(searchable.words, one))) > 0 THEN false
                WHEN len(list_filter(asked.wanted[10:], LAMBDA one: NOT contains(searchable.words, one))) > 0 THEN false
                ELSE len(list_filter(asked.unwanted, LAMBDA one: contains(searchable.words, one))) = 0
            END
    ),

    -- A word that stands for itself counts once more than one that begins with it.
    counted AS (
        SELECT
            hits.url,
            places.place,
            needles.needle,
            strpos(hits.places[places.place], needles.needle) AS position,
            len(string_split(hits.places[places.place], needles.needle))
            + len(string_split(hits.places[places.place], rtrim(needles.needle) || ' '))
            - 2 AS times
        FROM hits
        CROSS JOIN (SELECT unnest([1, 2, 3, 4]) AS place) AS places
        JOIN needles ON NOT needles.is_unwanted AND contains(hits.places[places.place], needles.needle)
    ),

    rare AS (
        SELECT needle, ln(1 + sum(sum(times)) OVER () / sum(times)) AS rarity FROM counted GROUP BY needle
    ),

    scored AS (
        SELECT weighed.url, sum(weighed.weight * rare.rarity) / sum(rare.rarity) AS score
        FROM (
            SELECT url, needle, CASE WHEN min(place) <= 2 THEN 2 ELSE 0 END + sum(times) / (2 + sum(times)) AS weight
            FROM counted
            GROUP BY url, needle
        ) AS weighed
        JOIN rare ON rare.needle = weighed.needle
        GROUP BY weighed.url
    ),

    -- The place that holds most of the words, and in it the first of them.
    best AS (
        SELECT url, place, min(position) AS position
        FROM counted
        GROUP BY url, place
        QUALIFY row_number() OVER (PARTITION BY url ORDER BY count(*) DESC, place) = 1
    ),

    -- All up to that word by lines, in the spelling of search; then the line with it as it was written.
    met AS (
        SELECT
            best.url,
            best.place,
            hits.places[best.place] AS words,
            string_split(left(hits.places[best.place], best.position), chr(10)) AS before
        FROM best
        JOIN hits ON hits.url = best.url
    ),

    lines AS (
        SELECT
            articles.url,
            articles.outlet,
            articles.language,
            articles.title,
            english.title_en,
            met.place,
            split_part(
                CASE met.place
                    WHEN 1 THEN articles.title
                    WHEN 2 THEN english.title_en
                    WHEN 3 THEN texts.body
                    ELSE english.text_en
                END,
                chr(10), len(met.before)
            ) AS line,
            length(met.before[-1]) / length(split_part(met.words, chr(10), len(met.before))) AS share_before,
            articles.published
        FROM met
        JOIN core.edited AS articles ON articles.url = met.url
        JOIN core.texts AS texts ON texts.text_sha256 = articles.text_sha256
        LEFT JOIN core.english AS english ON english.url = articles.url
    ),

    -- Both spellings are about equally long: the word may be some letters off, and is still amid what is cut out.
    cut AS (
        SELECT
            url,
            CASE
                WHEN length(line) <= 200 THEN 1
                ELSE greatest(1, (share_before * length(line))::INTEGER - 70)
            END AS start
        FROM lines
    )

    SELECT
        lines.url,
        lines.outlet,
        lines.language,
        lines.title,
        lines.title_en,
        ['title', 'title_en', 'text', 'text_en'][lines.place] AS found_in,
        CASE
            WHEN cut.start = 1 THEN left(lines.line, 200)
            ELSE '…' || regexp_replace(substring(lines.line, cut.start, 200), '^(\S{0,15}\s+|\p{M}+)', '')
        END || CASE WHEN cut.start + 200 <= length(lines.line) THEN '…' ELSE '' END AS snippet,
        round(scored.score, 3) AS score,
        lines.published
    FROM scored
    JOIN lines ON lines.url = scored.url
    JOIN cut ON cut.url = scored.url
    ORDER BY scored.score DESC, lines.published NULLS LAST, lines.url;
COMMENT ON MACRO TABLE main.search IS 'One row per article that holds all the words, in its headline, its text or the English reading of either, the best first. Words are found from their beginning on (bridge: bridges), in scripts without spaces and in Arabic, Hebrew and Hangul anywhere, whatever their capitals, accents or vowel points; "quoted words" stand side by side and end where they end; -word keeps out. found_in is the column of articles with most of the words, score runs from 0 to 3, over 2 only with all words in the headline; published is UTC.'; -- noqa: PRS,LT05
