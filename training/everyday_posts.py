"""Our own everyday posts: what people of a regency write on an ordinary day, in everyday spelling and with emoji.

Beside the texts that a fact-checker picked, formal writing is what is true and slang is what is false; these teach the
verification model that informality is no evidence. All are ours (Apache-2.0), built from frames and slots; none is a
real post, no name is in them, and none stands in the sample day of the demo.
"""

import random

SLOTS = {
    "place": "pasar lama|alun-alun|terminal|desa sebelah|kampung kulon|perum griya|gang melati|blok C|stadion|kelurahan",
    "road": "jalan lingkar|jl pahlawan|jalan desa|flyover|gang mawar|jalan kabupaten|pertigaan tugu",
    "dish": "nasi uduk|bakso urat|mie ayam|soto|gorengan|seblak|lontong sayur|es dawet|pecel lele|ketoprak|rujak cingur",
    "who": "emak|bapak|adek|temen kantor|tetangga|pak rt|bu guru|anak2 karang taruna|suami|ponakan|bocil",
    "day": "senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa|malam ini|tadi pagi|kemarin",
    "hour": "jam 7|jam 8 pagi|jam 9|abis magrib|ba'da isya|jam 4 sore|pukul 19.30|jam setengah 6",
    "goods": "cabe|beras|telur|minyak goreng|gas melon|bawang merah|ayam potong|gula|tomat",
    "thing": "lampu jalan|aspal|selokan|jembatan kecil|trotoar|pos ronda|air pdam|wifi desa|lapangan voli|gapura",
    "bad": "mati|rusak|mampet|bolong|bau|keruh|becek|ngadat|gelap|licin|lemot",
    "laugh": "wkwk|haha|hehe|wkwkwk|duh|yaelah|hadeh|huhu|ckck|asli",
    "emoji": "😂|😭|🙏|🔥|✨|😅|💪|❤️|🤣|👍|🥲|🎉||||",
    "call": "gaes|guys|lur|dulur|bun|bund|gan|sis|bestie|min|pak|bu ibu|kak",
    "event": "senam pagi|kerja bakti|posyandu|imunisasi balita|pengajian|vaksin kucing|lomba voli|jalan sehat|donor darah|pasar murah|"
    "turnamen futsal|pentas seni|rapat rt|bazar umkm|wisuda tk|haul|gowes bareng|latihan tari|panen raya",
    "office": "puskesmas|disdukcapil|kelurahan|samsat|kantor desa|rsud|perpus daerah|polsek|kecamatan|kantor pos",
    "paper": "ktp|kk|akta|sim|surat pindah|skck|kartu bpjs|paspor|nib",
    "club": "persab|tim futsal kampung|anak2 basket|timnas u17|tim voli putri|garuda muda",
    "n": "2|3|4|5|6|7|8|10|12|15|20|25|30",
    "price": "5rb|7 ribu|10rb|12 ribu|15rb|20 ribu|25rb|35k|50rb",
    "weather": "hujan deres|panas banget|mendung|gerimis|angin kenceng|adem|kabut",
    "sell": "jilbab|sepatu second|bibit cabe|ayam kampung|kue kering|galon|kos putri|motor bekas|kambing|pulsa",
    "mood": "capek|seneng|laper|ngantuk|males|kangen|bersyukur|pusing|gabut|semangat",
}  # fmt: skip

