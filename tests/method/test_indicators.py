"""The words of a theory of change, as files and the database keep them."""

from models.method.indicators import Accumulation, Direction, Level, Measure


def test_the_words_of_a_theory_of_change_stay_as_they_are_kept() -> None:
    assert {kind.__name__: [str(word) for word in kind] for kind in (Level, Measure, Direction, Accumulation)} == {
        "Level": ["activity", "output", "outcome", "impact"],
        "Measure": ["number", "percentage", "index", "amount", "ordinal", "nominal", "qualitative"],
        "Direction": ["increase", "decrease", "maintain"],
        "Accumulation": ["level", "cumulative", "flow"],
    }
