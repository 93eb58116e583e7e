"""What explains a long number without a person: a parcel, an order, a letter, a price, goods, a case, an office's line."""

import re
from typing import Final

from analysis.personal.owners import near_office

_MINE: Final = r"(?:nya|ku|mu|e|na|ne)?"
_WORDS: Final = (
    # parcels, orders, receipts, complaints
    r"resi|awb|air ?waybill|invoice|inv|faktur|order\w*|pesanan|kode(?! (?:bayar|pembayaran))|nota|kwitansi|kuitansi|struk|tiket|ticket|booking|"
    r"reservasi|pnr|laporan|lapor|pelaporan|aduan|pengaduan|lp|registrasi|register|reg|regist\w*|transaksi|trx|ref|referensi|reference|"
    r"transaction|voucher|voucer|kupon|undian|lotre|token|pin|otp|antrean|antrian|karcis|tracking|paket|shopee|spx\w*|jne|j&t|sicepat|anteraja|"
    # institutions, licences, letters, cases
    r"npsn|nspp|nsm|nss|nib|siup|siujk|tdp|bpom|pirt|p-irt|halal|nop|sppt|pbb|sk|skep|perkara|putusan|spk|sp2d|spm|spp|spj|sppd|sprint?|"
    r"surat|su?rat edaran|se|nota dinas|agenda|akta|akte|sertifikat|shm|hgb|hgu|shgb|imb|pbg|slf|izin|ijin|kbli|sni|iso|haki|hki|"
    r"perda|perbup|pergub|permen\w*|uu|pp|keputusan|peraturan|undang|dokumen|berkas|arsip|persil|kohir|letter c|girik|ntpn|ntb|"
    # goods, apparatus, books
    r"isbn|issn|doi|imei|meid|s/?n|serial|seri|barcode|ean|upc|sku|plu|batch|bets|lot|model|tipe|type|part|rangka|mesin|noka|nosin|vin|"
    r"tabung|inventaris|aset|kodefikasi|ip|mac|port|versi|version|build|firmware|"
    # places, measures, money
    r"koordinat\w*|kordinat|lat|lon|long|lintang|bujur|titik|lokasi|gps|rp|idr|usd|us\$|rm|sgd|eur|harga|seharga|senilai|sebesar|sejumlah|sebanyak|nilai|"
    r"pagu|anggaran|apbd|apbn|dpa|rka|rup|lpse|tender|lelang|paket|kontrak|total|jumlah|kerugian|populasi|penduduk|pemilih|suara|skor|"
    r"score|saham|lembar|frekuensi|mata anggaran|kode pos|zip|iklan|video|id video|channel id|hash|blok|block|tps|"
    r"zoom|meeting|meet|passcode|togel|toto|followers?|subscribers?|uid|game|ff|mobile legends|prefix|prefiks|penerbangan|flight|pesawat|kapal|kereta|gerbong|lokomotif"
)
_BEFORE: Final = re.compile(
    rf"(?:\b(?:{_WORDS}){_MINE}\b(?:[^\d\n.!?;]|\.(?! ?[A-Z])|(?<=\w)\d(?=\w)){{0,32}}?|[$€£#])(?P<rest>(?:\d{{1,6}}[ .\-/]){{0,3}})\Z",
    re.IGNORECASE,
)
#: Words that nothing else follows, so that other numbers of their list may stand between.
_LISTED: Final = re.compile(
    r"\b(?:resi|awb|invoice|isbn|imei|npsn|nop|barcode|koordinat|nib|pesanan|transaksi|tiket|voucher|perkara)(?:nya|ku|na|ne)?\b[^\n.!?;]{0,50}\Z",
    re.IGNORECASE,
)
_REACH: Final = 60
#: A word for somebody's number between the innocent word and the number takes it back: "order sudah dibayar ke rek …".
_SOMEBODYS: Final = re.compile(
    r"\b(?:n[i1l]k|ktp|kk|kartu keluarga|rek(?:ening)?|norek|va|virtual account|hp|wa|telp?|tlp|telepon|telpon|nomor saya|bpjs|kis|jkn|npwp|nip|"
    r"nisn|sim|paspor|pelanggan|idpel|id pel|meter\w*|peserta|porsi|kartu)(?:nya|ku|mu|e|na|ne)?\b",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r" ?(?:rupiah|ribu|rb|juta|jt|miliar|milyar|triliun|m\b|t\b|persen|%|orang|jiwa|peserta|warga|pemilih|kpm|kk\b|lembar|saham|unit|"
    r"ton|kg|km|meter|m2|liter|penduduk|pengguna|pengikut|hektare?|ha\b|kali\b|suara|dolar|usd|views?|followers?|penonton|tahun|hari|jam|wi[bt]a?\b)"
    r"|[ ,(]{1,3}(?:itu |ini |adalah )?(?:no(?:mor|mer)?\.? )?(?:resi|awb|invoice|order|pesanan|tiket|npsn|nib|nop|imei|isbn|register|registrasi|kode|"
    r"seri|laporan|aduan|perkara|koordinat|sertifikat halal)(?:nya|ku)?\b"
    r"|/[A-Z]",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(r"(?:https?:|www\.|\.(?:com|id|net|org|co|me|go)/)\S*\Z", re.IGNORECASE)
_PAGE_REACH: Final = 120
#: Letters and a dash or a dot just before: "F-2231144556", "HK.01.02".
_CODED: Final = re.compile(r"\w*[A-Za-z]\w*[.\-/]\Z|(?<!\d{4} )/ \Z|[A-Z]{2,6} \Z")
_LABEL: Final = re.compile(
    r"(?:no|nomor|nomer|nmr|nik|ktp|kk|rek|norek|hp|wa|tlp|telp|nip|nisn|sim|npwp|bpjs|kis|jkn|va|id|idpel|pel|pln|pdam|bri|bca|bni|bsi|btn|dana|ovo|"
    r"rekening|gopay|mandiri|kartu|nim|nrp|cp|pin bb)(?:nya|ku|na|ne|e)?[.\- ]\Z",
    re.IGNORECASE,
)
_LANDLINE: Final = re.compile(r"\(?(?:0[2-79]\d{1,2}|62[ \-]?[2-79]\d{1,2})")
_MOST_OF_LANDLINE: Final = 12


def is_explained(text: str, start: int, end: int) -> bool:
    """An innocent word stands beside the number, or it belongs to an office, a code or the address of a page."""
    before = text[max(start - _REACH, 0) : start]
    for pattern in (_BEFORE, _LISTED):
        word = pattern.search(before)
        if word is not None and _SOMEBODYS.search(before, word.start() + 1) is None:
            return True
    if _AFTER.match(text, end):
        return True
    if _CODED.search(before) and not _LABEL.search(before):
        return True
    digits = sum(map(str.isdigit, text[start:end]))
    if digits <= _MOST_OF_LANDLINE and _LANDLINE.match(text, start) and near_office(text, start, end):
        return True
    return _PAGE.search(text, max(start - _PAGE_REACH, 0), start) is not None
