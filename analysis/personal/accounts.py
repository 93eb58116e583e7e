"""E-mail addresses and account names, however they are typed, and accounts in the addresses of profiles."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.identity_numbers import Found
from analysis.personal.signs import Sign

_EMAIL: Final = re.compile(
    r"(?<![\w.+\-@])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,24}){0,3}\.[A-Za-z]{2,12}(?![\w\-@])"
)
_CUT_HOST_END: Final = r"@(?:gmail|yahoo|ymail|hotmail|outlook|icloud)(?:com|coid)?(?![\w@\-]|\.\w"
_CUT_EMAIL: Final = re.compile(rf"(?<![\w.+\-@])[\w.+\-]{{2,40}}{_CUT_HOST_END}| ?[.,] ?co)(?: com\b)?", re.IGNORECASE)
_CUT_HOST: Final = re.compile(rf"{_CUT_HOST_END})", re.IGNORECASE)
_EMAIL_WORD: Final = re.compile(
    r"\b(?:e[ \-]?mail|imel|surel)(?:nya|ku|e|na)?(?: (?:saya|sy|gw|aku|ulun|abdi))? ?[:=]? ?\Z", re.IGNORECASE
)
_WORD_BEFORE: Final = re.compile(r"(?<!\w)([A-Za-z][\w.\-]{1,30}) \Z")
_EMAIL_SPELT: Final = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{2,40}(?:@| ?[(\[{<'\"]? ?\b(?:at|et)\b ?[)\]}>'\"]? ?)[\w\-]{2,30} ?"
    r"[(\[{<]? ?(?:\bdot\b|\btitik\b|\.|,(?! )) ?[)\]}>]? ?"
    r"(?:com|kom|co|net|org|id|go|ac|me)\b(?: ?[(\[{<]? ?(?:\bdot\b|\btitik\b|\.|,(?! )) ?[)\]}>]? ?id\b)?",
    re.IGNORECASE,
)
# Where the provider is known, everything else may be typed as it likes.
_PROVIDER: Final = (
    r"(?:g ?mail|gmel|gimail|y ?mail|yahoo|hotmail|outlook|icloud|rocketmail|proton(?:mail)?|live|mail|g m a i "
    r"l|y a h o o)"
)
_LOOSE_EMAIL: Final = re.compile(
    rf"(?<![\w.+\-])(?P<first>(?:[a-z0-9]{{1,20}} ){{1,4}}?)?(?P<local>(?:[\w+\-]{{1,20}} ?[(\[] ?(?:dot|titik) ?[)\]] ?){{0,3}}[\w.+\-]{{1,40}}|\w(?: [\w.]){{2,30}})"
    rf"(?:\s?[(\[{{<\-_'\"]?\s?(?:@{{1,2}}|(?<=\w)[#©®]|(?<![a-z\d])(?:at|et|ad|a|(?:a ?)?keong)(?![a-z\d]))\s?[)\]}}>\-_'\"]?\s?|\s?\(a\)\s?){_PROVIDER}"
    rf"\s?[(\[{{<\-_'\"]?\s?(?:[.,]{{1,2}}|(?<= )(?=[ck]om\b)|(?<![a-z\d])(?:dot|titik)(?![a-z\d]))\s?[)\]}}>\-_'\"]?\s?(?:com|kom|co|c o m|me|net|id)\b"
    rf"(?:\s?[(\[{{<]?\s?(?:[.,]|\b(?:dot|titik)\b)\s?[)\]}}>]?\s?id\b)?",
    re.IGNORECASE,
)
#: Blanks around the @ are told from an account by the word before them: "e-mail: ani contoh 88 @ contoh.net".
_AFTER_EMAIL_WORD: Final = re.compile(
    r"(?<!\w)(?:e[ \-]?mail|imel|surel)(?:nya|ku|e|na)?(?: (?:saya|sy|gw|aku|ulun|abdi))? ?[:=;,]? ?"
    r"(?P<first>(?:[\w.+\-]{1,20} ){0,4}?)(?P<local>[\w.+\-]{1,40})(?: ?@ ?[\w\-]{2,40} ?\. ?[a-z]{2,6}(?: ?\. ?id)?| ?@ ?(?:gmail|yahoo|hotmail|outlook) com)(?!\w)",
    re.IGNORECASE,
)
_COMMA_BEFORE: Final = re.compile(r"(?<![\w.,@])[A-Za-z][\w.\-]{1,30},\Z")
_NO_NAME: Final = frozenset(
    "ke di dari email mail surel hub kirim ini saya sy ku aku via kontak alamat dan atau nya gmail ya cc ymail "
    "tolong lewat balas akun "
    "abdi wae nang data surat suratnya kirimi ku kami kita pakai email. hubungi pada emailnya emailku surelnya kantor "
    "gw gue lu yang yg itu adalah yaitu terdaftar aktif baru lama cv berkas file dokumen bukti ulun sa beta kulo kula "
    "lamaran alamatnya email: lagi bisa cek cc: kepada koperasi toko usaha sekolah anak istri suami teman pribadi".split()
)
#: Said within the name of an address that is read aloud.
_SAID: Final = frozenset("dot titik underscore underskor strip garis bawah".split())
_MOST_NAMES: Final = 2
_DOT_WORD: Final = re.compile(r"dot|titik", re.IGNORECASE)
_OFFICE_HOST: Final = re.compile(r"\.(?:go|desa|mil)\.id$", re.IGNORECASE)
_ROLE: Final = re.compile(
    r"(?:humas|ppid|pengaduan|aduan|lapor|info|layanan|admin|kontak|contact|sekretariat|set|tu|umum|redaksi|"
    r"dinas|din(?:kes|sos|dik)|dis[a-z]{3,}|"
    r"bp[a-z]{2,}|dpu[a-z]*|kominfo|pemkab|pemkot|pemprov|rsud|puskesmas|kecamatan|kelurahan|desa|call|cs|halo|"
    r"helpdesk|support|bagian|persuratan|"
    r"kab|kota|kanwil|kemen[a-z]*|protokol|pers|itjen|webmaster|hotline)"
)
_ACCOUNT: Final = re.compile(
    r"(?<![\w@\]/])(?<!\w\.)@ ?\.?[A-Za-z0-9_](?:[\w.]{0,38}\w)?(?:@[\w\-]{1,40}(?:\.[\w\-]{1,24}){1,3})?(?!\w)"
)
#: Where people meet besides, in games and on the net.
_OTHERS: Final = (
    "steam|strava|twitch|wattpad|letterboxd|kaskus|kompasiana|we ?chat|kakao ?talk|kakao|skype|duolingo|valorant|riot|spotify|soptify|"
    "litmatch|tinder|tantan|bumble|free ?fire|ff|epep|mobile legends?|mlbb|carousell?|snack video|telg|twt|soundcloud|github|behance|quora|reddit|tumblr|pinterest|linkedin|genshin|hoyolab|pubg|weverse"
)
_PLATFORM: Final = (
    r"(?:dm|user|yt|ytb|youtube|yutube?|yutup|yutub|channel|chanel|kanal|bigo|roblox|ig|insta|instagram|tiktok|tik tok|twitter|fb|facebook|fesbuk|pesbuk|telegram|tele|line|discord|snapchat|"
    r"threads|shopee|lazada|tokopedia|tokped|tt|snap|sosmed|medsos|michat|foll?ow|mention|user ?name|user ?id|akun(?: x)?|"
    rf"{_OTHERS})"
)
_SHOP: Final = re.compile(
    r"(?:akun |id )?(?:shopee|lazada|tok|snap\b|sosmed|medsos|foll?ow|mention|dm\b|user\b|ytb?\b|youtube|yut|chann?el|kanal|bigo|roblox)",
    re.IGNORECASE,
)
#: Said in passing before a sentence goes on: what follows is an account only with a digit or an underscore.
_FOLLOW: Final = re.compile(
    rf"(?:foll?ow|mention|tt|dm|user|ytb?|youtube|yut\w+|chann?el|kanal|bigo|roblox|{_OTHERS})\b(?! (?:ig|akun))",
    re.IGNORECASE,
)
_SURE_HANDLE: Final = re.compile(r"_|\d{2}|\w\.\w+\.\w")
#: A platform behind a name, and the name there: with an underscore, or as one that is called an account.
_AT_PLATFORM: Final = re.compile(
    r"(?<!\w)(?:ig|insta|instagram|tiktok|tt|twitter|fb|facebook|telegram|tele|shopee|threads|line)\b", re.IGNORECASE
)
_HANDLE_BEFORE: Final = re.compile(
    r"(?<![\w@./\-#])(?P<said>(?:akun|username|user|si|kenal|nama) (?:[a-z]{2,10} ){0,2})?(?P<handle>[A-Za-z][\w.]{2,38}\w)(?: di |,? ?\(|, )(?:akun )?\Z",
    re.IGNORECASE,
)
#: What stands between the name and the platform ends so.
_JOINS: Final = (" di ", "(", ", ", " akun ", "(akun ")
_DIGITS_INSIDE: Final = re.compile(r"[A-Za-z][\w.]*\d{2}")
_BEFORE_REACH: Final = 70
#: Handles after "akun" and a few words: "akun julid lambe_contoh", "akun ig palsu bupati99x".
_AFTER_WORDS: Final = re.compile(
    r"(?<!\w)akun(?:nya)? (?:[a-z]{2,12} ){1,3}(?P<handle>(?=\w*_\w|[a-z]{3,20}\d{2,4}[a-z_.])[A-Za-z]\w{3,38}|[a-z]{4,20}\.[a-z]{3,20}\d{1,4})(?![\w/@]|\.\w)",
    re.IGNORECASE,
)
#: "My" and "his" as people of many places say it.
_WHOSE: Final = "saya|sy|aku|dia|gw|gue|gua|abdi|ulun|kulo|kula|beta|sa|lon|ambo|awak|kami|kita|de"
_HANDLE: Final = r"(?!rp\.?\d)[A-Za-z_](?=[\w.]*[\d_]|\w+\.\w)[\w.]{2,38}\w"
_HANDLE_ONLY: Final = re.compile(_HANDLE)
_AFTER_PLATFORM: Final = re.compile(
    rf"(?<![\w.@])(?<![\w.]{{4}}/)(?:(?:akun|id|user ?name) )?{_PLATFORM}(?:nya|ku)?(?: (?:id|{_WHOSE}|nya|ku|ya|dong|aja|saja|ig|adalah|dg|dgn|dengan|nama|bernama|"
    rf"namanya|yg|yang|baru|br|lama|asli|pribadi|cadangan|kedua|aktif|ini|itu|toko|olshop|usaha|jualan|official|(?:kakak|kaka|adik|adek|anak|istri|suami|bapak|ibu|mama|temen|teman|tetangga|pacar|mantan)(?:ku|nya|q)?)){{0,4}} ?(?:(?P<sign>[:=] ?)@?(?P<plain>[A-Za-z][\w.]{{2,38}}\w)(?!\w|\.\w|/)"
    rf"|(?:(?:[\-;>→(\[\"'“]|/[a-z]{{2,8}} ?:?) ?)?(?<=[ \-;>→:(\[\"'“])(?P<handle>{_HANDLE})(?![\w/]))",
    re.IGNORECASE,
)
#: "Subscribe yutub MamaMasakContoh": names in one piece, with capitals inside, where somebody is to be followed.
_CAMEL: Final = re.compile(
    rf"(?<![\w.@])(?:akun |id )?{_PLATFORM}(?:nya|ku)?(?: (?:{_WHOSE}|baru|nya|ku|aja|dong|namanya)){{0,2}} "
    r"(?P<handle>(?-i:(?!WhatsApp|TikTok|YouTube|SnapChat)[A-Z][a-z]{2,15}(?:[A-Z][a-z]{2,15}){1,3}))(?![\w/@]|\.\w)",
    re.IGNORECASE,
)
_FOLLOWED: Final = re.compile(
    r"\b(?:subs\w*|foll?ow\w*|pol+ow|add|cari|cek|mampir|kunjungi|lihat|liat|nonton|tonton|dm|chat|inbox|lewat)(?: (?:ke|di|aja|akun|saja))? ?\Z",
    re.IGNORECASE,
)
_FACEBOOK_NAME: Final = re.compile(
    rf"(?<!\w)(?:(?:[Aa]kun|AKUN|[Nn]ama) (?:FB|[Ff]b|[Ff]acebook|FACEBOOK)(?:nya| nya| (?:{_WHOSE}))?(?: atas nama| "
    rf"bernama| a\.?n\.?)?(?: ?[:=])?"
    rf"|[Ff]acebook ?(?:nya|ku)(?= [A-Z][a-z]+ [A-Z])|(?:[Ff]acebook|FACEBOOK)(?:nya| (?:{_WHOSE}))?(?: ?[:=]| (?:atas nama|bernama|a\.?n\.?))|(?:FB|[Ff]b|[Ff]esbuk|[Pp]esbuk)(?:nya| nya| (?:(?i:{_WHOSE})))?(?: ?[:=])?) "
    rf"(?P<name>[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{1,15}}){{0,3}})(?![\w/])"
)
#: Somebody's, not one's own, or with words between: "fb anaknya, namanya Rendy Karangan", "akun fb palsu Ani Karangan".
_FACEBOOK_OF: Final = re.compile(
    r"(?<!\w)(?i:(?:akun |profil )?(?:fb|facebook|fesbuk|pesbuk)(?:nya|ku)?(?:,? (?:istri|suami|anak|bapak|ibu|adik|kakak|mantan|pacar|pelaku|"
    r"korban|orang|penipu|terlapor|tetangga|teman|temen|dia|beliau|palsu|bodong|milik|dengan|dgn|atas|bernama|nama|an|a\.n\.?|yang|yg|kalau|kalo|tidak|"
    r"ga|gak|salah|adalah|nya|ku|pribadi)(?:nya|ku|mu|ne|e)?){1,5} ?[:=,]? ?[\"'“”‘’]?)"
    r"(?P<name>[A-Z][a-z]{2,15}(?: [A-Z](?:[a-z]{1,15}|[A-Z]{1,15})?(?:['\-][A-Za-z]{1,15})?){1,3})(?![\w/])"
)
_SOMEBODY: Final = re.compile(
    r" (?:istri|suami|anak|bapak|ibu|adik|kakak|mantan|pacar|pelaku|korban|orang|penipu|terlapor|tetangga|teman|temen|dia|beliau|(?:ber)?nama|an |a\.n)",
    re.IGNORECASE,
)
#: In quotation marks: akun FB "Ani Karangan".
_FACEBOOK_QUOTED: Final = re.compile(
    r"(?<!\w)(?:(?:(?:akun|profil|nama) )?(?:fb|facebook|fesbuk|pesbuk)(?:nya)? ?|(?:akun|username|user name)(?:nya)?(?: [a-z]{2,12}){0,3} )"
    r"[\"'](?P<name>[\w. ]{3,30})[\"']",
    re.IGNORECASE,
)
#: Single words with a capital after "fb saya" that are no name, and verbs by their beginning.
_NO_PERSON: Final = re.compile(
    r"(?:Alhamdulillah|Ada|Aku|Akhirnya|Apa|Aplikasi|Ayo|Baru|Belum|Blm|Berita|Biar|Bisa|Bukan|Cek|Cuma|Cukup|Dan|Dari|Dia|Diblokir|"
    r"Error|Eror|Ga|Gak|Gara|Gimana|Gratis|Group|Grup|Habis|Hanya|Harus|Hilang|Ini|Itu|Jadi|Jangan|Juga|Kalau|Kalo|Kami|"
    r"Karena|Kenapa|Kena|Ko|Kok|Kita|Lagi|Lambat|Lama|Langsung|Lemot|Macet|Lite|Live|Maaf|Marketplace|Masih|Masuk|Mau|Memang|Messenger|Mohon|Mulai|"
    r"Nya|Para|Pasti|Penuh|Pro|Ramai|Rame|Rusak|Saja|Sama|Saya|Sedang|Sekarang|Selalu|Semoga|Sering|Siapa|Suka|Sudah|Sdh|Supaya|"
    r"Tadi|Tapi|Tetap|Tidak|Tiba|Tolong|Udah|Untuk|Video|Watch|Yang|Yg|"
    r"Di[a-z]{4,}|Ter[a-z]{4,}|Ber[a-z]{5,}|Men[a-z]{4,}|Mem[a-z]{4,}|Ke[a-z]{4,}an)\Z"
)
OFFICE_NAME: Final = re.compile(
    r"(?:Dinas|Pem(?:kab|kot|prov|da|erintah)|Kantor|Pol(?:res|sek|da)|Kecamatan|Kelurahan|Humas|Gubernur|Bupati|Wali|Wakil|Menteri|Presiden|"
    r"Kementerian|Bank|Partai|Universitas|Polda|Polri|Rumah Sakit)\b"
)
#: A group or a page is no account of a person.
_GROUPS: Final = ("grup ", "group ", "halaman ", "laman ", "fanpage ", "komunitas ")
_GROUP_REACH: Final = 10
_HOST_END: Final = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)
#: A price or a number of pieces after @: "45 kotak @15.000", "@5rb", "@ 2 kg".
_EACH: Final = re.compile(
    r"@ ?(?:rp\.? ?)?(?:\d{1,3}(?:[.,]\d{3})*|\d{1,5})(?:(?:rp|rb|ribu|k|jt|juta|kg|gr?|m|l|orang|org|pcs|lbr|buah|jiwa|kk|hari|x)\b|[.,]\d{1,2}\b)?\Z",
    re.IGNORECASE,
)
#: A time or a place after a lone @: "kumpul @ jam 9".
MEETING: Final = re.compile(
    r"@ (?:tgl|tanggal|hari|harga|per)(?!\w)|@ ?(?:jam|jm|pukul|pkl|balai|aula|kantor|rumah|rmh|masjid|mesjid|musholl?a|gereja|pasar|lapangan|gedung|alun2?|taman|"
    r"sekolah|stadion|gor|bale|meunasah|warung|cafe|kafe|warkop|home|kampus|posko|pendopo|terminal|stasiun|bandara|pelabuhan|parkiran|"
    r"depan|basecamp|hotel|mall?|resto|restoran|ballroom|plaza|rs|rsud|puskesmas)(?!\w|\.\w)|@ ?\d{1,3} (?:siswa|orang|peserta|anak|jiwa|kk|org|unit|buah|lembar|kg|meter)\b",
    re.IGNORECASE,
)
#: The sign itself, between blanks: "tanda @ di keyboard".
_SAID_SIGN: Final = re.compile(
    r"@ (?:di|ke|yang|yg|itu|ini|pada|dan|atau|dari|untuk|utk|sama|juga|tidak|ga|gak|nya|ya)\Z", re.IGNORECASE
)
_TAGGED: Final = re.compile(r"(?<![\w#])[A-Za-z][\w.]{2,30}#\d{4}(?!\w)")
_UNDERSCORE: Final = re.compile(
    r"(?<!\w)\w{2,20}(?: (?:underscore|underskor|garis bawah) \w{1,20}){1,3}(?!\w)", re.IGNORECASE
)
_PROFILE: Final = re.compile(
    r"(?<![\w\-])(?:(?:instagram|threads|tiktok|facebook|fb|twitter|x)\.(?:com|net)|t\.me|telegram\.me|"
    r"twitch\.tv|letterboxd\.com|lynk\.id|behance\.net|git(?:hub|lab)\.com|kompasiana\.com|wattpad\.com/user|soundcloud\.com|pinterest\.com|"
    r"reddit\.com/u(?:ser)?|tokopedia\.com(?=/(?:people/)?\w*[_\d])|shopee\.co\.id(?=/\w*[_\d])|steamcommunity\.com/id|duolingo\.com/profile|carousell\.com/u|snapchat\.com/add|open\.spotify\.com/user|"
    r"linkedin\.com/in|ig\.me|linktr\.ee|saweria\.co|trakteer\.id|bsky\.app/profile|"
    r"youtube\.com(?=/@)|[\w\-]{2,30}\.[a-z]{2,12}(?=/@))/"
    r"(?:(?:profile\.php\?id=)(?P<id>\d{5,20})|(?:stories/|people/|s/)?(?P<account>@?[\w\-][\w.\-]{0,60}))",
    re.IGNORECASE,
)
#: One of them stands in every address of `_PROFILE`.
_PROFILE_PARTS: Final = (
    "tr.ee/",
    ".tv/",
    "lynk.id/",
    "ria.co/",
    "teer.id/",
    "com/",
    "net/",
    ".me/",
    "app/profile/",
    "/@",
)
_NO_ACCOUNT: Final = frozenset(
    "p reel reels tv explore share sharer sharer.php watch groups group hashtag story.php permalink.php "
    "profile.php events event pages page "
    "photo photo.php photos video videos i home search intent login login.php joinchat c channel privacy about "
    "help policies legal tag "
    "discover music marketplace gaming ads business www".split()
)


def emails(text: str) -> Iterator[Found]:
    """E-mail addresses, their end forgotten or not; an office's own (humas@….go.id) stay."""
    if "@" in text:
        if _CUT_HOST.search(text):
            for match in _CUT_EMAIL.finditer(text):
                yield match.start(), match.end(), "email"
        for match in _EMAIL.finditer(text):
            if not _of_office(match[0]):
                yield _with_word_before(text, match), match.end(), "email"


