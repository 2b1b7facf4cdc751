"""What changes from one cycle to the next."""

from models.method.pictures import Differences, Objective, Picture, differences

FIRST = Picture(
    objectives=(
        Objective(key="vacatures", title="Vacatures", unit="banen", baseline=100, target=50, value=80),
        Objective(key="uitval", title="Uitval", unit="%", baseline=12, target=6),
    ),
    nodes={"coaching": "Coaches op elke school.", "rust": "Rust in de klas."},
    partners=("fonds", "gemeente"),
    solution="Een leergang",
)


def test_a_cycle_that_is_the_same_differs_in_nothing() -> None:
    measured = FIRST.objectives[0].model_copy(update={"value": 60, "title": "Openstaande vacatures"})
    assert differences(FIRST, FIRST.model_copy(update={"objectives": (measured, FIRST.objectives[1])})) == Differences()


def test_roads_nodes_partners_and_solution_are_compared_by_key() -> None:
    second = Picture(
        objectives=(
            FIRST.objectives[0].model_copy(update={"target": 60}),
            Objective(key="instroom", title="Instroom", unit="mensen", baseline=0, target=10),
        ),
        nodes={"coaching": "Coaches in elke sector.", "werving": "Werving samen."},
        partners=("gemeente", "pabo"),
        solution="Begeleiding op de werkplek",
    )
    assert differences(FIRST, second) == Differences(
        objectives=("vacatures", "uitval", "instroom"),
        nodes=("coaching", "rust", "werving"),
        joined=("pabo",),
        left=("fonds",),
        solution=True,
    )
