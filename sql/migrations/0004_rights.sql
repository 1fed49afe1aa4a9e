-- What publishers say about the use of their pages, and what may be handed on by that. Of what was read before this
-- was recorded nobody knows: null, and no more than an excerpt, until its page is read again.
ALTER TABLE core.articles ADD COLUMN rights VARCHAR[];
ALTER TABLE core.articles ADD COLUMN shareable VARCHAR DEFAULT 'excerpt';
COMMENT ON COLUMN core.articles.rights IS 'What headers and page said about its use when the current text was read, as sorted terms such as noarchive or tdm-reservation:1; null when it was read before this was recorded.';
COMMENT ON COLUMN core.articles.shareable IS 'What these terms leave to be handed on: full_text, excerpt, or metadata.';