def _with_word_before(text: str, match: re.Match[str]) -> int:
    """Where the address begins: after "email:" or before digits alone ("dewi 84@…") a blank may have cut the name."""
    if (start := _comma_before(text, match.start())) < match.start():
        return start
    word = _WORD_BEFORE.search(text, max(match.start() - 40, 0), match.start())
    if word is None or word[1].lower() in _NO_NAME:
        return match.start()
    cut = match[0].partition("@")[0].isdigit() or _EMAIL_WORD.search(text, max(word.start() - 30, 0), word.start())
    return word.start(1) if cut else match.start()


def _comma_before(text: str, start: int) -> int:
    """Where the name begins if a comma stands for its dot: "ani,contoh@…"."""
    before = _COMMA_BEFORE.search(text, max(start - 40, 0), start)
    return start if before is None else before.start()


def spelt_emails(text: str) -> Iterator[Found]:
    """E-mail addresses with words for signs, blanks inside, and the like."""
    if guards.may_name_a_provider(text):
        for match in _LOOSE_EMAIL.finditer(text):
            start = _name_start(match["first"] or "", match.start("local"))
            yield _comma_before(text, start), match.end(), "email"
    if guards.may_spell_an_email(text):
        for match in _EMAIL_SPELT.finditer(text):
            comma = "," in match[0] and " " not in match[0]
            if "@" in match[0] and not comma and _DOT_WORD.search(match[0]) is None:
                continue
            yield _comma_before(text, match.start()), match.end(), "email"
    if "@ " in text or " @" in text:
        for match in _AFTER_EMAIL_WORD.finditer(text):
            yield _name_start(match["first"] or "", match.start("local")), match.end(), "email"


