"""`import`: files and pasted text into posts, in batches, so that a killed import goes on where it stopped."""

from __future__ import annotations

BATCH = 2000
