"""What is never recommended, whoever writes it (field guide 17; PermenPANRB 30/2011; UU 40/1999; MK 105/PUU-XXII/2024).

Hard-coded on purpose: an office edits its playbook and officers write advice of their own, and this list holds for both.
A rule is a group of patterns over normalised text, so that prefixes, passive forms and words in between do not hide a
thing; a plain prohibition ("jangan menghapus komentar") is no suggestion. What the list cannot see is an intention that
avoids every usual word; a person approves each report anyway.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kentongan.core.messages import Say

_GAP: Final = r"(?:[\s,/\"“”'’()-]+\w+){{0,{0}}}?[\s,/\"“”'’()-]+"
#: The people who must be left alone, by the words that name them.
_CRITICS: Final = (
    r"(?:pengkritik\w*|pengritik\w*|kritikus|penghujat|haters?|warga(?:net)?|netizen|akun\w*|pelapor\w*|pengadu\w*|penyebar\w*|"
    r"pengunggah\w*|pembuat (?:video|konten|unggahan|berita)|aktivis|mahasiswa|lsm|mereka|orang(?:nya)? yang|pemilik akun|"
    r"pihak yang (?:meng|mem|men|me)\w+|siapa pun yang|kreator|konten kreator|influencer|tokoh oposisi)"
)
_SPEECH: Final = (
    r"(?:unggahan|konten|komentar|postingan|posting|video|berita|artikel|tayangan|pemberitaan|kritik\w*|akun\w*|kolom komentar|"
    r"utas|ulasan|cuitan|status warga|petisi)"
)
_NEWSROOM: Final = r"(?:redaksi|redaktur|pemred|pemimpin redaksi|wartawan|jurnalis|reporter|kontributor|pers|media(?! sosial)(?: (?:massa|lokal|daring))?)"
_POLICE: Final = (
    r"(?:polisi|polres\w*|polda|polsek|polri|bareskrim|kepolisian|pihak berwajib|aparat(?: penegak)?(?: hukum)?|aph|kejaksaan|"
    r"pengadilan|meja hijau|(?:jalur|ranah|proses) (?:hukum|pidana)|siber)"
)
#: Offences with a victim may be handed over; speech may not.
_CRIMES: Final = re.compile(
    r"\b(?:penipuan|penipu|kecelakaan|pencurian|kekerasan|pelecehan|kehilangan|pungli|tawuran|begal)\b"
)


def _near(first: str, second: str, gap: int = 3) -> str:
    """`first` with at most `gap` words between it and `second`, inside one sentence."""
    return rf"\b(?:{first}){_GAP.format(gap)}(?:{second})\b"


@dataclass(frozen=True, slots=True)
class Rule:
    """A forbidden thing: its key, its name, its patterns, and the nearest thing that is allowed."""

    key: str
    name: Say
    patterns: tuple[str, ...]
    instead: Say


@dataclass(frozen=True, slots=True)
class Ban:
    """A place where a text suggests a forbidden thing: the words, as normalised."""

    rule: Rule
    words: str


_CLARIFY: Final = Say(
    "sampaikan klarifikasi disertai bukti melalui kanal resmi", "clarify with evidence through official channels"
)
_ANSWER: Final = Say(
    "jawab pokok kritiknya dengan data; yang dipantau adalah isunya, bukan orangnya",
    "answer the criticism with data; watch the issue, not the person",
)
_REPLY: Final = Say(
    "ajukan hak jawab atau hak koreksi (UU 40/1999)", "use the right of reply or of correction (UU 40/1999)"
)

RULES: Final = (
    Rule(
        "buzzer",
        Say("pengerahan pendengung atau akun palsu", "buzzers or fake accounts"),
        (
            r"\b(?:buzz?er\w*|pendengung\w*|cyber ?army|(?:pasukan|tentara|laskar) (?:siber|cyber|medsos|digital)|akun-?akun pendukung|"
            r"fake ?account\w*|sock ?puppet\w*|(?:influencer|relawan|tim)(?: digital)? bayaran|bot (?:komentar|pendukung|like|retweet)|akun bot|pasukan bot)\b",
            _near(
                r"(?:mem)?(?:buat|bikin)\w*|(?:meng|me|meny)?(?:pakai|gunakan|kerahkan|siapkan|iapkan|aktifkan|kelola|operasikan|manfaatkan)|(?:puluhan|belasan|ratusan|beberapa)|"
                r"(?:mem|me|meny)?(?:beli|ewa|sewa)|lewat|melalui|pembuatan|pengerahan|penggunaan",
                r"(?:akun|profil)\w*(?: \w+)? (?:palsu|anonim|bayangan|bodong|robot|kloning|samaran|tiruan|alter|kedua|cadangan)",
            ),
        ),
        _CLARIFY,
    ),
    Rule(
        "caption_massal",
        Say("unggahan massal yang seragam", "mass captions"),
        (
            r"\b(?:caption|unggahan|postingan|komentar|takarir|pesan)\w* (?:yang )?(?:massal|serentak|seragam|berbarengan|positif sebanyak)\b",
            r"\b(?:(?:meny)?erbu|serbu|banjiri|membanjiri|penuhi|memenuhi|ramaikan|meramaikan) (?:kolom )?(?:komentar|tagar|lini ?masa|medsos|media sosial)\b",
            r"\b(?:komentar|unggahan|postingan|poster)\w* (?:\w+ ){0,4}(?:secara )?(?:serentak|massal|seragam)\b|\bmengunggah (?:\w+ ){0,3}(?:yang )?(?:sama|seragam|serentak)\b",
            r"\b(?:naikkan|menaikkan|trendingkan|goreng|menggoreng) (?:tagar|topik|isu)\b",
            _near(
                r"(?:wajibkan|mewajibkan|kerahkan|mengerahkan|instruksikan|menginstruksikan|perintahkan|memerintahkan|minta|meminta|mobilisasi)",
                r"(?:asn|pegawai|guru|kader|honorer|siswa|pelajar|perangkat desa|rt|rw)(?: \w+){0,3} (?:\w*unggah\w*|\w*posting\w*|\w*komentar\w*|\w*share\w*|\w*bagikan|\w*sukai|like)",
                2,
            ),
        ),
        _CLARIFY,
    ),
    Rule(
        "kontra_opini",
        Say("kontra opini atau pengalihan isu", "counter-opinion or diversion"),
        (
            r"\b(?:kontra|counter|konter|anti)[ -]?(?:opini|narasi|isu|wacana|opinion|narrative)\b",
            r"\b(?:narasi|opini|isu) (?:tandingan|pengalih\w*|pembanding|balasan)\b",
            r"\b(?:meng|di)?alihkan (?:\w+ )?(?:isu|perhatian|opini|pembicaraan|fokus)\b|\bpengalihan (?:isu|perhatian|opini)\b",
            r"\b(?:meng)?giring\w* opini|penggiringan opini|(?:me)?rekayasa opini|perang (?:opini|narasi|tagar|medsos)|(?:mena|dita|ta)ndingi (?:opini|narasi|kritik)\b",
        ),
        _CLARIFY,
    ),
    Rule(
        "serang_pengkritik",
        Say("serangan terhadap pengkritik", "attacks on critics"),
        (
            _near(
                r"(?:(?:meny|di)?erang|serang|(?:me|di)?lawan|doxing|(?:mem|di)?permalukan|(?:mem|di)?bongkar|(?:meny|di)?indir|sindir|(?:meng|di)?ejek|"
                r"(?:meng|di)?olok(?:-olok)?|(?:meng|di)?hina|(?:men)?cemooh|(?:meng|di)?hujat|(?:men|di)?diskreditkan|(?:meny|di)?udutkan|sudutkan|"
                r"(?:men|di)?jatuhkan|(?:me|di)?rundung|bully|skakmat|(?:mene|dite|te)lanjangi|kuliti|menguliti)",
                _CRITICS,
                2,
            ),
            r"\b(?:ungkap|mengungkap|umbar|mengumbar|gali|menggali) (?:\w+ ){0,2}(?:pribadi|aib|masa lalu|kesalahan)(?: \w+){0,2} " + _CRITICS,
            r"\b(?:serang|menyerang|serangan) balik\b|\bakun penyerang\b|\bdoxx?ing\b|\brekam jejak (?:buruk )?(?:pengkritik|pengunggah|pelapor|aktivis)",
            r"\b(?:baper|bodoh|kampungan|provokator|pembenci|sok tahu|kurang kerjaan|gagal paham)\b",
        ),
        _ANSWER,
    ),
    Rule(
        "profil_warga",
        Say("pemantauan orang atau daftar pengkritik", "watching people or listing critics"),
        (
            r"\b(?:mem)?profiling\b|\bpengenalan wajah\b|\bpencarian wajah\b|\bface (?:search|recognition)\b",
            _near(
                r"(?:(?:me|di)?lacak|pelacakan|(?:meme|dipe|pe)takan|pemetaan|(?:meng|di)?awasi|pengawasan|(?:mema|dipa|pa)ntau|pemantauan|(?:meng|di)?intai|(?:meng|di)?identifikasi|"
                r"kumpulkan|mengumpulkan|catat|mencatat|data|mendata|daftar|buat daftar|cari tahu|telusuri|menelusuri)",
                r"(?:akun[- ](?:akun )?(?:pribadi|warga\w*|pengkritik\w*|penyerang|yang (?:meng|mem|men|me)kriti\w+)|pengkritik\w*|identitas (?:\w+ )?(?:pengunggah|pelapor|pengkritik|warga|akun)|"
                r"pemilik akun|pengunggah(?:nya)?|siapa (?:yang )?(?:meng|mem|men|me)\w+|gerak-gerik \w+|aktivis|(?:nama(?:-nama)? )?warga yang (?:\w+ )?(?:mengkritik|mengeluh|mengunggah|merekam|memviralkan|menyebar\w*|memprotes))",
                1,
            ),
            r"\bdaftar hitam\b",
        ),
        _ANSWER,
    ),
    Rule(
        "hapus_kritik",
        Say("penghapusan kritik", "takedown of criticism"),
        (
            r"\btake[ -]?down\b|\breport massal\b|\bpelaporan massal\b|\b(?:me|di)?laporkan (?:akun|unggahan|konten|video)\w* (?:\w+ ){0,2}(?:massal|beramai-ramai|bersama-sama|ramai-ramai)\b",
            _near(
                r"(?:(?:meng|di)?hapus\w*|penghapusan|(?:menu|ditu|tu)runkan|penurunan|(?:me)?lenyapkan|(?:mem|di)?blokir|pemblokiran|(?:mem|di)?bungkam|(?:mem|di)?bekukan|suspend|"
                r"(?:meny|di)?embunyikan|sembunyikan|batasi|membatasi|matikan|mematikan|nonaktifkan|menonaktifkan|tutup|menutup)",
                _SPEECH + r"(?!\w* (?:kami|kita|resmi|instansi|sendiri))",
                1,
            ),
            r"\b(?:minta|meminta|desak|lobi|bujuk) (?:\w+ ){0,5}(?:menghapus|menurunkan|menarik|melenyapkan|mencabut) (?:\w+ )?" + _SPEECH,
            r"\b" + _SPEECH + r"(?:nya)?(?: \w+){0,2} (?:harus|perlu|wajib|segera|mesti) (?:\w+ )?(?:dihapus|diturunkan|ditarik|diblokir)\b",
            r"\b(?:agar|supaya|sampai|hingga) (?:\w+ ){0,2}" + _SPEECH + r" (?:\w+ ){0,2}(?:dihapus|diturunkan|ditarik|hilang|lenyap|tenggelam)\b",
        ),
        Say(
            "biarkan kritik; luruskan yang keliru dengan klarifikasi, dan adukan hanya hoaks atau penipuan yang sudah terverifikasi",
            "leave criticism alone; clarify what is wrong, and report verified hoaxes or fraud only",
        ),
    ),
    Rule(
        "lapor_polisi",
        Say("ancaman atau pelaporan pengkritik", "threats, or reporting critics to the police"),
        (
            _near(
                r"(?:(?:me|di)?lapor(?:kan)?|pelaporan|(?:meng|di)?adukan|(?:meny|di)?eret|seret|(?:mem|di)?bawa|(?:mem|di)?proses|(?:meny|di)?erahkan|serahkan|"
                r"(?:me|di)?limpahkan|tempuh|menempuh|gugat|menggugat)",
                _POLICE,
                5,
            ),
            r"\b(?:memo|mempo|dipo|po)lisikan|(?:memi|mempi|dipi|pi)danakan\b|\bkriminalisasi\b|\bsomasi\b|\buu ite\b|\b(?:men|di)?jerat\b|\bpencemaran nama baik\b|\btuntut balik\b|\bupaya hukum\b|\blangkah hukum\b",
            r"\b(?:laporan polisi|pengaduan ke polisi|gugatan|tuntutan)(?: hukum)? (?:terhadap|kepada|atas) (?:\w+ ){0,2}" + _CRITICS,
            r"\b(?:gugat|menggugat|tuntut|menuntut|panggil|memanggil|tangkap|menangkap) " + _CRITICS + r"\b",
            r"\b(?:polisi|polres|satpol pp|aparat) (?:untuk )?(?:memanggil|menangkap|mendatangi|memeriksa) " + _CRITICS,
            r"\b(?:meng|di)?ancam (?:akan|untuk|" + _CRITICS + r"|" + _NEWSROOM + r")|\bancaman (?:sanksi|hukum\w*|pidana)\b|\btakut-takuti\b|\bmenakut-nakuti\b|\bperingatan keras (?:kepada|bagi|untuk)\b",
            _CRITICS + r" (?:\w+ ){0,4}(?:akan )?(?:ditindak|dipidana|diproses|ditangkap|dipanggil|disanksi|kena sanksi)\b",
        ),
        Say(
            "tanggapi dengan penjelasan berbasis data; pemberitaan yang keliru dijawab dengan hak jawab",
            "answer with data; a wrong press report is answered by the right of reply",
        ),
    ),
    Rule(
        "tekan_media",
        Say("tekanan terhadap redaksi", "pressure on newsrooms"),
        (
            _near(
                r"(?:(?:mene|dite|te)kan|tekanan|(?:men|di)?desak|intimidasi|mengintimidasi|(?:mene|dite|te)gur|teguran|panggil|memanggil|boikot|memboikot|bredel|"
                r"(?:mem|di)?blokir|(?:meny|dis|s)uap|(?:mem|di)?ancam|larang|melarang|peringatkan|memperingatkan)",
                _NEWSROOM,
                2,
            ),
            _near(
                r"(?:(?:mem|di)?minta|paksa|memaksa|lobi|melobi|bayar|membayar|atur|mengatur|arahkan|mengarahkan|pengaruhi|memengaruhi|hubungi|menghubungi|telepon|menelepon)",
                _NEWSROOM
                + r"(?: \w+){0,4} (?:\w*turunkan|menurunkan|\w*hapus|menarik|\w*tarik|menahan|meralat|mengganti|mengubah|tidak (?:lagi )?(?:memuat|memberitakan|menulis|meliput)|berhenti|\w*tarik\b|\w*tahan|\w*ubah judul|\w*cabut|menulis (?:yang )?(?:positif|baik))",
                1,
            ),
            r"\b(?:putus|hentikan|cabut|mencabut|tinjau ulang)(?:kan)? (?:kerja sama|kontrak|iklan|akreditasi|langganan)(?: \w+){0,3} (?:redaksi|media|wartawan|koran)\b|\bamplop (?:untuk|kepada|bagi) " + _NEWSROOM,
        ),
        _REPLY,
    ),
    Rule(
        "sembunyikan",
        Say("penyembunyian aduan atau fakta", "hiding complaints or facts"),
        (
            _near(
                r"(?:(?:meny|di)?embunyikan|sembunyikan|menutup-?nutupi|tutup-?tutupi|(?:menu|ditu|tu)tupi|(?:meng|di)?abaikan|(?:meng|di)?hilangkan|kubur|(?:me|di)?manipulasi|(?:me|di)?rekayasa|"
                r"(?:mema|dipa|pa)lsukan|(?:mena|dita|ta)han|kecilkan|mengecilkan|(?:mem|di)?hapus|jangan (?:dicatat|catat|laporkan|umumkan|ungkap\w*)|tidak (?:usah|perlu) (?:mencatat|dicatat|melaporkan))",
                r"(?:aduan|pengaduan|keluhan|laporan warga|data|fakta|korban|jumlah|angka|temuan|kasus|informasi|kejadian|bukti)",
                1,
            ),
            r"\b(?:aduan|pengaduan|keluhan|laporan warga|laporan)\b(?: \w+){0,5} (?:tidak (?:usah|perlu)|jangan) (?:dicatat|diteruskan|diumumkan|dibalas|ditanggapi)\b",
            r"\b(?:rahasiakan|merahasiakan|dirahasiakan) (?:jumlah|angka|korban|kejadian|kasus|temuan|hasil)\b|\b(?:aduan|keluhan|pengaduan|laporan warga)\w*(?: \w+){0,4} (?:diabaikan|didiamkan|disembunyikan|dihilangkan)\b",
            r"\b(?:persulit|mempersulit|hambat|menghambat|larang|melarang) (?:\w+ )?(?:warga|pelapor|pengadu|aduan|pengaduan)\b",
            r"\b(?:angka|jumlah|data)(?: \w+){1,3} (?:diperkecil|dikecilkan|diturunkan|disesuaikan|dipoles|dirapikan|terlihat turun)\b",
            r"\b(?:tekan|kurangi|turunkan|menekan|mengurangi|menurunkan) (?:angka|jumlah) (?:aduan|keluhan|pengaduan|laporan)\b",
            _near(r"(?:bujuk|membujuk|minta|meminta|desak|mendesak|paksa|imbau)", r"(?:warga|pelapor|pengadu)(?: \w+){0,2} (?:\w*cabut|menarik|\w*tarik) (?:aduan|laporan|keluhan|pengaduan|unggahan)\w*", 1),
        ),
        Say(
            "catat setiap aduan, teruskan ke OPD, dan balas dengan nomor serta tenggat",
            "record every complaint, pass it to the agency, and reply with number and deadline",
        ),
    ),
    Rule(
        "menyalahkan",
        Say("menyalahkan warga atau berdalih oknum", "blaming residents, or the excuse of one bad official"),
        (
            r"\b(?:oknum|(?:meny)?alahkan (?:warga|masyarakat|pelapor|korban|netizen)|salahkan (?:warga|masyarakat|pelapor|korban|netizen)|(?:kesalahan|kelalaian|ulah|salah|akibat perilaku) (?:warga|masyarakat|korban)(?: sendiri)?|"
            r"(?:warga|masyarakat) (?:sendiri )?(?:yang )?(?:salah|lalai|tidak (?:disiplin|sadar|patuh|tertib)|kurang (?:disiplin|sadar|patuh|tertib)|bandel))\b",
        ),
        Say(
            "akui kekeliruan dan sebutkan perbaikannya dengan tanggal",
            "own the mistake and name its repair with a date",
        ),
    ),
    Rule(
        "berlebihan",
        Say("judul atau isi yang dilebih-lebihkan", "clickbait exaggeration"),
        (
            r"\b(?:click ?bait|bombastis|judul (?:yang )?(?:heboh|sensasional|provokatif|menggemparkan)|(?:me|di)?lebih-?lebihkan|(?:men|di)?dramatis(?:ir|asi)\w*|(?:me|di)?viralkan|(?:biar|supaya|agar) viral)\b",
        ),
        Say("tulis judul yang sesuai isi, dengan sumbernya", "write a headline that fits the text, with its source"),
    ),
    Rule(
        "buka_identitas",
        Say("pembukaan identitas pelapor atau korban", "publishing the identity of reporters or victims"),
        (
            _near(
                r"(?:(?:meny|di)?ebut(?:kan)?|sebut(?:kan)?|(?:meng|di)?umumkan|(?:mem|di)?publikasikan|(?:mem|di)?buka|(?:meng|di)?ungkap(?:kan)?|(?:meny|di)?ebarkan|sebarkan|(?:mena|dita|ta)mpilkan|(?:men|di)?cantumkan|(?:meng|di)?unggah|(?:mem|di)?bocorkan)",
                r"(?:nama|identitas|alamat|nomor telepon|nomor hp|foto|wajah|data pribadi|nik|akun)(?: lengkap)?(?: para)? (?:pelapor|pengadu|warga|pengunggah|korban|anak|pengkritik|siswa|saksi)\w*",
                2,
            ),
            r"\bidentitas pelapor adalah\b",
        ),
        Say("sebut “pelapor” atau “warga” tanpa identitas", "say “the reporter” or “a resident”, without identity"),
    ),
)  # fmt: skip

_LEET: Final = str.maketrans("013457", "oieast")
_MIXED: Final = re.compile(r"\b(?=\w*[a-z])(?=\w*\d)[a-z0-9]+\b")
_SPACED: Final = re.compile(r"\b(?:[a-z][ .\-_]){3,}[a-z]\b")
_SENTENCE: Final = re.compile(r"[.!?;:\n|]+")
# "jangan menghapus …", "tidak boleh membuat …": the negation stands right before, with nothing that turns it round.
_FORBIDS: Final = re.compile(
    r"(?:^|\s)(?:jangan|tidak|bukan|tanpa|dilarang|hindari|menghindari|larangan)(?: (?:pernah|perlu|boleh|dapat|akan|usah|untuk|ada|upaya|melakukan|dibenarkan)){0,2} $"
)
_TURNED: Final = re.compile(r"\b(?:jangan|tidak|bukan|tak)(?: \w+){0,2} (?:jangan|tidak|bukan|tanpa)(?: \w+){0,2} $")


@cache
def _patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(pattern)) for rule in RULES for pattern in rule.patterns)


def bans(text: str, *, names: Sequence[str] = ()) -> tuple[Ban, ...]:
    """The forbidden things that a text suggests, in the order of the rules, each rule once.

    Args:
        text: an action, a phrase, a draft: whatever an office would act on or say.
        names: names of issues that the text quotes; a name is a matter that is told, not a thing that is advised.
    """
    for name in names:
        text = text.replace(name, " ") if name.strip() else text
    sentences = [part for part in _SENTENCE.split(_normal(text)) if part.strip()]
    found: dict[str, Ban] = {}
    for rule, pattern in _patterns():
        if rule.key not in found and (hit := next(_hits(pattern, sentences, rule), None)):
            found[rule.key] = Ban(rule, hit)
    return tuple(found.values())


def _hits(pattern: re.Pattern[str], sentences: Sequence[str], rule: Rule) -> Iterator[str]:
    for sentence in sentences:
        for hit in pattern.finditer(sentence):
            before = sentence[: hit.start()]
            if _FORBIDS.search(before) and not _TURNED.search(before):
                continue
            if rule.key == "lapor_polisi" and _CRIMES.search(sentence) and not re.search(rf"\b{_CRITICS}\b", hit[0]):
                continue
            yield " ".join(hit[0].split())


def _normal(text: str) -> str:
    """Small letters without hidden marks, digits for letters and letters set apart undone."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(mark for mark in plain if unicodedata.category(mark) != "Cf")
    plain = re.sub(r"[‐-―]", "-", plain)
    plain = _SPACED.sub(lambda hit: re.sub(r"[ .\-_]", "", hit[0]), plain)
    plain = _MIXED.sub(lambda hit: hit[0].translate(_LEET), plain)
    return re.sub(r"[ \t]+", " ", plain)
