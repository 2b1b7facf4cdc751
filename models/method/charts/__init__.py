"""Where everything stands in the pictures of an evaluation; how it looks is not known here."""
