"""E-mail addresses and account names, however they are typed, and accounts in the addresses of profiles."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.identity_numbers import Found

_EMAIL: Final = re.compile(
    r"(?<![\w.+\-@])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,24}){0,3}\.[A-Za-z]{2,12}(?![\w\-@])"
)
_EMAIL_SPELT: Final = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{2,40}(?:@| ?[(\[{<]? ?\b(?:at|et)\b ?[)\]}>]? ?)[\w\-]{2,30} ?"
    r"[(\[{<]? ?(?:\bdot\b|\btitik\b|\.) ?[)\]}>]? ?"
    r"(?:com|kom|co|net|org|id|go|ac)\b(?: ?[(\[{<]? ?(?:\bdot\b|\btitik\b|\.) ?[)\]}>]? ?id\b)?",
    re.IGNORECASE,
)
# Where the provider is known, everything else may be typed as it likes.
_PROVIDER: Final = (
    r"(?:g ?mail|gmel|gimail|y ?mail|yahoo|hotmail|outlook|icloud|rocketmail|proton(?:mail)?|live|mail|g m a i "
    r"l|y a h o o)"
)
_LOOSE_EMAIL: Final = re.compile(
    rf"(?<![\w.+\-])(?P<first>[a-z]{{2,20}} )?(?P<local>[\w.+\-]{{2,40}}|\w(?: [\w.]){{2,30}})"
    rf"(?:\s?[(\[{{<\-]?\s?(?:@|\b(?:at|et|ad|a ?keong)\b)\s?[)\]}}>\-]?\s?|\s?\(a\)\s?){_PROVIDER}"
    rf"\s?[(\[{{<\-]?\s?(?:[.,]|\b(?:dot|titik)\b)\s?[)\]}}>\-]?\s?(?:com|kom|co|c o m|me|net|id)\b"
    rf"(?:\s?[(\[{{<]?\s?(?:[.,]|\b(?:dot|titik)\b)\s?[)\]}}>]?\s?id\b)?",
    re.IGNORECASE,
)
_NO_NAME: Final = frozenset(
    "ke di dari email mail surel hub kirim ini saya sy ku aku via kontak alamat dan atau nya gmail ya cc ymail "
    "tolong lewat balas akun "
    "abdi wae nang data surat suratnya kirimi ku kami kita pakai email. hubungi pada".split()
)
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
    r"(?<![\w@\]/])(?<!\w\.)@ ?[A-Za-z0-9_](?:[\w.]{0,38}\w)?(?:@[\w\-]{1,40}(?:\.[\w\-]{1,24}){1,3})?(?!\w)"
)
_PLATFORM: Final = (
    r"(?:ig|insta|instagram|tiktok|tik tok|twitter|fb|facebook|telegram|tele|line|discord|snapchat|threads|user "
    r"?name|user ?id|akun(?: x)?)"
)
_HANDLE: Final = r"[A-Za-z](?=[\w.]*[\d_]|\w+\.\w)[\w.]{2,38}\w"
_AFTER_PLATFORM: Final = re.compile(
    rf"(?<![\w/.@])(?:(?:akun|id) )?{_PLATFORM}(?:nya|ku)?(?: (?:id|saya|sy|aku|nya|ku|dia|gw|gue|ya|dong|adalah|"
    rf"namanya)){{0,2}} ?(?:(?P<sign>[:=] ?)@?(?P<plain>[A-Za-z][\w.]{{2,38}}\w)(?!\w|\.\w|/)"
    rf"|(?<= )(?P<handle>{_HANDLE})(?![\w/]))",
    re.IGNORECASE,
)
_FACEBOOK_NAME: Final = re.compile(
    r"(?<!\w)(?:(?:[Aa]kun|AKUN|[Nn]ama) (?:FB|[Ff]b|[Ff]acebook|FACEBOOK)(?:nya| nya| saya)?(?: atas nama| "
    r"bernama| an\.?)?(?: ?[:=])?"
    r"|(?:[Ff]acebook|FACEBOOK) ?[:=]|(?:FB|[Ff]b)(?:nya| nya| saya)?(?: ?[:=])?) (?P<name>[A-Z][a-z]{2,15}(?: "
    r"[A-Z][a-z]{1,15}){0,3})(?![\w/])"
)
_HOST_END: Final = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)
_TAGGED: Final = re.compile(r"(?<![\w#])[A-Za-z][\w.]{2,30}#\d{4}(?!\w)")
_UNDERSCORE: Final = re.compile(
    r"(?<!\w)\w{2,20}(?: (?:underscore|underskor|garis bawah) \w{1,20}){1,3}(?!\w)", re.IGNORECASE
)
_PROFILE: Final = re.compile(
    r"(?<![\w\-])(?:(?:instagram|threads|tiktok|facebook|fb|twitter|x)\.(?:com|net)|t\.me|telegram\.me|"
    r"linkedin\.com/in|bsky\.app/profile|"
    r"youtube\.com(?=/@)|[\w\-]{2,30}\.[a-z]{2,12}(?=/@))/"
    r"(?:(?:profile\.php\?id=)(?P<id>\d{5,20})|(?:stories/|people/|s/)?(?P<account>@?[\w\-][\w.\-]{0,60}))",
    re.IGNORECASE,
)
#: One of them stands in every address of `_PROFILE`.
_PROFILE_PARTS: Final = ("com/", "net/", ".me/", "app/profile/", "/@")
_NO_ACCOUNT: Final = frozenset(
    "p reel reels tv explore share sharer sharer.php watch groups group hashtag story.php permalink.php "
    "profile.php events event pages page "
    "photo photo.php photos video videos i home search intent login login.php joinchat c channel privacy about "
    "help policies legal tag "
    "discover music marketplace gaming ads business www".split()
)


def emails(text: str) -> Iterator[Found]:
    """E-mail addresses; an office's own (humas@….go.id) stay."""
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if not _of_office(match[0]):
                yield match.start(), match.end(), "email"


def spelt_emails(text: str) -> Iterator[Found]:
    """E-mail addresses with words for signs, blanks inside, and the like."""
    if guards.may_name_a_provider(text):
        for match in _LOOSE_EMAIL.finditer(text):
            first = match["first"]
            named = first is not None and first.strip().lower() not in _NO_NAME
            yield match.start() if named else match.start("local"), match.end(), "email"
    if guards.may_spell_an_email(text):
        for match in _EMAIL_SPELT.finditer(text):
            if "@" in match[0] and _DOT_WORD.search(match[0]) is None:
                continue
            yield match.start(), match.end(), "email"


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
                yield match.start(), match.end(), "account"


def named_accounts(text: str) -> Iterator[Found]:
    """Names after the name of a platform: "ig dewi_x", "fb: Dewi"."""
    small = guards.folded(text)
    if "fb" in small or "facebook" in small:
        for match in guards.found_from(_FACEBOOK_NAME, text, guards.Sign.PLATFORM, ("nama",)):
            yield *match.span("name"), "account"
    for match in guards.found_from(_AFTER_PLATFORM, text, guards.Sign.PLATFORM, ("id",)):
        kind = "plain" if match["plain"] else "handle"
        if match[kind].lower() not in _NO_NAME and _HOST_END.search(match[kind]) is None:
            yield *match.span(kind), "account"