def _name_start(words: str, local: int) -> int:
    """Where the name of an address read aloud begins: one word before its last one, two where more belong to it."""
    start, names = local, 0
    for word in reversed(words.split()):
        if word.lower() in _NO_NAME or names >= _MOST_NAMES:
            break
        start -= len(word) + 1
        names += word.lower() not in _SAID
    return start


def _of_office(address: str) -> bool:
    local, _, host = address.lower().partition("@")
    return _OFFICE_HOST.search(host) is not None and _ROLE.match(local) is not None


def profiles(text: str) -> Iterator[Found]:
    """The account's part of a profile's address."""
    if "/" not in text or not any(part in guards.folded(text) for part in _PROFILE_PARTS):
        return
    for match in _PROFILE.finditer(text):
        if match["id"]:
            yield *match.span("id"), "account"
        elif match["account"].lower() not in _NO_ACCOUNT:
            yield *match.span("account"), "account"


def handles(text: str) -> Iterator[Found]:
    """Names that are accounts by their look: with @, with #1234, with "underscore"."""
    small = guards.folded(text)
    for possible, pattern in (
        ("@" in text, _ACCOUNT),
        ("#" in text, _TAGGED),
        ("unders" in small or "garis bawah" in small, _UNDERSCORE),
    ):
        if possible:
            for match in pattern.finditer(text):
                if not (_EACH.match(match[0]) or MEETING.match(text, match.start()) or _SAID_SIGN.match(match[0])):
                    yield match.start(), match.end(), "account"


