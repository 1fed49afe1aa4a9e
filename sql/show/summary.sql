-- The size of the story.
SELECT articles, voices, outlets, languages, first_published, last_published, presumed_retellings FROM summary;
