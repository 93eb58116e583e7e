"""Digits as people say them, in Indonesian, in languages of the islands and in English."""

from typing import Final

#: Each row holds the words for one digit. Short words that mean other things everywhere ("sa", "asa", "due") are left out.
_ROWS: Final = (
    "nol enol kosong zero",
    "satu siji hiji one ciek sada setunggal seddi settong besik",
    "dua loro two duo kalih",
    "tiga telu tilu three tigo tolu talu tello tellu tallu lhee",
    "empat papat opat four ampek ampat ampa sekawan empa eppa appa peuet",
    "lima limo five gangsal lema limong",
    "enam genep six anam nenem onom ennem enneng annang",
    "tujuh pitu seven tujuah tujoh tuju petto",
    "delapan lapan wolu dalapan eight walu ballu kutus dlapan ualu arua",
    "sembilan songo salapan nine sambilan sanga smbilan asera sikureueng",
)
#: Indonesian, Javanese, Sundanese, Minang, Banjar, Madurese, Batak and English, as far as they differ.
DIGIT_WORDS: Final = {word: digit for digit, row in zip("0123456789", _ROWS, strict=True) for word in row.split()}
#: What people say between digits when they dictate.
PAUSES: Final = (
    *("strip", "spasi", "terus", "trus", "lalu", "koma", "dobel", "double", "tripel", "triple"),
    *("sebelas", "belas", "sepuluh", "puluh", "ribu"),
    *("kali", "x", "ping", "diulang", "ulang"),
)
#: Letters by their names.
LETTER_NAMES: Final = "be ce de ef eff ge ha ka el er es ye te we en em pe qi ki yu jay je ix ixs eks ex iks ku zet set wai fe ve ay".split()
#: Words for the number of a house.
COUNT_WORDS: Final = (
    "satu dua tiga empat lima enam tujuh delapan sembilan sebelas sepuluh seratus "
    "siji loro papat limo pitu wolu songo sanga rolas sewelas telulas patbelas sapuluh sapuluah sambilan salapan ampek tujuah opat genep hiji duo anam"
).split()
