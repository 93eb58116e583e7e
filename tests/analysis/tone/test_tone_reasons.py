"""Why a tone was said: the words as they were written, and the rules."""

from analysis.tone.reasons import tone_reasons


def test_the_deciding_word_is_named_with_its_place() -> None:
    """The strongest word of a plain complaint or praise speaks for it; its place points into the text as given."""
    for text, word, tone in (
        ("Pelayanan di sini, MENGECEWAKAN!!", "MENGECEWAKAN", "negatif"),
        ("pelayanan di sini memuaskan.", "memuaskan", "positif"),
    ):
        found = tone_reasons(text)
        first = found.words[0]

        assert (found.tone, first.word) == (tone, word)
        assert text[first.start : first.end] == word
        assert first.pull > 0


def test_what_speaks_against_has_a_minus() -> None:
    """Praise beside a fault pulls the other way."""
    found = tone_reasons("petugasnya ramah tapi jalan rusak parah, dibiarkan dan mangkrak")

    pulls = {reason.word: reason.pull for reason in found.words}
    assert found.tone == "negatif"
    assert pulls["ramah"] < 0 < max(pulls.values())


def test_rules_are_reasons_too() -> None:
    """Irony, condolences, polite complaints and doubt are named."""
    assert "sarcasm" in tone_reasons("Terima kasih lho jalannya bagus banget").rules
    assert "neutral" in tone_reasons("Turut berduka cita atas wafatnya Bapak Camat").rules
    assert "polite_complaint" in tone_reasons("Mohon izin lapor, lampu jalan padam sebulan").rules
    assert "doubt" in tone_reasons("Warga masih menunggu kepastian jadwal").rules


def test_nothing_and_very_much_can_be_read() -> None:
    """An empty text has no reasons; a hostile one is bounded."""
    assert tone_reasons("").words == ()
    assert len(tone_reasons("rusak " * 5000).words) <= 8
