"""The three ways in which impact is secured."""

from models.method.handover import AFTER_CARE_MONTHS, ENDING, Route, needs_items


def test_each_way_out_has_its_ending() -> None:
    assert {str(route): str(ENDING[route]) for route in Route} == {
        "own_organisation": "secured",
        "existing_organisation": "secured",
        "stop": "stopped",
    }


def test_only_when_stopping_there_may_be_nothing_left_to_hand_over() -> None:
    assert {route: needs_items(route) for route in Route} == {
        Route.OWN_ORGANISATION: True,
        Route.EXISTING_ORGANISATION: True,
        Route.STOP: False,
    }


def test_the_secured_impact_is_looked_at_after_half_a_year_one_year_and_two() -> None:
    assert AFTER_CARE_MONTHS == (6, 12, 24)
