-- The snapshot that readers open; a file that DuckDB 1.4 and later can read.
ATTACH $path AS snapshot (STORAGE_VERSION 'v1.2.0');
