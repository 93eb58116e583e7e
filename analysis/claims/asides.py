"""Words that belong to no claim: what people call out, how they pass on, how a report begins."""

from typing import Final

from analysis.claims.details import NO_NAMES
from analysis.claims.swaps import LINKING

#: Words of reports and greetings: a text may have or lack them whatever it claims.
ASIDES: Final = (
    NO_NAMES
    | LINKING
    | frozenset(
        "info informasi kabar berita viral heboh geger gempar breaking news terbaru terkini hari ini baru saja tadi sekarang barusan "
        "mohon tolong bantu share bagikan sebar teruskan grup teman saudara kawan bapak ibu pak bu mas mbak gan bro sis guys gaes bestie "
        "assalamualaikum alhamdulillah innalillahi astagfirullah astaghfirullah subhanallah allah ya amin aamiin semoga mohon maaf "
        "katanya kata konon ternyata benar benarkah resmi akhirnya detik detik-detik momen tangkapan layar judul artikel unggahan akun "
        "insya insyaallah inshaallah wkwk wkwkwk haha hehe astaga waduh duh mantap gila ngeri sedih kasihan parah serius masya bener betul "
        "banget sekali dong nih deh sih kok lho loh lah kan yuk ayo cepat buruan jadi bikin buat lihat cek simak tonton".split()
        # What people exclaim, call each other, and say of what they pass on.
        + "allahuakbar innalillahi innailaihi rojiun naudzubillah nauzubillah masyaallah bismillah wassalam salam amiin inalillahi "
        "lur dulur sedulur rek cak kang teh bun bunda emak emak-emak sobat sodara sahabat netizen nggih inggih monggo onok ono nang iki iku "
        "gan sist bos bosku cuy coy kak dek om tante oi woi hei hai eh ah oh wow ih aduh ampun buset anjir astagfirullah ati-ati bang "
        "aneh lucu kaget serem seram tega sadis jahat zalim dzalim kejam miris prihatin kecewa senang gembira bangga heran bingung panik "
        "merinding gemeter gemetar nangis menangis ngakak kocak keren asyik asik hebat salut pantas pantesan nyangka menyangka sangka "
        "terlambat sempat pokoknya intinya makanya biar auto beneran tipu-tipu percaya yakin sadar mikir pikir siap-siap waspada jaga "
        "kabari kabarin nyebar tersebar beredar diposting posting ikutan coba coba-coba simpan disimpan lanjut terus langsung cepetan "
        "rp rupiah memang emang berjudul mengatasnamakan terkait isu pernyataan penjelasan cuitan cuitannya suntingan terbukti muncul narasi klaim pasca "
        "melakukan adanya sebuah menyebut ketahuan".split()
    )
)
