"""Accounts that are an office's by their name: "@dinkes_x", "@kemenhub151", "@infobmkg"; nobody's personal data."""

import re
from typing import Final

_WORDS: Final = (
    r"pem(?:kab|kot?|prov|da|des)(?![aeiou])|kemen(?:[bdhklnpr]|ag|sos|set|tan|es|terian|aker|imip)|"
    r"din(?:kes|sos|dik|ker)|dis(?:hub|dik(?:bud|pora)?(?![a-z])|duk|pendik|pora(?![a-z])|naker|perindag|kominfo|budpar|pangtan)|d(?:uk|isd|ispend)(?:uk)?capil|diskominfo|kominfo|"
    r"dp(?:upr|mptsp|rd|r_?ri)|pupr|bp(?:bd|jskes|jsket|jstk|om_?ri)|bpjs|bnpb|bmkg|bappe(?:da|nas)|bapenda|bawaslu|basarnas|damkar|satpol|"
    r"pol(?:res|sek|da(?=[a-z_.]{3})|ri(?![a-z]))|polisi_?ri|divhumas|humas_?(?:pol|pem|kab|kot|prov|kemen|jateng|jatim|jabar|setda)|satlantas|tmcpol|rtmc|ntmc|"
    r"kodi[mn]\d|koramil|kodam|korem|kpu(?![a-z]{3})|kpk_?ri|kejari|kejati|kejaksaan|kemenko|ombudsman|itjen|ditjen|dirjen|atr_?bpn|kantah|"
    r"beacukai|imigrasi|samsat|setda|setkab|setneg|puskesmas|pkm_|rsu[dp](?![aeiou])|pdam|perumda|pln_?(?:id|\d|up|ulp|peduli|disj)|dki_?jakarta|jakarta_?smart|"
    r"bps_|badan_?pusat|bank_?indonesia|ojk(?![a-z])|ditlantas|lapor1708|kanwil|jasa_?marga|jasaraharja|mk_?ri|sekretariat|lapas|rutan|kemensos"
)
_OFFICE: Final = re.compile(
    rf"(?:akun|info|official|humas|media|halo|ppid|kontak|layanan|sahabat|ditjen|kantor|bidhumas|uptd?)?[_.]?(?:{_WORDS})",
    re.IGNORECASE,
)
#: Somebody who pretends to be an office is somebody: "akun palsu @dinsos_contoh".
_PRETENDED: Final = re.compile(
    r"\b(?:palsu|bodong|tiruan|gadungan|penipu\w*|menipu|nipu|ngaku\w*|mengaku\w*|mengatasnamakan|pribadi|oknum|pelaku|kloningan|fake|nge-?dm)\b",
    re.IGNORECASE,
)
_SAID_OFFICIAL: Final = re.compile(
    r"\b(?:resmi(?:nya)?|official)(?: (?:kami|milik|dari|instagram|ig|kantor|dinas|pemkab|pemkot|hanya|cuma|di|adalah|nya|yaitu|dan))*[ :]{1,3}\Z",
    re.IGNORECASE,
)
_REACH: Final = 45


def is_office_account(text: str, start: int, end: int) -> bool:
    """The account at that place bears an office's name, or is called official; a pretender's is not."""
    before = text[max(start - _REACH, 0) : start]
    if _PRETENDED.search(before):
        return False
    return _OFFICE.match(text[start:end].lstrip("@ ")) is not None or _SAID_OFFICIAL.search(before) is not None