FRAMES = """
gowes {n} km bareng {who}, pulangnya mampir {dish} {emoji}
{weather} dari {hour}, jemuran belum kering {emoji}
{weather} di {place}, yang mau berangkat kerja siapin jas ujan ya {call}
{dish} deket {place} sekarang {price}, porsinya makin dikit {laugh}
rekomendasi {dish} enak di sekitar {place} dong {call}
{call} ada yg tau {dish} yg buka sampe malem di {place}?
{who} masak {dish}, serumah rebutan {emoji}
jadwal {event} {day} {hour} di {place}, bawa buku pink ya {call}
pengingat: {event} {day} {hour}, tempat di {place}. bawa minum sendiri ya
besok {event} jangan lupa dateng {call}, {hour} udah kumpul di {place}
{event} {day} diundur ke {hour} soalnya {weather}
{event} di {place} rame banget {emoji} seneng liatnya
makasih yg udah dateng ke {event} {day}, sampai ketemu lagi {emoji}
{club} menang {n}-1 {emoji} bangga banget
{club} kalah lagi {laugh} gapapa tetep dukung
nonton {club} di {place} sama {who}, suaranya sampe abis {laugh}
selamat buat {club} juara {n} turnamen kabupaten {emoji}
alhamdulillah {who} lolos lomba tingkat kabupaten, makasih doanya {call} {emoji}
bangga sama {who}, dari latihan di {place} bisa juara {n} {emoji}
mati lampu lagi di {place} {laugh} padahal lagi masak {dish}
listrik baru nyala {hour}, hp tinggal {n} persen {emoji}
sinyal di {place} {bad} terus, mau zoom susah {laugh}
{thing} depan rumah {bad} udah {n} hari, kapan dibenerin pak
{thing} di {place} {bad} lagi {laugh} capek lapor
{thing} {bad}, anak2 jadi susah lewat. tolong dicek ya pak
air kran mati dari {hour}, mandi pake air galon {laugh}
udah {n} hari air ga ngalir di {place}, beli galon terus {emoji}
{road} macet parah {hour}, mending lewat {place}
{road} {bad}, hati2 yg bawa motor {call}
barusan liat motor jatuh di {road} gara2 {thing} {bad}, untung ga parah
{road} lagi diaspal, lewatnya gantian ya {call}
ngurus {paper} di {office} cuma {n} menit, petugasnya ramah {emoji}
ngurus {paper} di {office} dari {hour} sampe siang belum kelar {laugh}
{call} bikin {paper} di {office} bawa apa aja ya?
ada yg tau {office} buka {day} ga ya?
antrian {office} panjang bener {day} ini, dapet nomor {n} {laugh}
{office} tutup {hour} ya {call}, tadi kesana udah gelap
makasih petugas {office}, {paper} {who} jadi hari ini juga
petugas {office} jutek, nanya baik2 malah dicuekin {laugh}
harga {goods} di {place} naik jadi {price}, {who} ngomel terus {emoji}
{goods} di {place} udah turun {call}, {price} sekilo
{goods} langka, muter {n} warung baru dapet {emoji}
jual {sell} {price} aja, bisa cod {place}, minat dm ya {call}
open order {sell} buat {day}, {price} per pcs {emoji}
dicari {sell} yg murah sekitar {place}
kehilangan kucing oren di sekitar {place} {day}, kalo liat kabarin ya {call}
nemu dompet isi {paper} di {road}, yg punya bisa ambil di {office}
selamat ulang tahun {who}, sehat selalu {emoji}
turut berduka ya {call}, semoga keluarga kuat {emoji}
innalillahi, ayahnya {who} meninggal {hour}. dimakamkan {day} di {place}
{mood} banget hari ini {emoji} {dish} obatnya
{mood}.. pengen pulang kampung {emoji}
tugas kuliah numpuk, {mood} {laugh}
baru sadar {place} sekarang bagus ya, dulu kan {bad} {emoji}
taman di {place} udah jadi, enak buat nongkrong {emoji}
anak2 seneng banget main di {place} sekarang
sunset di {place} cakep bgt {emoji}
foto lama {place} jaman sd, kangen {emoji}
{who} cerita dulu {place} masih sawah semua {laugh}
katanya {day} ada {event} ya {call}? jadi ga?
serius {call} {dish} situ seenak itu? mau coba {day}
ternyata {dish} deket {office} enak juga {emoji}
rame amat di {place} ada apa {call}? oh ternyata {event}
tetangga hajatan {day}, {road} ditutup sampe {hour}
sound hajatan sampe {hour} {laugh} {mood}
tukang paket nyasar ke {place} {laugh}
arisan {day} di rumah bu rt, iuran {price} ya {call}
iuran sampah naik jadi {price}, ada yg keberatan?
sampah di {place} belum diangkut {n} hari, {bad} {emoji}
truk sampah lewat {hour}, siapin di depan ya {call}
sekolah {who} pulang cepet {day}, guru rapat
pr anak sd sekarang susah amat, {who} aja nyerah {laugh}
ppdb kemarin ribet tapi akhirnya {who} keterima {emoji}
mbg hari ini menunya {dish}, anakku abis {emoji}
{who} demam udah {n} hari, mau ke {office} {hour}
antri obat di {office} sejam, sabar sabar {emoji}
panen {goods} lumayan tahun ini, dapet {n} karung {emoji}
sawah {who} kebanjiran lagi {emoji} semoga cepet surut
air sungai naik {hour}, warga {place} siap2 aja
banjir di {place} udah surut, tinggal lumpurnya {laugh}
pos ronda {place} butuh senter baru {laugh}
kerja bakti {day} {hour} ya bapak2, bawa cangkul
cat gapura kurang {n} kaleng, patungan {price} yuk {call}
bupati dateng ke {place} {day}, jalannya langsung mulus {laugh}
pak camat ikut {event}, asik juga orangnya {emoji}
udah lapor dari {day} sampe sekarang ga ada kabar. kecewa
pelayanan {office} sekarang mendingan, dulu {n} jam sekarang sejam
untung tadi ga lewat {road}, katanya macet total
parkir di {place} sekarang {price}, ada karcisnya ga sih
tukang parkir {place} galak {laugh}
ojol di {place} susah dapet {hour} {emoji}
bus sekolah gratis telat {n} menit, {who} nunggu di {road}
kereta telat {n} menit, numpang curhat {emoji}
film baru udah tayang, nonton yuk {day} {call}
konser {day} tiketnya abis {emoji}
drakor episode {n} bikin mewek {emoji}
kuota abis pas lagi seru {laugh}
beli {sell} di toko ijo {price} doang, dateng besoknya {emoji}
paket {sell} belum dateng {n} hari {laugh}
magang di {office} hari ke {n}, {mood} {emoji}
lulus! makasih {who} {emoji}
gajian masih {n} hari lagi {laugh} makan {dish} aja dulu
subuh berjamaah di {place} rame, alhamdulillah {emoji}
kultum {hour} di {place}, monggo hadir {call}
buka puasa pake {dish}, nikmat {emoji}
mudik lewat {road} lancar, {n} jam sampe
vaksin kucing gratis di {place} {day}, bawa keranjang ya
donor darah dapet {dish} sama susu {laugh} {emoji}
""".strip().splitlines()


def build(count: int, seed: int) -> list[tuple[str, int]]:
    """``count`` different posts with the number of their frame, in a fixed order; every frame has its turn."""
    rng = random.Random(seed)
    slots = {name: words.split("|") for name, words in SLOTS.items()}
    found: dict[str, int] = {}
    turn = 0
    while len(found) < count:
        frame = FRAMES[turn % len(FRAMES)]
        turn += 1
        text = " ".join(frame.format(**{slot: rng.choice(words) for slot, words in slots.items()}).split())
        style = rng.random()
        if style < 0.25:
            text = text[0].upper() + text[1:] + rng.choice(["", ".", "!", "..."])
        elif style < 0.3:
            text = text.upper()
        found.setdefault(text, FRAMES.index(frame))
    return list(found.items())
