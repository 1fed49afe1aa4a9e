"""What is done to one item on its road. Plain Python: never Prefect, never DuckDB.

    Incident -discover-> Link -scrape-> Page -extract-> Article -translate-> Translation -deduplicate-> Relation

"Extract" is read widely: links out of the world, a page out of a link, an article out of a page, English out of an
article, and out of two articles what one has from the other.
"""
