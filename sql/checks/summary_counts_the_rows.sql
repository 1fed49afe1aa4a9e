-- The totals of summary are those of the rows of the other views, and what adds up over their rows does.
WITH summary AS MATERIALIZED (
    SELECT *, epoch_us(first_published) AS first, epoch_us(last_published) AS last FROM main.summary
),

articles AS MATERIALIZED (
    SELECT count(*) AS items, sum(words) AS words, count(*) FILTER (presumed_retelling) AS presumed FROM main.articles
),

tellings AS MATERIALIZED (
    SELECT
        count(*) AS items, sum(articles) AS articles, count(original_url) AS originals,
        epoch_us(max(last_published)) AS last
    FROM main.tellings
),

languages AS MATERIALIZED (
    SELECT
        count(*) AS items, sum(articles) AS articles, sum(own_tellings) AS originals, sum(words) AS words,
        epoch_us(min(first_published)) AS first
    FROM main.coverage_by_language
),

outlets AS MATERIALIZED (
    SELECT
        count(*) AS items, sum(articles) AS articles, sum(own_tellings) AS originals,
        sum(retold_from_others) AS retold_from, sum(retold_by_others) AS retold_by
    FROM main.coverage_by_outlet
),

days AS MATERIALIZED (
    SELECT sum(articles) AS articles, sum(own_tellings) AS originals FROM main.coverage_by_day
),

firsts AS MATERIALIZED (SELECT count(*) AS items FROM main.first_by_language),

ledger AS MATERIALIZED (SELECT sum(items) AS articles FROM main.ledger WHERE outcome = 'article')

SELECT one.total AS total, one.said AS said, one.held AS held
FROM summary, articles, tellings, languages, outlets, days, firsts, ledger
CROSS JOIN
    unnest([
        { 'total': 'articles', 'said': summary.articles, 'held': articles.items },
        { 'total': 'voices', 'said': summary.voices, 'held': tellings.items },
        { 'total': 'outlets', 'said': summary.outlets, 'held': outlets.items },
        { 'total': 'languages', 'said': summary.languages, 'held': languages.items },
        { 'total': 'languages of first_by_language', 'said': summary.languages, 'held': firsts.items },
        { 'total': 'articles by language', 'said': summary.articles, 'held': languages.articles },
        { 'total': 'articles by outlet', 'said': summary.articles, 'held': outlets.articles },
        { 'total': 'articles by day', 'said': summary.articles, 'held': days.articles },
        { 'total': 'articles by telling', 'said': summary.articles, 'held': tellings.articles },
        { 'total': 'articles in the ledger', 'said': summary.articles, 'held': ledger.articles },
        { 'total': 'presumed retellings', 'said': summary.presumed_retellings, 'held': articles.presumed },
        { 'total': 'originals by language', 'said': tellings.originals, 'held': languages.originals },
        { 'total': 'originals by outlet', 'said': tellings.originals, 'held': outlets.originals },
        { 'total': 'originals by day', 'said': tellings.originals, 'held': days.originals },
        { 'total': 'words', 'said': articles.words, 'held': languages.words },
        { 'total': 'retold from and by others', 'said': outlets.retold_from, 'held': outlets.retold_by },
        { 'total': 'first published', 'said': summary.first, 'held': languages.first },
        { 'total': 'last published', 'said': summary.last, 'held': tellings.last }
    ]) AS totals (one)
WHERE coalesce(one.said, 0) <> coalesce(one.held, 0);
