"""The tasks that are measured on shipped sets, in the order in which they are printed."""

from __future__ import annotations

from typing import Final

from analysis.measures import categories, claims, language, people, personal, places, tone
from analysis.measures.answers import Measure
from kentongan.core.messages import Say

_TONE, _PLACES, _PEOPLE = "government_tone_3.tsv", "place_posts_2.tsv", "actor_posts_2.tsv"
#: Two exams of which no text has been read by anybody who mends: an office's day, and claims among its posts.
_DAY, _CLAIMS = "day_exam.tsv", "claims_exam.tsv"
_STRANGER = Say("– unggahan penulis lain", "– posts by a stranger")
_SECOND = Say("– unggahan penulis kedua, belum pernah dibaca", "– posts by a second stranger, never read")
#: Sets of personal data that one stranger each wrote and nobody has read: end of the task's name, number of the set.
_UNREAD_SETS: Final = (("", 6), ("_2", 7), ("_3", 8), ("_4", 9))
_NEVER_READ: Final = {
    name: Say(f"– penulis ke-{count}, belum pernah dibaca", f"– stranger {count}, never read")
    for count, (name, _) in enumerate(_UNREAD_SETS, start=2)
}

MEASURES: Final = (
    Measure(
        "tone",
        Say("nada peristiwa dalam percakapan pemerintahan", "tone in government talk"),
        "government_tone.tsv",
        tone.event_tone,
    ),
    Measure("tone_strangers", _STRANGER, _TONE, tone.event_tone),
    Measure("tone_day", _SECOND, _DAY, tone.event_tone),
    Measure("potential", Say("potensi negatif", "potential negative"), _TONE, tone.potential),
    Measure("potential_day", _SECOND, _DAY, tone.potential),
    Measure(
        "tone_agency", Say("nada terhadap instansi", "tone toward the agency"), "agency_tone.tsv", tone.agency_tone
    ),
    Measure("language", Say("bahasa", "language"), _TONE, language.language),
    Measure("category", Say("kategori isu", "category"), "citizen_posts.tsv", categories.everyday),
    Measure(
        "category_strangers",
        _STRANGER,
        "category_posts_2.tsv",
        categories.strangers,
    ),
    Measure("category_day", _SECOND, _DAY, categories.day),
    Measure("places", Say("tempat", "places"), _PLACES, places.mentions),
    Measure(
        "same_name",
        Say("– yang benar dari nama yang sama", "– the right one of the same name"),
        _PLACES,
        places.same_name,
    ),
    Measure("authority", Say("kewenangan", "authority"), _PLACES, places.authority),
    Measure("actors", Say("lembaga dan pejabat", "agencies and officials"), _PEOPLE, people.actors),
    Measure("names", Say("nama warga tersamarkan", "private names masked"), _PEOPLE, people.names_masked),
    Measure(
        "personal", Say("data pribadi tersamarkan", "personal data masked"), "personal_cases_4.tsv", personal.masked
    ),
    Measure("personal_strangers", _STRANGER, "personal_cases_5.tsv", personal.masked),
    *(
        Measure(f"personal_unread{name}", _NEVER_READ[name], f"personal_cases_{number}.tsv", personal.masked)
        for name, number in _UNREAD_SETS
    ),
    Measure(
        "clean",
        Say("unggahan tanpa data pribadi dibiarkan", "posts without personal data left alone"),
        "personal_clean_4.tsv",
        personal.left_alone,
    ),
    Measure("clean_strangers", _STRANGER, "personal_clean_5.tsv", personal.left_alone),
    *(
        Measure(f"clean_unread{name}", _NEVER_READ[name], f"personal_clean_{number}.tsv", personal.left_alone)
        for name, number in _UNREAD_SETS
    ),
    Measure(
        "verification",
        Say("perlu verifikasi", "needs verification"),
        "verification_posts.tsv",
        claims.needs_verification,
    ),
    Measure(
        "verification_apart",
        Say("– dua penulis lain, belum pernah dibaca", "– by two more strangers, never read"),
        "verification_posts_2.tsv",
        claims.needs_verification,
    ),
    Measure("verification_claims", _SECOND, _CLAIMS, claims.needs_verification),
    Measure("stance", Say("sikap terhadap klaim", "stance toward a claim"), "stance_cases.tsv", claims.stance),
    Measure("stance_strangers", _STRANGER, "stance_posts_4.tsv", claims.stance),
    Measure("stance_claims", _SECOND, _CLAIMS, claims.stance),
)
