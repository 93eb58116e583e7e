"""Our own example sentences of public-office posts, built from frames and slots; a small share of the tone training.

The public sentiment sets are restaurant reviews and tweets: in them nobody asks for a certificate, no dike breaks and
every "terima kasih" is praise. These sentences teach the model the words of the field and what is neutral in it:
announcements, questions, schedules. All are ours (Apache-2.0); none is a real post, no name is in them.
"""

import random
from pathlib import Path

_ROWS = Path(__file__).with_name("office_words.tsv").read_text("utf-8").splitlines()[1:]
SLOTS = {slot: words.split("|") for slot, words in (row.split("\t") for row in _ROWS)}

NEGATIVE = """
{thing} di {place} {bad} {since}, {nothing}
{thing} di {place} {bad}
{since2} {thing} {place} {bad}, {nothing}
warga {place} keluhkan {thing} yang {bad}
warga keluhkan {service} di {office}, {bad_service}
{polite} {thing} di {place} {bad} {since}, {please}
{polite} {service} di {office} {bad_service}, {please}
{polite} kapan {thing} di {place} diperbaiki? {nothing}, {please}
saya sudah {count} kali ke {office} tapi {bad_service}
{office} {bad_service}, {angry}
{angry}, {thing} {bad} {since}
lapor, {thing} di {place} {bad}, tolong {office} {do}
{crime} di {place}, warga resah
{event} di {place}, {count} orang {hurt}
{event} rendam ratusan rumah di {place}, warga mengungsi
{official} {place} ditetapkan tersangka {graft}
{official} diduga {graft}, kerugian negara miliaran rupiah
{group} {place} protes {policy}
{group} demo tolak {policy}
harga {goods} naik, {group} {place} menjerit
{goods} langka di {place}, warga antre berjam-jam
{policy} dinilai memberatkan {group}
DPRD sesalkan {thing} {place} yang {bad}
proyek {thing} di {place} mangkrak, {nothing}
kinerja {office} dipertanyakan, {thing} masih {bad}
{count} {group} keracunan di {place}, puluhan dirawat
kenapa {service} di {office} {bad_service}?
janji doang, {thing} di {place} tetap {bad}
katanya sudah dianggarkan tapi {thing} {place} {bad}
{policy} tanpa sosialisasi, {group} bingung
"""
NEUTRAL = """
{official} {place} hadiri {meeting}
{office} {place} gelar {meeting} pada {day}
{official} tinjau {thing} di {place}
jadwal {service} di {place} hari {day} pukul 08.00 sampai 14.00
cara mengurus {document}, simak syaratnya
syarat dan biaya pengurusan {document} di {office}
selamat pagi admin, apakah {service} buka hari {day}?
izin bertanya, apa syarat mengurus {document}?
mohon info alamat dan nomor {office} {place}
{official} sebut {policy} mulai berlaku {day}
{office} umumkan jadwal {meeting}
pengumuman, {service} pada hari {day} dimulai pukul 09.00
prakiraan cuaca {place} hari {day}, cerah berawan
harga {goods} di {place} hari {day}
{office} {place} bahas {policy} dalam {meeting}
{group} {place} ikuti {meeting}
{official} jelaskan aturan {policy}
hari ini {office} melakukan pendataan {group} di {place}
{office} dan {office2} tanda tangani kerja sama {service}
turut berduka cita atas wafatnya ayahanda kepala {office}
pemeliharaan jaringan, {service} tutup sementara hari {day}
pendaftaran {meeting} dibuka sampai {day}
daftar {document} yang dapat diurus di {office}
{official} lantik {count} pejabat {office}
rapat {office} dengan DPRD bahas {policy}
ini lokasi {service} di {place} hari {day}
jumlah {group} di {place} tercatat {count} ribu orang
profil {official} {place}
hasil pertandingan sepak bola {place} hari {day}
berapa biaya {document}?
"""
POSITIVE = """
terima kasih {office}, {thing} di {place} sudah {good}
terima kasih {office}, {service} {good_service}
alhamdulillah {thing} {place} sudah {good}, {praise}
{office} {quick}, {thing} langsung {good}
{service} di {office} {good_service}, {praise}
{service} sekarang {good_service}
warga {place} apresiasi {office} yang {quick}
warga senang {thing} {place} kini {good}
{place} raih penghargaan {award}
{office} {place} raih {award}
{official} serahkan bantuan untuk {group}, warga terbantu
{praise}, {office} {quick}
angka kemiskinan {place} turun, ekonomi tumbuh
{group} {place} terbantu program {service} gratis
inovasi {service} {place} jadi percontohan nasional
{office} berhasil ungkap kasus, warga beri apresiasi
{count} rumah warga {place} dibedah, {group} bersyukur
{thing} {place} diresmikan, warga gembira
panen melimpah, {group} {place} gembira
proses {document} {good_service}, {praise}
petugas {office} {good_service}
mantap, {document} jadi dalam sehari
{place} juara umum {meeting}
{office} gratiskan {service} untuk {group}
laporan saya langsung ditindaklanjuti {office}, {praise}
"""


def build(per_tone: int, seed: int) -> list[tuple[str, str]]:
    """``per_tone`` different (text, tone) pairs of each tone, in a fixed order."""
    rng = random.Random(seed)
    found: list[tuple[str, str]] = []
    for tone, frames in (("negatif", NEGATIVE), ("netral", NEUTRAL), ("positif", POSITIVE)):
        lines = frames.strip().splitlines()
        texts: dict[str, None] = {}
        turn = 0
        # By turns, not by count found: a frame with few fillings must not be waited for.
        while len(texts) < per_tone:
            frame = lines[turn % len(lines)]
            turn += 1
            texts[frame.format(**{slot: rng.choice(words) for slot, words in SLOTS.items()})] = None
        found += [(text, tone) for text in texts]
    return found
