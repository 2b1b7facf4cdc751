"""Steps that Prefect shows: each runs one action, by kind of work."""
