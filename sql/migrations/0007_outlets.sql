-- What is known of outlets beside what their pages say, see extractors/outlets/known.csv; written by sql/load/outlets.sql.
ALTER TABLE core.outlets ADD COLUMN zone VARCHAR;
ALTER TABLE core.outlets ADD COLUMN type VARCHAR;
ALTER TABLE core.outlets ADD COLUMN owner VARCHAR;
ALTER TABLE core.outlets ADD COLUMN hosts VARCHAR[];
COMMENT ON COLUMN core.outlets.outlet IS 'Key: registered domain, of several editions the first, or the host where one owner has several outlets there; host or path of the writer on a platform; local for files without an address.';
COMMENT ON COLUMN core.outlets.name IS 'Name as the table of known outlets has it, or as the outlet writes it on most of its pages.';
COMMENT ON COLUMN core.outlets.zone IS 'IANA time zone of its newsroom; null for outlets that the table of known outlets lacks.';
COMMENT ON COLUMN core.outlets.type IS 'agency, aggregator, blog, broadcaster, government, magazine, newspaper, organisation, platform, portal or press_release; whoever writes on a platform has a blog. Null for outlets that the table lacks.';
COMMENT ON COLUMN core.outlets.owner IS 'Who owns it; null where the table does not say.';
COMMENT ON COLUMN core.outlets.hosts IS 'Domains of all its editions, the key first; null for outlets that the table lacks.';
COMMENT ON COLUMN core.articles.outlet IS 'Outlet whose text it is, see core.outlets.';