def named_accounts(text: str) -> Iterator[Found]:
    """Names after the name of a platform: "ig dewi_x", "fb: Dewi", or before it: "dewi_x di ig"."""
    small = guards.folded(text)
    if "fb" in small or "facebook" in small or "sbuk" in small:
        yield from _facebook_names(text)
    # The same words to begin with each time, so that their places are looked for once.
    for place in guards.found_from(_AT_PLATFORM, text, Sign.PLATFORM, ("id",)):
        if not small.endswith(_JOINS, 0, place.start()):
            continue
        handle = _HANDLE_BEFORE.search(text, max(place.start() - _BEFORE_REACH, 0), place.start())
        if handle and _is_named_handle(handle):
            yield *handle.span("handle"), "account"
    for match in guards.found_from(_AFTER_WORDS, text, Sign.PLATFORM, ("id",)):
        yield *match.span("handle"), "account"
    for match in guards.found_from(_CAMEL, text, Sign.PLATFORM, ("id",)):
        if match[0][0] in "fF" or _FOLLOWED.search(text, max(match.start() - _BEFORE_REACH, 0), match.start()):
            yield *match.span("handle"), "account"
    for match in guards.found_from(_AFTER_PLATFORM, text, Sign.PLATFORM, ("id",)):
        kind = "plain" if match["plain"] else "handle"
        if _is_account(match, kind) and match[kind].lower() not in _NO_NAME and _is_no_host(match[kind]):
            yield *match.span(kind), "account"


