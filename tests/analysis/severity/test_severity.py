"""USG: every row, floor and ceiling of the field guide, sections 9.2 and 9.3, and the traps of section 14."""

from __future__ import annotations

import pytest

from analysis.severity.harm_words import Harm, find_harm
from analysis.severity.usg import SeverityFacts, day_level, level_of, severity
from kentongan.core.findings import Level
from kentongan.core.office import Office

OFFICE = Office(agency="Pemerintah Kabupaten Wanasari", short="PEMKAB WANASARI")


def judge(**facts: object) -> tuple[int, int, int, Level]:
    """U, S, G and level."""
    found = severity(SeverityFacts(**{"n24": 5, "media": 1, **facts}), OFFICE)  # type: ignore[arg-type]
    return found.urgency, found.seriousness, found.growth, found.level


@pytest.mark.parametrize(
    ("facts", "growth"),
    [
        ({"n24": 80, "n6": 60, "base6": 10.0}, 5),
        ({"n24": 80, "n6": 49, "base6": 5.0, "n24_prev": 80}, 2),  # below MIN_BURST
        ({"n24": 80, "n6": 60, "base6": 13.0, "n24_prev": 80}, 2),  # below 5 × base6
        ({"n24": 80, "n6": 60, "n24_prev": 40}, 5),  # base6 falls back to n24_prev / 4 = 10
        ({"n24": 80, "n6": 60, "n24_prev": 52}, 2),  # 13 × 5 = 65
        ({"n24": 1, "national_outlets": 1}, 5),
        ({"texts": ["Seruan aksi di depan kantor bupati"]}, 5),
        ({"coordinated": True}, 5),
        ({"n24": 40, "n24_prev": 9, "media": 3, "platforms": 3}, 4),
        ({"n24": 15, "n24_prev": 5, "media": 1, "platforms": 3}, 4),
        ({"n24": 15, "n24_prev": 5, "media": 2, "platforms": 2}, 3),  # ratio ≥ 2 only
        ({"n24": 4, "n24_prev": 1, "media": 2, "platforms": 3}, 2),  # below MIN_RATIO
        ({"n24": 10, "n24_prev": 5, "media": 1}, 3),
        ({"n24": 9, "n24_prev": 5, "media": 3}, 3),
        ({"n24": 9, "n24_prev": 5, "shared_wording": True}, 3),
        ({"n24": 3, "n24_prev": 0, "media": 1}, 1),
        ({"n24": 3, "n24_prev": 0, "media": 2}, 2),
        ({"n24": 2, "n24_prev": 0, "media": 0}, 1),  # a new issue with two posts does not score 5
        ({"n24": 10, "n24_prev": 8, "media": 1}, 2),
    ],
)
def test_growth(facts: dict[str, object], growth: int) -> None:
    """Each row of G, first match wins, minimums hold."""
    assert judge(**facts)[2] == growth


@pytest.mark.parametrize(
    ("facts", "urgency"),
    [
        ({"texts": ["Kebakaran di pasar, warga terjebak"]}, 5),
        ({"clock_hours": 3.0}, 5),
        ({"clock_hours": 2.0, "texts": ["Kapan selesai?"]}, 5),
        ({"texts": ["Buruh demo besok di kantor bupati"]}, 4),
        ({"texts": ["Bupati didesak mundur oleh warga"]}, 4),
        ({"clock_hours": 20.0}, 3),
        ({"texts": ["Kapan jalan ini diperbaiki?"]}, 2),
        ({"texts": ["Mohon lampu jalan dinyalakan"]}, 2),
        ({"texts": ["Lampu jalan redup"]}, 1),
        ({"texts": ["Harga emas hari ini naik"]}, 1),
    ],
)
def test_urgency(facts: dict[str, object], urgency: int) -> None:
    """Each row of U."""
    assert judge(**facts)[0] == urgency


