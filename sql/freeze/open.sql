-- The DuckDB file of a bundle without full text; DuckDB 1.4 and later can read it.
ATTACH $path AS bundle (STORAGE_VERSION 'v1.2.0');
