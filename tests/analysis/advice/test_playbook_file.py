"""The playbook as a file: everything wrong with it is told with line and key; the shipped one is whole."""

import pytest

from analysis.advice.forbidden import RULES, Rule
from analysis.advice.playbook_file import Playbook, problems, read_playbook, shipped_playbook, shipped_text
from kentongan.core.errors import ConfigError

GOOD = """# pedoman dinas
[[row]]
key = "biasa"
when = { total = { max = 6 } }
form = "pantau saja"
action = "Pantau {isu}."

[[row]]
key = "lain"
when = {}
form = "info layanan"
owner = "ppid"
clock = "hari_kerja:2"
action = "Jawab pertanyaan mengenai {isu}."
draft = "info_layanan"

[phrases]
sapaan = "Terima kasih kepada warga."
"""


def test_the_shipped_playbook_is_whole() -> None:
    """Nothing is wrong with it, it can be read as an office's own, and every phrase it names is there."""
    assert problems(shipped_text()) == ()
    assert read_playbook(shipped_text()) == shipped_playbook()


def test_an_offices_own_playbook() -> None:
    """Its rows alone decide; phrases it leaves out are the shipped ones."""
    book = read_playbook(GOOD)
    assert isinstance(book, Playbook)
    assert [row.key for row in book.rows] == ["biasa", "lain"]
    assert book.phrases["sapaan"]
    assert book.phrases["info_layanan"] == shipped_playbook().phrases["info_layanan"]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ('key = "lain"', 'key = "biasa"', 9, "biasa", "sudah dipakai pada baris 3"),
        ('form = "info layanan"', 'form = "info layana"', 11, "form", "Mungkin maksudnya info layanan"),
        ('owner = "ppid"', 'owner = "tetangga"', 12, "owner", "“tetangga” tidak dikenal"),
        ('clock = "hari_kerja:2"', 'clock = "kapan saja"', 13, "clock", "tenggat tidak dikenal"),
        ('draft = "info_layanan"', 'draft = "info_layan"', 15, "draft", "Mungkin maksudnya info_layanan"),
        ("total = { max", "totl = { max", 4, "when", "Mungkin maksudnya total"),
        ("{ max = 6 }", '{ max = "6" }', 4, "when", "angka"),
        ("when = {}", 'when = { level = "sigap" }', 10, "when", "“sigap” tidak dikenal"),
        ("when = {}", "wen = {}", 10, "wen", "Mungkin maksudnya when"),
        ('action = "Pantau {isu}."', 'action = "Pantau {issue}."', 6, "action", "“{issue}” tidak dikenal"),
        ('action = "Pantau {isu}."', 'action = "Kerahkan buzzer."', 6, "action", "Gantinya: sampaikan klarifikasi"),
        ("Terima kasih kepada warga.", "Itu ulah oknum.", 18, "sapaan", "oknum"),
        ("[phrases]", "[frasa]", 17, "frasa", "tabel ini tidak dikenal"),
        ("when = { total = { max = 6 } }", "when = {}", 8, "lain", "tidak pernah tercapai"),
        ('action = "Pantau {isu}."', "", 2, "action", "wajib diisi"),
        ('key = "lain"', 'key = "lain', 9, "", "bukan TOML yang benar"),
    ],
)
def test_a_mistake_is_told_with_line_and_key(old: str, new: str, line: int, key: str, said: str) -> None:
    """Where it stands, what it is, and what may be meant."""
    text = GOOD.replace(old, new, 1)
    found = problems(text)
    assert (line, key) in {(one.line, one.key) for one in found}, found
    assert any(said in one.as_say().id for one in found if (one.line, one.key) == (line, key)), found
    with pytest.raises(ConfigError) as caught:
        read_playbook(text, "pedoman.toml")
    assert "pedoman.toml" in caught.value.to("id")


def test_all_mistakes_are_told_at_once_in_order() -> None:
    """An office mends a file once."""
    text = GOOD.replace("pantau saja", "menari").replace("ppid", "x").replace("Terima kasih", "Siapkan somasi;")
    assert [one.line for one in problems(text)] == [5, 12, 18]


def test_a_playbook_without_rows() -> None:
    """Silence is no playbook."""
    assert problems("")[0].as_say().id.startswith("tidak ada satu baris")
    assert problems("row = 3")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_refusal_names_what_is_allowed(rule: Rule) -> None:
    """Line, key, the words themselves, and the nearest allowed thing stand in the error, in both languages."""
    samples = {
        "buzzer": "Kerahkan buzzer.",
        "caption_massal": "Pasang caption massal.",
        "kontra_opini": "Siapkan kontra opini.",
        "serang_pengkritik": "Serang balik.",
        "profil_warga": "Lacak pemilik akun.",
        "hapus_kritik": "Hapus komentar.",
        "lapor_polisi": "Polisikan pengunggah.",
        "tekan_media": "Tekan redaksi.",
        "sembunyikan": "Abaikan aduan.",
        "menyalahkan": "Sebut itu oknum.",
        "berlebihan": "Viralkan.",
        "buka_identitas": "Sebutkan nama pelapor.",
    }
    key = rule.key
    (found,) = problems(GOOD.replace("Pantau {isu}.", samples[key]))
    assert (found.line, found.key) == (6, "action")
    assert rule.instead.id in found.as_say().id
    assert rule.instead.en in found.as_say().en