def _is_no_host(handle: str) -> bool:
    """Ends as no host does, or holds an underscore, which none has."""
    return "_" in handle or _HOST_END.search(handle) is None


def _facebook_names(text: str) -> Iterator[Found]:
    """Names of people, with blanks, that are accounts there."""
    for pattern, wanted in (
        (_FACEBOOK_NAME, _is_facebook_account),
        (_FACEBOOK_OF, _is_somebodys),
        (_FACEBOOK_QUOTED, _is_quoted),
    ):
        for match in guards.found_from(pattern, text, Sign.PLATFORM, ("nama", "profil")):
            if wanted(match):
                yield *match.span("name"), "account"


def _is_quoted(match: re.Match[str]) -> bool:
    """Whatever stands in quotation marks, but an office."""
    return OFFICE_NAME.match(match["name"]) is None


def _is_somebodys(match: re.Match[str]) -> bool:
    """A person's name where somebody or an account is spoken of: no group, no office, no rest of a sentence."""
    before = match.string[max(match.start() - _GROUP_REACH, 0) : match.start()].lower()
    if before.endswith(_GROUPS) or OFFICE_NAME.match(match["name"]):
        return False
    owned = match[0][:1] in "aApP" or _SOMEBODY.search(match[0]) is not None
    return owned and _NO_PERSON.match(match["name"].partition(" ")[0]) is None


