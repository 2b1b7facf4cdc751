"""A whole life of an alliance, lived in seconds: people who answer, a clock that jumps, and the same phase flows."""
