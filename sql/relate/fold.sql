-- What turned out to be another address of an article is no article any more. staged: url, of_url (the article).
UPDATE core.links AS links SET alias_of = staged.of_url
FROM staged WHERE links.alias_of = staged.url;

UPDATE core.links AS links SET outcome = 'alias', stage = 'extract', reason = '', detail = '', alias_of = staged.of_url
FROM staged WHERE links.url = staged.url;

UPDATE core.readings AS readings SET outcome = 'alias'
FROM staged WHERE readings.url = staged.url AND readings.outcome = 'article';

DELETE FROM core.pairs USING staged WHERE staged.url IN (pairs.url, pairs.of_url);

DELETE FROM core.versions USING staged WHERE staged.url = versions.url;

DELETE FROM core.english USING staged WHERE staged.url = english.url;

DELETE FROM core.articles USING staged WHERE staged.url = articles.url;
