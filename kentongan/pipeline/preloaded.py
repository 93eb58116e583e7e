"""What a process that reads posts needs, loaded when this module is imported: a server of processes does so once, and every
process that it forks has models and places from its first post on, in pages that all of them share.

Imported by `kentongan.pipeline.analysing.processes` in the server alone, never by the program itself.
"""

from __future__ import annotations

import gc
import signal
from contextlib import suppress


def load() -> None:
    """Load the models by reading one made-up post, and keep the garbage collector away from them ever after."""
    from analysis.frame import posts_frame
    from analysis.personal.masking import mask
    from analysis.places.gazetteer import Gazetteer
    from analysis.steps import Context, read_posts
    from kentongan.core.office import Office

    text = mask("Jalan di Kecamatan Leles rusak parah, tolong diperbaiki. Sebarkan!").text
    read_posts(posts_frame([{"title": text, "text": text}]), Context(Office("", ""), Gazetteer.load()))
    gc.freeze()


# Nothing of what is loaded here is ever garbage; looking for some takes a quarter of the time.
gc.disable()
# Ctrl-C is the program's to answer. What cannot be loaded is told by the process that needs it.
signal.signal(signal.SIGINT, signal.SIG_IGN)
with suppress(Exception):
    load()
gc.enable()