@pytest.mark.parametrize(
    ("facts", "seriousness"),
    [
        ({"category": "HUMAS", "scope": "individu"}, 1),  # 1 − 1, clipped
        ({"category": "TOKOH"}, 1),
        ({"category": "ADMIND"}, 2),
        ({"category": "LH", "scope": "kabupaten"}, 3),
        ({"category": "INFRA"}, 3),
        ({"category": "INFRA", "texts": ["Jalan ambles di pasar"]}, 4),
        ({"category": "KORUP", "scope": "provinsi"}, 5),  # 4 + 2, clipped
        ({"category": "KUB"}, 4),
        ({"category": "BANJIR"}, 3),
        ({"category": "BANJIR", "texts": ["Ratusan warga mengungsi"]}, 5),  # 4 with evacuees, danger word +1
        ({"category": "GIZI", "texts": ["Siswa keracunan makanan"], "scope": "individu"}, 4),
        ({"category": "DIDIK", "texts": ["Kekerasan di sekolah dilaporkan"], "scope": "individu"}, 4),
        ({"category": "TRANS", "texts": ["Tiga orang tewas di jalan"], "scope": "individu"}, 5),  # floor: death
        ({"category": "LAYAN", "texts": ["Ujaran kebencian beredar"], "scope": "individu"}, 4),  # floor: SARA
        ({"category": "LAYAN", "texts": ["Bocah hilang di pasar"], "scope": "individu"}, 4),  # floor: minor victim
    ],
)
def test_seriousness(facts: dict[str, object], seriousness: int) -> None:
    """Bases, scope, danger words, clipping and floors of S."""
    assert judge(**facts)[1] == seriousness


@pytest.mark.parametrize(
    ("total", "level"),
    [
        (3, Level.STABLE), (6, Level.STABLE), (7, Level.ALERT), (9, Level.ALERT), (10, Level.STANDBY),
        (12, Level.STANDBY), (13, Level.CRISIS), (15, Level.CRISIS),
    ],
)  # fmt: skip
def test_status_bands(total: int, level: Level) -> None:
    """The four bands and their edges."""
    assert level_of(total) is level


def test_floor_ceiling_and_both() -> None:
    """Death is at least Siaga inside the area; a rumour at most Waspada; the ceiling outranks the floor."""
    death = {"n24": 1, "category": "TRANS", "texts": ["Seorang warga tewas"]}
    assert judge(**death)[3] is Level.STANDBY
    assert judge(**death, inside=False)[3] is Level.ALERT
    rumour = severity(SeverityFacts(**death, unverified_rumour=True), OFFICE)  # type: ignore[arg-type]
    assert rumour.level is Level.ALERT
    assert "🟠 bila terkonfirmasi" in rumour.adjusted
    loud = {"n24": 90, "n6": 80, "base6": 1.0, "category": "KORUP", "texts": ["Demo besok?"]}
    assert judge(**loud)[3] is Level.CRISIS
    assert judge(**loud, unverified_rumour=True)[3] is Level.ALERT
    assert judge(n24=1, category="LAYAN", unverified_rumour=True)[3] is Level.STABLE


@pytest.mark.parametrize("text", ["Bentrok antarumat, rumah dibakar; isu SARA", "Puluhan siswa keracunan massal"])
def test_other_floors(text: str) -> None:
    """SARA violence and mass poisoning are at least Siaga."""
    assert judge(n24=1, media=0, category="LAYAN", scope="individu", texts=[text])[3].rank >= Level.STANDBY.rank


def test_the_arithmetic_is_shown() -> None:
    """The example of the field guide: 40 against 9, three media, three platforms."""
    found = severity(
        SeverityFacts(
            n24=40, n24_prev=9, media=3, platforms=3, category="INFRA", texts=["Jalan ambles. Demo warga besok."]
        ),
        OFFICE,
    )
    assert (found.urgency, found.seriousness, found.growth, found.total) == (4, 4, 4, 12)
    assert found.level is Level.STANDBY
    for part in ("40", "9", "4,4 kali", "3 media", "3 platform"):
        assert part in found.why_growth
    assert "dasar INFRA 3" in found.why_seriousness
    assert "besok" in found.why_urgency


def test_the_day_is_its_worst_issue() -> None:
    """Highest level; stabil on an empty day."""
    assert day_level([Level.ALERT, Level.CRISIS, Level.STABLE]) is Level.CRISIS
    assert day_level([]) is Level.STABLE


@pytest.mark.parametrize(
    "text",
    [
        "Pemkab kebakaran jenggot ditanya anggaran",
        "Simulasi kebakaran di RSUD, puluhan korban dievakuasi",
        "Gladi penanganan gempa, warga panik",
        "Tidak ada korban jiwa",
        "Warga diimbau jangan panik",
        "Striker itu mencetak gol dan korban pelanggaran",
        "Toko itu banjir diskon dan banjir pujian",
        "Nihil korban luka",
        "Warga kritis terhadap kebijakan baru",
    ],
)
def test_traps(text: str) -> None:
    """Idioms, drills, sport and denials raise no alarm."""
    found = find_harm([text])
    assert not {Harm.DEATH_INJURY, Harm.LIVE_DANGER} & {*found.words}


def test_hostile_texts_are_read_quickly() -> None:
    """Long runs do not blow the patterns up."""
    find_harm(["tidak " * 3000 + "korban", "a" * 100_000, "." * 50_000, "\n" * 50_000, "korban " * 5000])
