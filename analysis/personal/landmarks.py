"""What people say beside an address to be found: "sebelah mushola Al Hidayah", "cat kuning", "rumah papan", "pager bambu"."""

from typing import Final

BESIDE: Final = (
    "muka|sabalah|tukang|belakang|blkg|blakang|depan(?:nya)?|dpn|samping(?:nya)?|smping|sebelah(?:nya)?|sblh|dekat|deket|dkt|seberang|sbrg|mburi|buri|ngarep(?:an)?e?|"
    "tukangeun|gigireun|sabeulah|payuneun|hareupeun|kidul(?:e|ane)?|lor(?:e)?|kulon(?:e)?|wetan(?:e)?|etan|kilen|utara|selatan|timur|barat|"
    "pojok(?:an|e)?|ujung|cedh?ak|cedek|caket|celak|parak|subaliak|dakek|muko|bekas|eks|pinggir|sisih|higa|ulu|bawah|bwh|atas|masuk dari|lewat"
)
MARK: Final = (
    "pos|poskamling|posyandu|masjid|mesjid|musho?ll?ah?|musall?a|langgar|surau|suro|meunasah|balee?|gereja|pura|vihara|klenteng|pasar|lapangan|lapang|"
    "alun-alun|makam|kuburan|kantor|balai|bale|pendopo|sumur|warung|warkop|kedai|toko|kios|bengkel|alfamart|alfa|indomaret|sekolah(?:an)?|sdn?|smpn?|sman?|smkn?|"
    "tk|paud|mi|mts|kali|sungai|kreteg|jembatan|parit|kebun|kebon|sawah|rel|penggilingan|selepan|heler|gardu|tiang|pabrik|gudang|gapura|pohon|wit|"
    "tower|pangkalan|spbu|pom|tikungan|pertigaan|perempatan|prapatan|simpang|gerbang|portal|koramil|polsek|puskesmas|pustu|pesantren|pondok|tambal|"
    "konter|counter|laundry|salon|hotel|bank|apotek|klinik|rs|rsud|stasiun|terminal|kolam|empang|tambak|kandang|gang|madrasah|tpa|tpq"
)
_COMPLEMENT: Final = (
    r"(?: (?:(?-i:[A-Z])[\w'\-]{1,15}|pa?k|bu|h\.?|haji|mbah|al|an|at|as|ar|desa|umum|listrik|ojek|voli|tenis|bola|bal|futsal|besar|kecil|gede|gedhe|lama|"
    r"lawas|baru|tua|mangga|jambu|rambutan|belimbing|kelapa|randu|asem|bambu|pring|sawit|air|las|motor|beras|pari|padi|tahu|tempe|kerupuk|sapi|ronda|kamling|"
    r"gereja|masjid|cina|islam|satpam|hansip|polisi|ban|bensin|sayur|kelontong|sembako|agung|jami|\d{1,3})(?!\w)){0,4}"
)
_HOUSE: Final = "(?:rumah|rmh|omahe?|umahe?|roma|imah|griya(?:ne)?|griyo|gubuk)"
_PERSON: Final = r"(?:pa?k|bu|bapak|ibu|h\.|haji|hj\.?|mbah|mak|wak|teh|kang|ust(?:adz?)?\.?) (?-i:[A-Z])\w{1,15}"
_COLOUR: Final = (
    r"(?:ijo|hijau|kuning|merah|abang|biru|putih|ireng|hitam|item|pink|ungu|oren|oranye|orange|coklat|krem|abu-?abu|emas|perak|tosca|toska|hejo|koneng|"
    r"bodas|beureum|bambu|pring|besi|wesi|kayu|jati|tembok|bata|batu|seng|papan|ukir|keramik)"
)
_LOOK: Final = (
    r"(?:(?:rumah|rmh|omah|imah|griya|roma|bumi)(?:nya|e|na)? )?(?:(?:yang|yg|nu|sing) )?"
    rf"(?:(?:cat|cet|pager|pagar|dinding|tembok|teras|lawang|pintu|gerbang|atap|gapura|genteng)(?:nya|e|na|an)? [a-z]{{3,10}}"
    rf"(?: (?:muda|tua|lumut|telur|asin|{_COLOUR}))?"
    r"|(?<=rumah )(?:panggung|papan|kayu|tingkat|pojok|petak|tembok|bata|bambu)|(?<=omah )(?:gedhe[kg]|limasan|joglo|terpal|pojok|papan|kayu|tembok|gebyok))(?!\w)"
)
_PLACED: Final = (
    rf"(?:(?:pas|persis|arah|yang|yg|sing|nu|di|rumah|rmh|omah|dari) ){{0,2}}(?:{BESIDE})(?: (?:{BESIDE}))? "
    rf"(?:(?:dari|sama|karo|ada) )?(?:(?:{_HOUSE} )?{_PERSON}|(?:{MARK})(?!\w){_COMPLEMENT})"
)
#: One such description before an address, and one behind; small and capital letters alike.
LEADING: Final = rf"(?:{_LOOK}|{_PLACED})(?!\w)"
SEGMENT: Final = rf"(?:{_LOOK}|{_HOUSE} {_PERSON}|{_PLACED})(?!\w)"
