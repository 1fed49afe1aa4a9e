-- How many independent voices stand behind how many articles?
-- A voice is a telling: one original and all that retells most of it, in whatever language. `voices_here` have their
-- original in the dataset; of `voices_unseen` it is not here, or nobody can tell which member it is: retellings of one
-- unseen text whose words still meet are one voice, but two orphans may well come from one source that nobody has
-- seen. `retold` are the articles beyond the originals. Articles without a date count like all others.
SELECT
    summary.articles,
    summary.voices,
    round(summary.articles / nullif(summary.voices, 0), 2) AS per_voice,
    count(tellings.original_url) AS voices_here,
    summary.voices - count(tellings.original_url) AS voices_unseen,
    summary.articles - count(tellings.original_url) AS retold,
    summary.presumed_retellings
FROM summary
LEFT JOIN tellings ON true
GROUP BY summary.articles, summary.voices, summary.presumed_retellings;
