"""Jobs that need no Prefect: export, score, schema, init."""