def _is_facebook_account(match: re.Match[str]) -> bool:
    """A person's name, not an office's, a group's or the next word of the sentence."""
    before = match.string[max(match.start() - _GROUP_REACH, 0) : match.start()].lower()
    said = match[0][:1] in "aAnN"
    if OFFICE_NAME.match(match["name"]):
        return False
    # "fb saya Alhamdulillah pulih", with a telephone's capitals.
    alone = not said and ":" not in match[0] and " " not in match["name"]
    return not (alone and _NO_PERSON.match(match["name"])) and not before.endswith(_GROUPS)


def _is_named_handle(match: re.Match[str]) -> bool:
    """With an underscore, or with digits or a dot where the words before call it an account; no host."""
    handle = match["handle"]
    if "_" in handle[1:-1]:
        return True
    called = (match["said"] is not None or "." in handle) and (
        _DIGITS_INSIDE.search(handle) is not None or (match["said"] is not None and "." in handle)
    )
    return called and _HOST_END.search(handle) is None


def _is_account(match: re.Match[str], kind: str) -> bool:
    """No "Shopee: gratis ongkir", no "X/Twitter: Kedutaan", no "follow aja.nanti"."""
    if kind == "handle":
        return _FOLLOW.match(match[0]) is None or _SURE_HANDLE.search(match[kind]) is not None
    after_slash = match.string[match.start() - 1 : match.start()] == "/"
    return not (after_slash or _SHOP.match(match[0])) or _HANDLE_ONLY.fullmatch(match[kind]) is not None
