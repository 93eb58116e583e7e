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
    Measure(
        "clean",
        Say("– unggahan tanpa data pribadi dibiarkan", "– posts without any left alone"),
        "personal_clean_4.tsv",
        personal.left_alone,
    ),
    Measure(
        "personal_strangers",
        Say("data pribadi tersamarkan – penulis lain", "personal data masked – by strangers"),
        "personal_cases_5.tsv",
        personal.masked,
    ),
    Measure(
        "clean_strangers",
        Say("– unggahan mereka tanpa data pribadi dibiarkan", "– their posts without any left alone"),
        "personal_clean_5.tsv",
        personal.left_alone,
    ),
    Measure(
        "personal_unread",
        Say(
            "data pribadi tersamarkan – penulis lain, belum pernah dibaca",
            "personal data masked – by another stranger, never read",
        ),
        "personal_cases_6.tsv",
        personal.masked,
    ),
    Measure(
        "clean_unread",
        Say("– unggahannya tanpa data pribadi dibiarkan", "– that stranger's posts without any left alone"),
        "personal_clean_6.tsv",
        personal.left_alone,
    ),
    Measure(
        "personal_unread_2",
        Say(
            "data pribadi tersamarkan – penulis lain lagi, belum pernah dibaca",
            "personal data masked – by one stranger more, never read",
        ),
        "personal_cases_7.tsv",
        personal.masked,
    ),
    Measure(
        "clean_unread_2",
        Say("– unggahannya tanpa data pribadi dibiarkan", "– that stranger's posts without any left alone"),
        "personal_clean_7.tsv",
        personal.left_alone,
    ),
    Measure(
        "personal_unread_3",
        Say(
            "data pribadi tersamarkan – penulis ketiga, belum pernah dibaca",
            "personal data masked – by a third stranger, never read",
        ),
        "personal_cases_8.tsv",
        personal.masked,
    ),
    Measure(
        "clean_unread_3",
        Say("– unggahannya tanpa data pribadi dibiarkan", "– that stranger's posts without any left alone"),
        "personal_clean_8.tsv",
        personal.left_alone,
    ),
    Measure(
        "personal_unread_4",
        Say(
            "data pribadi tersamarkan – penulis keempat, belum pernah dibaca",
            "personal data masked – by a fourth stranger, never read",
        ),
        "personal_cases_9.tsv",
        personal.masked,
    ),
    Measure(
        "clean_unread_4",
        Say("– unggahannya tanpa data pribadi dibiarkan", "– that stranger's posts without any left alone"),
        "personal_clean_9.tsv",
        personal.left_alone,
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
