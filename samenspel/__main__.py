"""``python -m samenspel`` is the same as ``samenspel``."""

from samenspel.cli.main import main

main()
