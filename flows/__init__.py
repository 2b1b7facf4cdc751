"""The method as a story: one file per phase, and one per thing operations do."""
