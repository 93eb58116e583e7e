"""What a word of a text tells about the personal data that may stand there; each word is looked at once."""

import re
from enum import IntFlag
from typing import Final

from analysis.personal.digit_words import DIGIT_WORDS

#: Vehicles and their models, as words and as one alternation.
_VEHICLES: Final = (
    "mobil motor montor oto honda truk truck trek pikap pickup angkot angdes bemo bentor mikrolet petepete bus bis minibus avanza kijang innova "
    "pajero fortuner xenia brio ertiga nmax pcx aerox scoopy supra calya agya ayla sigra alphard sedan vario beat hilux hiace terios xpander "
    "tronton ninja vespa matic matik panther carry grandmax livina jimny strada triton jazz yaris vios wuling mio satria jupiter revo megapro "
    "vixion byson cbr klx lexi fazzio genio stylo astrea mobnas randis mobdin motdin kapsul fuso elf ojol taksi ambulan ambulans nyetir "
    "bernopol berplat berpelat"
).split()
VEHICLES: Final = "|".join((*_VEHICLES, "pick up", "pete-pete"))
#: Words for a hamlet, with those of the islands.
_HAMLETS: Final = (
    "kampung kampong kp dusun dsn dukuh dukuhan padukuhan pedukuhan dk lingkungan lingk ling link jorong korong banjar br gampong "
    "handil huta tiyuh pekon nagari"
).split()
HAMLETS: Final = "|".join(_HAMLETS)
ESTATES: Final = (
    *("perum", "komp", "griya", "graha", "puri", "taman", "villa", "vila", "cluster", "klaster", "btn", "rusun"),
    *("apart", "apt", "residence", "bumi", "asrama", "mess", "kav"),
    *("pesona", "permata", "grand", "citra", "pondok", "bukit", "regency", "green", "royal", "mutiara"),
)
#: Kinds of houses, and words for whose one is.
HOUSES: Final = (
    "rumah rmh omah umah imah griya griyo gubuk gubug pondok bilik tongkonan honai lanting roma rumoh bale kontrakan"
).split()
OWNERS: Final = "punya milik duweke duwekne nduwene kagungane gaduhna nggone gonane".split()
#: What people are called before their name.
TITLES: Final = (
    "pak pk bu bapak bapa ibu mama mbah simbah nenek nek nene kakek kek mak mang bi bah abah wak uwak lik bulik paklik pakde bude om tante bang kang mas mbak teh "
    "uda uni amaq inaq daeng puang ompung oppung op inang amang tok datuk nyai haji hj h ust ustad ustadz la wa lae ce koh ko encik bli mbok jero i ni nini aki ma ne"
).split()
_DIGIT_WORD: Final = "|".join(sorted(DIGIT_WORDS, key=len, reverse=True))
_SPELT: Final = re.compile(rf"(?:(?:{_DIGIT_WORD})(?:nya|puluh|belas)?|[0-9]x?)+|triple|tripel|seribu")
_BANKS: Final = (
    "tabungan butab m mbanking virtual va kode kartu atm debit kredit transfer tf trf donasi bca bri bni bsi mandiri btn btpn cimb danamon permata "
    "muamalat jago jenius seabank bjb bpd bpr bukopin ocbc panin maybank bank brimo livin blu neobank superbank allo sinarmas briva visa mastercard"
).split()
_PAPERS: Final = (
    "bpjs bpjstk bpjskes karip nopen notas asabri kta str noka jamsostek spph nipk nippk nipppk pppk kwh pip samb pdam pam pln listrik indihome internet berobat kis jkn kpj jht npwp "
    "sim pasport passport paspor passpor nip nis nisn nuptk nrp nidn nim npm karpeg taspen kks pkh bpnt kip id idpel pelanggan langganan sambungan "
    "meter meteran nopel nosal rekam medical rm mr norm porsi mengemudi kartu wajib induk"
).split()
#: "My", "his" and the like at a word's end.
_OWNED: Final = ("", "nya", "ku", "mu", "e", "na")
#: What such a word begins with, and words that only count: "3x".
_SPELT_STARTS: Final = frozenset([*(word[:3] for word in DIGIT_WORDS), "tri", "ser"])
_COUNTED: Final = re.compile(r"[0-9x]+")


class Sign(IntFlag):
    """What a text must show for one kind of personal data to be looked for: a character, or a word of some shape."""

    AT = 1
    SLASH = 2
    HASH = 4
    DIGIT = 8
    AT_WORD = 16
    PROVIDER = 32
    PLATFORM = 64
    UNDERSCORE = 128
    DIGIT_WORD = 256
    HOUSE = 512
    ROAD = 1_024
    ESTATE = 2_048
    RT_RW = 4_096
    PLATE = 8_192
    VEHICLE = 16_384
    BANK = 32_768
    PAPER = 65_536
    HAMLET = 131_072
    NUMBER = 262_144
    CAPITAL_PLATE = 524_288
    SMALL_PLATE = 1_048_576
    PREFIX = 2_097_152
    ROOM = 4_194_304
    HOME = 8_388_608
    PERSON = 16_777_216


