"""Lines of histories as people read them."""

import pytest

from kentongan.core.messages import dated


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-11-16 06:00 Isu baru: 32 unggahan.", "16-11 06.00 Isu baru: 32 unggahan."),
        ("Digabung oleh Sari.", "Digabung oleh Sari."),
        ("", ""),
        ("Sejak 2026-11-16 06:00 diam.", "Sejak 2026-11-16 06:00 diam."),
    ],
)
def test_a_time_at_the_beginning_is_written_as_elsewhere(kept: str, shown: str) -> None:
    """Only the moment a line begins with; what was said stays as it was said."""
    assert dated(kept) == shown
