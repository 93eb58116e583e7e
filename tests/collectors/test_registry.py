"""Kinds, plugins of others, and the notes that an office reads before a kind is switched on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collectors import registry
from collectors.registry import collector_for, kinds, notice_of
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind


class Quiet:
    """A collector of somebody else without a note."""

    kind = "sepi"

    async def collect(self, source: Source, state: FeedState, _door: object, _clock: object) -> Harvest:
        """Nothing."""
        return Harvest((), Outcome(source.id, source.name, OutcomeKind.OK), state)


class Noted(Quiet):
    """One that an office must decide on."""

    notice = Say("Baca dahulu.", "Read first.")


class Odd(Quiet):
    """One whose note is no text in two languages."""

    notice = "Baca dahulu."


class Point:
    """An entry point as installed packages have them."""

    def __init__(self, name: str, made: object) -> None:
        self.name = name
        self.load: Callable[[], object] = lambda: made


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Pretend that a package brings the kind "pihak-ketiga"."""

    def install(made: object) -> None:
        points = [Point("pihak-ketiga", made)]
        monkeypatch.setattr(registry, "entry_points", lambda **_: points)

    return install


def test_every_built_in_kind_can_be_made() -> None:
    """Each line of the registry leads to a collector of that kind."""
    for kind in registry.BUILT_IN:
        assert collector_for(kind).kind == kind
        assert kind in kinds()


def test_a_feed_needs_no_note() -> None:
    """What is on by default has none."""
    assert notice_of("feed") is None


@pytest.mark.parametrize(("made", "note"), [(Quiet, None), (Noted, Noted.notice), (Odd, None)])
def test_a_third_partys_note_is_asked_for(installed: Callable[[object], None], made: object, note: Say | None) -> None:
    """A plugin may have one; something else under that name is none."""
    installed(made)
    assert notice_of("pihak-ketiga") == note


def test_an_unknown_kind_is_named() -> None:
    """With what there is instead."""
    with pytest.raises(CollectError, match="feed"):
        notice_of("tidak-ada")