#: Words around which the learnt part looks where a number stands in the text, too.
BESIDE_NUMBERS: Final = Sign.ROAD | Sign.RT_RW | Sign.HOUSE | Sign.ROOM | Sign.VEHICLE | Sign.PLATE
_BESIDE_NUMBERS: Final = int(BESIDE_NUMBERS)
_NUMBERS: Final = int(Sign.DIGIT | Sign.DIGIT_WORD)
_PLATFORM: Final = int(Sign.PLATFORM)


def may_be_learnt(signs: int) -> bool:
    """A text with these signs may show what the learnt part looks for: a platform, or one of those words and a number."""
    return bool(signs & _PLATFORM or (signs & _NUMBERS and signs & _BESIDE_NUMBERS))


#: Words that are looked up.
_KNOWN: Final[dict[str, int]] = {}
for _sign, _words, _ends in (
    (Sign.ROOM, ("kamar", "kmr", "pintu", "petak"), ("",)),
    (Sign.HAMLET, _HAMLETS, ("",)),
    (Sign.VEHICLE, (*_VEHICLES, "pick", "pete", "bernomor"), ("",)),
    (Sign.BANK, _BANKS, _OWNED),
    (Sign.PAPER, _PAPERS, _OWNED),
    (Sign.HOME, HOUSES, ("", "nya", "ku", "e", "ne", "na", "ipun")),
    (Sign.HOME, OWNERS, ("",)),
    (Sign.PERSON, TITLES, ("",)),
):
    for _word in _words:
        for _end in _ends:
            _KNOWN[_word + _end] = _KNOWN.get(_word + _end, 0) | int(_sign)
#: What other words must hold so that a text with them can pass a guard; words are those of the folded text.
_SHAPES: Final = (
    (Sign.AT_WORD, re.compile(r"^[ae]t$")),
    (Sign.PROVIDER, re.compile(r"mail|gmel|yahoo|outlook|icloud|proton|live|^[gy]$")),
    (
        Sign.PLATFORM,
        re.compile(
            r"^(?:ig|insta|tik$|tiktok|tt(?:ku|nya)?$|twitter|fb|facebook|[fp]esbuk|tele(?:gram)?(?:ku|nya)?$|line(?:ku|nya)?$|discord|"
            r"snap(?:chat)?(?:ku|nya)?$|threads|shopee|lazada|tok(?:oped|ped)|user|nick(?:name)?(?:ku|nya)?$|akun|(?:dm|ytb?|youtube|yutu(?:be?|p)|chann?el|kanal|bigo|"
            r"roblox)(?:ku|nya)?$|(?:steam|strava|twitch|wattpad|letterboxd|kaskus\w*|kompasiana|wechat|kakao(?:talk)?|skype|duolingo|valorant|"
            r"riot|spotify|soptify|carousell?|snack|telg|twt|soundcloud|github|behance|quora|reddit|tumblr|pinterest|linkedin|genshin|"
            r"hoyolab|pubg|weverse|litmatch|tinder|tantan|bumble|freefire|ff|epep|mlbb|legends?|uid)(?:ku|nya)?$|(?:sos|med)(?:med|sos)|michat|olx|bukalapak|foll?ow|mention|subs(?:cribe|krep|krib|crib))"
        ),
    ),
    (Sign.UNDERSCORE, re.compile(r"unders|garis")),
    (
        Sign.HOUSE,
        re.compile(r"n[o0](?:m[oe]r)?(?:\d|$)|^nmr|^(?:unit|lantai|lt)$|blok|blk|tower|menara|kav|belas|puluh"),
    ),
    (Sign.ROAD, re.compile(r"^(?:j(?:ln?|alan)|g(?:n?g|ang)|l(?:orong|rg?))(?![a-z])")),
    (Sign.ESTATE, re.compile(rf"^(?:{'|'.join((*ESTATES, 'blok', 'blk'))})")),
    (Sign.RT_RW, re.compile(r"^r[tw](?![a-z])|^er(?:te)?$")),
    (Sign.PLATE, re.compile(r"p(?:l|el)at|pol|tnkb|^kendaraan")),
    (Sign.BANK, re.compile(r"^(?:no)?rek(?:[ein][a-z]{0,7})?(?:nya|ku|mu|e|na)?$")),
)
_ANY_SHAPE: Final = re.compile("|".join(shape.pattern for _, shape in _SHAPES))


def signs_of_word(word: str) -> int:
    """The signs of a folded word, as bits."""
    signs = _KNOWN.get(word, 0)
    if (
        (word[:3] in _SPELT_STARTS or word[0] in "0123456789")
        and _SPELT.fullmatch(word)
        and not _COUNTED.fullmatch(word)
    ):
        signs |= int(Sign.DIGIT_WORD)
    if _ANY_SHAPE.search(word):
        for sign, shape in _SHAPES:
            if shape.search(word):
                signs |= int(sign)
    return signs
