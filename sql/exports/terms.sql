-- What do the pages of the articles allow, and how long are their texts?
SELECT url, shareable, rights, length(text) AS longest FROM articles;
