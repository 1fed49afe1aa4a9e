"""When and how often: the flow, the dataset that it fills, and the command. May use Prefect and DuckDB."""
