"""`kentongan` and `python -m kentongan`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns the exit code (see `kentongan.cli.app`)."""
    from kentongan.cli.app import run
    from kentongan.cli.registry import COMMANDS

    return run(sys.argv[1:], COMMANDS)


if __name__ == "__main__":
    sys.exit(main())
