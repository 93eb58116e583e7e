"""Accounts that are an office's, an outlet's or a company's by their name: "@dinkes_x", "@infobmkg", "@detikcom"; nobody's personal data."""

import re
from typing import Final

_WORDS: Final = (
    r"pem(?:kab|kot?|prov|da|des)(?![aeiou])|kemen(?:[bdhklnpr]|ag|sos|set|tan|es|terian|aker|imip)|"
    r"din(?:kes|sos|dik|ker|kop)|dis(?:hub|dik(?:bud|pora)?(?![a-z])|duk|pendik|pora(?![a-z])|naker|perindag|kominfo|budpar|pangtan|par(?:bud|pora|ekraf)?(?![a-z])|bud(?:par)?(?![a-z])|dag(?:in|perin)?(?![a-z])|nakkeswan|pertan|pusip)|d(?:uk|isd|ispend)(?:uk)?capil|diskominfo|kominfo|"
    r"dp(?:upr|mptsp|rd|r_?ri)|pupr|bp(?:bd|jskes|jsket|jstk|om_?ri)|bpjs|bnpb|bmkg|bappe(?:da|nas)|bapenda|bawaslu|basarnas|damkar|satpol|"
    r"pol(?:res|sek|da(?=[a-z_.]{3})|ri(?![a-z]))|polisi_?ri|divhumas|humas_?(?:pol|pem|kab|kot|prov|kemen|jateng|jatim|jabar|setda)|satlantas|tmcpol|rtmc|ntmc|"
    r"kodi[mn]\d|koramil|kodam|korem|kpu(?![a-z]{3})|kpk_?ri|kejari|kejati|kejaksaan|kemenko|ombudsman|itjen|ditjen|dirjen|atr_?bpn|kantah|"
    r"beacukai|imigrasi|samsat|setda|setkab|setneg|puskesmas|pkm_|rsu[dp](?![aeiou])|pdam|perumda|pln_?(?:id|\d|up|ulp|peduli|disj)|dki_?jakarta|jakarta_?smart|"
    r"bps_|badan_?pusat|bank_?indonesia|ojk(?![a-z])|ditlantas|lapor1708|kanwil|jasa_?marga|jasaraharja|mk_?ri|sekretariat|lapas|rutan|kemensos|museum"
)
_OFFICE: Final = re.compile(
    rf"(?:akun|info|official|humas|media|halo|ppid|kontak|layanan|sahabat|ditjen|kantor|bidhumas|uptd?)?[_.]?(?:{_WORDS})",
    re.IGNORECASE,
)
#: Outlets, carriers, shops, banks, clubs: whole names with what their accounts add, for somebody's may begin so.
_KNOWN: Final = (
    r"kompas|detik|tempo|liputan6|tribun\w{0,12}|antaranews|antara_?news|cnn|cnbc|republika|kumparan|okezone|sindonews|viva|merdeka|suaradot|suara|idntimes|"
    r"metro_?tv|tv_?one(?:news)?|kompastv|rri|tvri|narasi(?:newsroom)?|tirto|jawapos|mediaindonesia|jakpost|bisnis|katadata|inews|rctv?i|sctv|transtv|trans7|"
    r"bbc|bbcnews|turnbackhoax|mafindo|cekfakta|"
    r"kai|kci|commuterline|krl|mrtjkt|mrtjakarta|lrtjkt|lrtjabodebek|transjakarta|pt_?transjakarta|tj|damri|whoosh|kcic|garuda|citilink|lionair(?:group)?|"
    r"batikair|airasia|pelni|asdp|angkasapura|jasamarga|gojek|grab|maxim|bluebird|traveloka|tiket|"
    r"shopee|shopeefood|tokopedia|lazada|bukalapak|blibli|zalora|olx|jne|jnt|jntexpress|sicepat|sicepatekspres|anteraja|ninjavan|ninjaxpress|idexpress|posindonesia|pos|"
    r"tiki|wahana|lionparcel|telkomsel|telkom|indihome|myindihome|indosat|im3|xl|myxl|axis|tri|tri3|smartfren|byu|firstmedia|biznet|"
    r"indomaret|alfamart|alfamidi|superindo|transmart|hypermart|ikea|mcd|mcdonalds|kfc|starbucks|wardahbeauty|wardah|emina|scarlett|ms_?glow|unilever|indomie|aqua|"
    r"bank_?(?:bri|bni|btn|mandiri|bsi|bca|jateng|jatim|bjb|dki|mega|syariah|permata)|mandiri|bri|bni|bca|halo_?bca|goodlife_?bca|bsi|btn|livin|jenius(?:connect)?|"
    r"ovo|gopay|dana|dana\.id|linkaja|pertamina|mypertamina|pertamina_?patra|pgn|antam|bulog|perum_?bulog|"
    r"kjri|kbri|konjen|indonesiain|pssi|timnas|liga1(?:match)?|persija|persib|persebaya|aremafc|arema|psis|psm|psm_?makassar|psms|pss|sriwijayafc|persik|persipura|bali_?united|"
    r"persis|borneofc|maduraunited|dewa_?united|"
    r"muhammadiyah|nahdlatululama|nu|nu_?online|mui|pmi|palang_?merah|baznas|dompetdhuafa|rumahzakat|act|kitabisa|walhi|icw|kontras|ylbhi|lbh|ylki|greenpeace|wwf|"
    r"google|gmail|instagram|facebook|meta|youtube|tiktok|twitter|x|whatsapp|telegram|microsoft|apple|samsung|xiaomi|oppo|vivo|netflix|spotify|openai|chatgpt|grok|canva|zoom"
)
_ADDED: Final = (
    r"(?:[_.]?(?:id|indo|indonesia|ind|com|co|dotco|news|official|ofc|fc|care|cares|cs|customer_?care|help|helps|peduli|resmi|pusat|tv|food|express|jogja|jkt|jakarta|bdg|bandung|sby|surabaya|"
    r"\d{2,4}|[a-z]{0,3}id|hongkong|hk|jeddah|penang|johor|kuching|kl|kualalumpur|taipei|tokyo|riyadh|doha|dubai|sydney|singapura|logistics|online|reborn|1912|1928)){0,3}_?"
)
_KNOWN_NAME: Final = re.compile(rf"(?:{_KNOWN}){_ADDED}", re.IGNORECASE)
#: Somebody who pretends to be an office is somebody: "akun palsu @dinsos_contoh".
_PRETENDED: Final = re.compile(
    r"\b(?:palsu|bodong|tiruan|gadungan|penipu\w*|menipu|nipu|ngaku\w*|mengaku\w*|mengatasnamakan|pribadi|oknum|pelaku|kloningan|fake|nge-?dm)\b",
    re.IGNORECASE,
)
_SAID_OFFICIAL: Final = re.compile(
    r"\b(?:resmi(?:nya)?|official)(?: (?:kami|milik|dari|instagram|ig|kantor|dinas|pemkab|pemkot|hanya|cuma|di|adalah|nya|yaitu|dan))*[ :]{1,3}\Z",
    re.IGNORECASE,
)
#: "@wardahbeauty official".
_SAID_BEHIND: Final = re.compile(r" (?:official|resmi)\b(?! (?:palsu|bodong|abal))", re.IGNORECASE)
_REACH: Final = 45


def is_office_account(text: str, start: int, end: int) -> bool:
    """The account at that place bears an office's name, or is called official; a pretender's is not."""
    before = text[max(start - _REACH, 0) : start]
    if _PRETENDED.search(before):
        return False
    # "instagram.com/pemkab_contoh" by its last part.
    name = text[start:end].rstrip("/").rpartition("/")[2].lstrip("@ ")
    return (
        _OFFICE.match(name) is not None
        or (text[start] == "@" and _KNOWN_NAME.fullmatch(name) is not None)
        or _SAID_OFFICIAL.search(before) is not None
        or _SAID_BEHIND.match(text, end) is not None
    )
