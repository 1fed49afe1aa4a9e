-- One table or view as a Parquet file; variables: relation, path.
COPY (FROM query_table(getvariable('relation'))) TO (getvariable('path')) (FORMAT parquet, COMPRESSION zstd);
