"""``samenspel up``: everything on one machine, from one command."""


def up(*, example: bool = False) -> None:
    """Start Prefect server and engine, and stay until Ctrl-C.

    Example: samenspel up --example

    Parameters
    ----------
    example
        Add three illustrative alliances with a life behind them, unless they are there already.
    """
    from samenspel.cli.start import run

    run(example=example)
