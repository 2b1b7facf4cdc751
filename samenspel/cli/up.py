"""``samenspel up``: everything on one machine, from one command."""


def up(*, example: bool = False) -> None:
    """Start Prefect server and engine, and stay until Ctrl-C.

    Example: samenspel up --example

    Parameters
    ----------
    example
        Load the illustrative alliance on the teacher shortage, unless it is there already.
    """
    from samenspel.cli.start import run

    run(example=example)
