"""What the scripts that train the claim desk's models are told on the command line."""

import argparse
from pathlib import Path


def arguments(doc: str | None) -> argparse.Namespace:
    """``shared``, the folder of measuring data, and ``measure``: only print figures, write nothing."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--measure", action="store_true")
    return parser.parse_args()
