"""The sections of an alliance's description in the database: read as they stand, written part by part."""
