"""Words of danger and harm, read with care: drills, denials, idioms and sport are no alarm (field guide 12 and 14).

A word counts in a sentence that is not a drill ("simulasi", "gladi") and not about play or fiction, when it is no idiom
("kebakaran jenggot") and not denied ("tidak ada korban"). Patterns are whole words; none can backtrack without bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Harm(StrEnum):
    """What sort of harm or pressure a word tells of."""

    LIVE_DANGER = "bahaya langsung"
    DEATH_INJURY = "kematian atau luka"
    DANGER = "korban atau bahaya"
    POISONING = "keracunan"
    MASS_POISONING = "keracunan massal"
    MINOR_VICTIM = "korban anak"
    SARA = "SARA"
    SARA_VIOLENCE = "kekerasan SARA"
    SCHOOL_VIOLENCE = "kekerasan di sekolah atau pesantren"
    EVACUEES = "pengungsi"
    CALL_TO_ACT = "ajakan aksi"
    DEADLINE = "tenggat dekat"
    QUESTION = "pertanyaan atau permintaan"
    ASKS_LEADER = "pimpinan diminta menanggapi"


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(alternatives) + r")\b")


_HARMS: dict[Harm, re.Pattern[str]] = {
    Harm.LIVE_DANGER: _words(
        "kebakaran", "terbakar", "terjebak", "evakuasi", "dievakuasi", "mengevakuasi", "panik", "kepanikan",
        "air naik", "air terus naik", "air makin tinggi", "tanggul jebol", "terseret arus", "tertimbun", "ledakan",
        "meledak", "gas bocor", "kebocoran gas", "asap tebal", "longsor susulan", "gempa susulan",
    ),
    Harm.DEATH_INJURY: _words(
        "tewas", "meninggal", "meninggal dunia", "korban jiwa", "korban tewas", "korban luka", "luka-luka",
        "luka berat", "luka parah", "luka ringan", "luka bakar", "terluka", "kritis", "jenazah", "mayat",
        "kehilangan nyawa", "merenggut nyawa", "tak bernyawa", "jatuh korban",
    ),
    Harm.DANGER: _words(
        "korban", "bahaya", "berbahaya", "membahayakan", "rawan", "roboh", "ambruk", "ambles", "amblas", "hanyut",
        "hilang", "kecelakaan", "laka", "luka", "terluka", "tewas", "meninggal", "keracunan", "mengungsi",
        "pengungsi", "tertimbun", "terjebak", "kebakaran", "terbakar", "terisolasi", "darurat", "lumpuh", "klb",
        "wabah", "dianiaya", "penganiayaan", "pencabulan", "dicabuli", "kekerasan", "longsor", "banjir bandang",
    ),
    Harm.POISONING: _words("keracunan", "keracunan massal"),
    Harm.SARA: _words(
        "penistaan agama", "menista agama", "ujaran kebencian", "intoleransi", "intoleran", "adu domba",
        "penolakan rumah ibadah", "tolak rumah ibadah", "penolakan gereja", "tolak gereja", "penolakan masjid",
        "penyegelan rumah ibadah", "rumah ibadah disegel", "pembubaran ibadah", "isu sara", "konflik sara",
        "provokasi sara", "kerusuhan antarsuku", "bentrok antarsuku", "bentrok antarumat",
    ),
    Harm.EVACUEES: _words("pengungsi", "mengungsi", "diungsikan", "pengungsian"),
    Harm.CALL_TO_ACT: _words(
        "seruan aksi", "seruan demo", "ajakan demo", "ajakan aksi", "ayo demo", "ayo boikot", "ayo turun ke jalan",
        "mari turun ke jalan", "turun ke jalan", "geruduk", "menggeruduk", "boikot", "memboikot", "kepung kantor",
        "mogok massal", "aksi massa", "kawal ramai-ramai", "tolak bayar pajak",
    ),
    Harm.ASKS_LEADER: _words(
        r"(?:bupati|wali kota|walikota|gubernur|menteri|kepala dinas|kadis|pimpinan|wagub|wabup|sekda) "
        r"(?:diminta|didesak|dituntut|ditantang|harus|belum) (?:bicara|menjelaskan|penjelasan|menanggapi|turun|"
        r"bertanggung|tanggung|menjawab|jawab|mundur|memberi|klarifikasi|merespons|bertindak|angkat)",
        "desak bupati", "desak gubernur", "desak wali kota", "tuntut bupati", "tuntut gubernur", "minta bupati",
        "minta gubernur", "minta wali kota", "saat dikonfirmasi", "belum memberikan keterangan", "belum merespons",
        "belum memberi tanggapan", "belum ada tanggapan",
    ),
}
_VIOLENCE = _words(
    "bentrok", "bentrokan", "diserang", "penyerangan", "pengusiran", "diusir", "dibakar", "pembakaran", "perusakan",
    "dirusak", "rusuh", "kerusuhan", "pengeroyokan", "dikeroyok",
)
_ABUSE = _words(
    "kekerasan", "perundungan", "dirundung", "bullying", "dianiaya", "penganiayaan", "pencabulan", "dicabuli",
    "pelecehan", "dilecehkan", "dipukul", "pemukulan", "pengeroyokan", "dikeroyok", "tewas", "meninggal",
)
_SCHOOL = _words(
    "sekolah", "siswa", "siswi", "murid", "santri", "santriwati", "pesantren", "ponpes", "madrasah", "sd", "smp",
    "sma", "smk", "mi", "mts", "asrama",
)
_MINOR = _words(
    "anak", "bocah", "balita", "bayi", "siswa", "siswi", "murid", "santri", "santriwati", "pelajar", "remaja putri",
    "di bawah umur", "anak-anak",
)
_MINOR_HARM = _words(
    "korban", "tewas", "meninggal", "luka", "luka-luka", "terluka", "keracunan", "dicabuli", "pencabulan",
    "pelecehan", "dilecehkan", "kekerasan", "dianiaya", "penganiayaan", "hilang", "hanyut", "tenggelam", "perundungan",
    "dirundung", "terjebak", "tertimbun", "diperkosa", "pemerkosaan",
)
_MANY = re.compile(
    r"\b(?:massal|belasan|puluhan|ratusan|ribuan|sejumlah|siswa|santri|pelajar|murid|warga|jemaah|\d{1,4} (?:orang|warga|"
    r"anak|korban|jemaah|pekerja|tamu))\b"
)
_SOON = _words("besok", "hari ini", "nanti malam", "malam ini", "sore ini", "siang ini", "lusa")
_EVENT = _words(
    "demo", "unjuk rasa", "aksi", "sidang", "rapat", "rdp", "audiensi", "mogok", "penggusuran", "eksekusi", "tenggat",
    "batas akhir", "ditutup", "penutupan", "pelantikan", "deadline", "massa", "dengar pendapat", "pencoblosan",
    "pemanggilan", "dipanggil", "diperiksa",
)
_ROUTINE = _words(
    "harga", "cuaca", "jadwal", "kurs", "ihsg", "saham", "ramalan", "zodiak", "prakiraan", "emas", "rekomendasi",
    "sholat", "salat", "imsak", "sim keliling", "kode redeem",
)
_ASK = re.compile(
    r"\?|\b(?:mohon|tolong|minta|kapan|bagaimana|gimana|kenapa|mengapa|apakah|bisakah|dimana|di mana|harap|diharapkan|"
    r"berharap)\b"
)

_DRILL = _words("simulasi", "gladi", "gladi resik", "latihan", "apel siaga", "geladi", "uji coba", "drill", "sosialisasi")
_PLAY = _words(
    "gol", "liga", "timnas", "klub", "laga", "pertandingan", "skor", "pelatih", "wasit", "film", "sinetron", "drama",
    "novel", "game", "gim", "serial", "anime", "musim", "babak", "piala", "persib", "persija", "persebaya", "arema", "pemain", "striker", "gawang", "juara", "ftv", "lagu", "konser", "episode",
)
_IDIOM = _words(
    "kebakaran jenggot", "banjir diskon", "banjir pujian", "banjir promo", "banjir pesanan", "banjir hadiah",
    "banjir gol", "banjir dukungan", "banjir ucapan", "banjir kritik", "banjir komentar", "banjir air mata",
    "luka lama", "luka hati", "luka batin", "korban php", "korban perasaan", "mati gaya", "mati kutu", "panik attack",
    "panic buying", "jantung kota", "hilang kesabaran", "hilang arah", "terbakar semangat", "terbakar emosi",
    "terbakar cemburu", "terbakar matahari", "bakar semangat", "penyakit kritis", "berpikir kritis", "sikap kritis",
    "kritis terhadap", "warga kritis", "hewan korban", "ledakan penduduk", "meledak di pasaran", "masa kritis",
    "bahan berbahaya", "daerah rawan pangan", "evakuasi mandiri bersama", "hari raya korban", "tas hilang",
)
_DENIAL = re.compile(
    r"\b(?:tidak|tak|tiada|nihil|nol|tanpa|bukan|belum|jangan|cegah|mencegah|antisipasi|mengantisipasi|hindari|"
    r"menghindari|agar tidak|supaya tidak|bebas)(?:\s+\w+){0,3}\s*$"
)
_SENTENCE = re.compile(r"[.!?\n;]+(?=\s|$)|\n")
_MOST_CHARS = 6_000
SHORT_POST = 280


@dataclass(frozen=True, slots=True)
class HarmFound:
    """What was found: for each sort of harm the words, most frequent first, and in how many texts."""

    words: dict[Harm, tuple[str, ...]]
    texts: dict[Harm, int]

    def __contains__(self, harm: object) -> bool:
        return harm in self.words

    def show(self, harm: Harm, most: int = 3) -> str:
        """The words as they are shown to people."""
        return ", ".join(self.words.get(harm, ())[:most])


def find_harm(texts: Iterable[str]) -> HarmFound:
    """Read all texts of an issue (headline and body as one text each)."""
    counts: dict[Harm, dict[str, int]] = {}
    number: dict[Harm, int] = {}
    for text in texts:
        for harm, words in _read(text).items():
            number[harm] = number.get(harm, 0) + 1
            bag = counts.setdefault(harm, {})
            for word in words:
                bag[word] = bag.get(word, 0) + 1
    ranked = {harm: tuple(sorted(bag, key=lambda word: (-bag[word], word))) for harm, bag in counts.items()}
    return HarmFound(ranked, number)


def _read(text: str) -> dict[Harm, set[str]]:
    found: dict[Harm, set[str]] = {}
    low = text[:_MOST_CHARS].lower()
    drill = bool(_DRILL.search(low[:200]))
    for sentence in _SENTENCE.split(low):
        if not sentence.strip():
            continue
        if _ASK.search(sentence) or ("?" in low and len(low) <= SHORT_POST):
            found.setdefault(Harm.QUESTION, set()).add("pertanyaan atau permintaan")
        soon = _SOON.search(sentence)
        if soon and not _ROUTINE.search(sentence) and (_EVENT.search(sentence) or len(low) <= SHORT_POST):
            found.setdefault(Harm.DEADLINE, set()).add(soon.group())
        if drill or _DRILL.search(sentence) or _PLAY.search(sentence):
            continue
        for harm, word in _harms(_IDIOM.sub(" ", sentence)):
            found.setdefault(harm, set()).add(word)
    return found


def _harms(sentence: str) -> Iterator[tuple[Harm, str]]:
    for harm, pattern in _HARMS.items():
        for hit in pattern.finditer(sentence):
            if not _DENIAL.search(sentence[max(0, hit.start() - 60) : hit.start()]):
                yield harm, hit.group()
    for harm, first, second in (
        (Harm.MINOR_VICTIM, _MINOR, _MINOR_HARM),
        (Harm.SCHOOL_VIOLENCE, _SCHOOL, _ABUSE),
        (Harm.MASS_POISONING, _MANY, _HARMS[Harm.POISONING]),
        (Harm.SARA_VIOLENCE, _HARMS[Harm.SARA], _VIOLENCE),
    ):
        hit = second.search(sentence)
        if hit and first.search(sentence) and not _DENIAL.search(sentence[max(0, hit.start() - 60) : hit.start()]):
            yield harm, hit.group()
