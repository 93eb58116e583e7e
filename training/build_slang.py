"""Build ``analysis/data/slang.tsv`` and ``stop_words.tsv`` from the public lists and our own.

Usage: ``python training/build_slang.py --lexicon DIR`` where DIR holds ``combined_slang_words.txt`` and
``combined_stop_words.txt`` of louisowen6/NLP_bahasa_resources (MIT). Running it twice gives the same bytes.

What is left out of the public list, and why:

* words that mean something else to a public office: *aspal* (asphalt), *asap* (smoke), *km*, *kk* (family card),
  *sma* (school), *red*, *pro*, *pp*, *can* …;
* abbreviations that are the standard word today (*pilkada*, *satpam*, *sembako*): expanding them only hides keywords;
* insults and slurs turned into other insults, and remarks about groups of people;
* English words, misspellings seen once, one-letter forms with several readings.
"""

import argparse
import json
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "analysis" / "data"

DROP = set(
    """
    @ adoh ahaha aljasa akika apes aspal asap asem awak aws ay bacot bandes bangdes bangkotan banpol banpres banpur
    bansarkas bazis bencong bg bimbuluh bintal bisi bl bnchi bnci bodor bokep boker bokin bonek bonyok br bro brur
    bt bu_bu buaya bubu buser bw c8 cabal cabut cadas calo can cangcut cb ce cekak cekal ceper ceu cibuk cimeng cin
    cipika congor cong cow cowwyy cp cpa cumi cups curanmor cyin d dah de dek dodol doku duren ed eke envy ex fax fifo gaada
    gan gepeng gino golput gr ha hakhak handak hansip haghaghag hankam hardcore hi hlm hoax houm hr hubad hubdar
    hubla hum humas humz ikon info ista istaa item itungan ja jablay jancuk jem jir jubir jurdil jutek k ka kab kabag
    kabor kadiv kadit kaka kamtib kamtibmas kanwil kapt kasat kasubbag kasubbid kau kec kedubes kejurnas kel kek
    keneh kentot kepo kepsek kere kesbang kesra kibus kimpoi kk kl kloter km kn kodya komdis kompi komsov komtiong konjen
    korup kt ktr kw la laka lam lambreta lamp lansia lanud lapas latgab leh lekong less light linmas litbang lo lol lola
    low lp luber lum lw mabes magabut mahatma maho mak mam mamz maneh mao markus masy melu migas mikol miker milis
    miras mo moge mokad mokat most mt mubes muker mulu mumpung muna munas munaslub munfik muntaber musda mw mz n nal
    napi napol napza naq narkoba nax ne nekolim nekolin next ngehe ngentotin nie np nyekar o/ ok ol otda pacal pala pansus
    paranoid parpol pd pelatnas pemda pemkot pemred penertiban penjas perda pi pilkada pk polantas ponpes pp pro
    problem pst puanas pw qt ranmor raskin re red ref reg rehab reklamuk renstra repp reskrim restik rights ru ruko rusunawa
    ruz satpam sembako sendratari sept seting setting sinetron simiskin sma sni solve sosbud sosek sospol spd still
    subbag suk tabanas tahi taik tar teh telkom tilang tioghoa tirani togel tokai toserba tren trending trnd ts tst tw u ud
    ul urang usah uasai valas w/ wadir wamil warkop warteg wat wtf y yl yo zonk ahokncc gantengsaya benarjujur faktakta
    nmenarik sadaar analisise rubahnn buangbuang heters happy koar mbual acc aka ava bing anjir anjrit kampret
    ky nembak spa parte bohay bdg isengin haha hehe byar bru trm gowes tilep gombal bet rakor ongkir nasgor malah ya
    yawdah yap yowes pisan watuk tipiwan luff huff huft kbr jkt mlah skt gokil gile trima nyekar
    tajir tai kacrut ngehe kagak wkwkkw pesenan fyi btw imho cmiiw afaik idk otw oot brb asbun astul otw sbb
    """.split()
) - {"kagak", "sbb", "btw"}

OWN = """
ga=tidak gk=tidak gak=tidak g=tidak ngga=tidak nggak=tidak ngak=tidak gag=tidak enggak=tidak engga=tidak kaga=tidak tdk=tidak
tak=tidak ndak=tidak kagak=tidak gabisa=tidak_bisa gbisa=tidak_bisa gaada=tidak_ada gada=tidak_ada gamau=tidak_mau
gatau=tidak_tahu gajelas=tidak_jelas gausah=tidak_perlu gapapa=tidak_apa-apa gapernah=tidak_pernah gaboleh=tidak_boleh
gabener=tidak_benar gabecus=tidak_becus becus=becus blm=belum blom=belum belom=belum blum=belum jgn=jangan 
yg=yang pd=pada dgn=dengan dg=dengan utk=untuk untk=untuk bwt=buat sdh=sudah udh=sudah udah=sudah uda=sudah dah=sudah dh=sudah sdah=sudah
bgt=banget bngt=banget bget=banget bangettt=banget krn=karena karna=karena krna=karena jln=jalan jl=jalan tlg=tolong
tlong=tolong mhn=mohon mohn=mohon gmn=bagaimana gmna=bagaimana gimana=bagaimana knp=kenapa knapa=kenapa napa=kenapa
aja=saja aj=saja ajah=saja doang=saja doank=saja min=admin mimin=admin bpk=bapak pak=bapak bu=ibu kpd=kepada kpada=kepada
dpt=dapat dapet=dapat dapt=dapat skrg=sekarang skrang=sekarang skg=sekarang skr=sekarang kmrn=kemarin kmren=kemarin
kmaren=kemarin kemaren=kemarin tgl=tanggal bln=bulan thn=tahun taun=tahun hrs=harus hrus=harus kudu=harus bs=bisa bsa=bisa
spt=seperti sprti=seperti kyk=seperti kayak=seperti kya=seperti jd=jadi jdi=jadi
tp=tetapi tpi=tetapi tapi=tetapi klo=kalau kalo=kalau klau=kalau klw=kalau sy=saya sya=saya gw=saya gue=saya
gua=saya aq=saya ak=saya aku=saya lu=kamu lo=kamu elu=kamu loe=kamu km_=kamu kmu=kamu org=orang orng=orang byk=banyak
bnyk=banyak banyk=banyak bnyak=banyak msh=masih masi=masih msih=masih trs=terus trus=terus lg=lagi lgi=lagi lgsg=langsung
lngsung=langsung langsng=langsung smpe=sampai sampe=sampai nyampe=sampai ampe=sampai stlh=setelah sblm=sebelum sblum=sebelum
sm=sama ama=sama brp=berapa brapa=berapa bbrp=beberapa bener=benar bnr=benar beneran=benar bner=benar emang=memang emg=memang
jg=juga jga=juga dlm=dalam dlu=dulu dri=dari drpd=daripada ttg=tentang tsb=tersebut trsebut=tersebut tmpt=tempat
tmpat=tempat rmh=rumah rmah=rumah sklh=sekolah sklah=sekolah pemrintah=pemerintah pmrintah=pemerintah pemerentah=pemerintah
masyrakat=masyarakat masyarakt=masyarakat msyrkt=masyarakat mslh=masalah mslah=masalah bgs=bagus bgus=bagus mantul=mantap
mantab=mantap mantep=mantap mntap=mantap keren=keren krn2=karena makasih=terima_kasih mksh=terima_kasih makasi=terima_kasih
terimakasih=terima_kasih trimakasih=terima_kasih trims=terima_kasih tks=terima_kasih thx=terima_kasih thanks=terima_kasih
thank=terima_kasih tq=terima_kasih suwun=terima_kasih nuhun=terima_kasih nunggu=menunggu nungguin=menunggu nunggak=menunggak
ngantri=antre ngantre=antre antri=antre antrian=antrean ngurus=mengurus ngasih=memberi kasih_=beri ngeluh=mengeluh ngaduin=mengadu
laporin=laporkan benerin=perbaiki betulin=perbaiki bayarin=bayarkan dibenerin=diperbaiki dibetulin=diperbaiki nambal=menambal
ditambalin=ditambal nyuruh=menyuruh nolak=menolak nagih=menagih nanya=bertanya nelpon=menelepon nyebrang=menyeberang
lemot=lambat lelet=lambat lola=lambat telat=terlambat eror=error rame=ramai cepet=cepat gercep=gerak_cepat
jelek=jelek bapuk=jelek ancur=hancur ancur2an=hancur amburadul=kacau kacrut=kacau cape=capek capek=capek cpk=capek
bete=bosan kesel=kesal sebel=sebal kzl=kesal males=malas mls=malas seneng=senang snang=senang suka=suka demen=suka
ortu=orang_tua kpn=kapan kapn=kapan dmn=di_mana dimana=di_mana kmn=ke_mana kemana=ke_mana diliat=dilihat liat=lihat ngeliat=melihat
dikasih=diberi dikasi=diberi dibikin=dibuat bikin=buat pake=pakai make=pakai dipake=dipakai ntar=nanti bsk=besok besuk=besok
td=tadi tdi=tadi hri=hari mgu=minggu mnt=menit smua=semua smw=semua semuax=semua sll=selalu slalu=selalu srg=sering
sring=sering krg=kurang krang=kurang lbih=lebih plg=paling bkn=bukan bukn=bukan cmn=hanya cuman=hanya cuma=hanya
gitu=begitu gini=begini gt=begitu kok=kok koq=kok knpa=kenapa wkt=waktu wktu=waktu pelayananx=pelayanan pelyanan=pelayanan
ktp2=ktp kec=kecamatan kab=kabupaten kel=kelurahan prov=provinsi rsud=rsud hp=ponsel duit=uang dtng=datang dtg=datang plng=pulang
mo=mau mw=mau pengen=ingin pingin=ingin pgn=ingin moga=semoga smoga=semoga smg=semoga alhamdulilah=alhamdulillah
aamiin=amin amiin=amin insyaallah=insyaallah parah=parah bgtu=begitu skalian=sekalian gde=besar gede=besar
tros=terus trnyata=ternyata tnyta=ternyata trlalu=terlalu ampun=ampun pdhl=padahal pdahal=padahal dkt=dekat jauh2=jauh
ywd=ya_sudah gpp=tidak_apa-apa gapernah=tidak_pernah blom=belum hny=hanya hnya=hanya scr=secara
thd=terhadap sdr=saudara sdri=saudari sbg=sebagai sbgai=sebagai shg=sehingga sbnrny=sebenarnya krj=kerja kerj=kerja
"""


def own_entries() -> dict[str, str]:
    """Our own pairs; ``_`` stands for a space in the target, a trailing ``_`` in the form marks a disabled pair."""
    pairs = (item.split("=", 1) for item in OWN.split())
    return {form: target.replace("_", " ") for form, target in pairs if form != target and not form.endswith("_")}


def public_entries(path: Path) -> dict[str, str]:
    """The public list without what ``DROP`` names, without multi-word forms and long expansions."""
    raw: dict[str, str] = json.loads(path.read_text("utf-8"))
    kept = {}
    for raw_form, raw_target in raw.items():
        form, target = raw_form.strip().casefold(), raw_target.strip().casefold()
        if (
            form in DROP
            or " " in form
            or not form.isalnum()
            or "," in target
            or len(target.split()) > 2
            or form == target
        ):
            continue
        kept[form] = target
    return kept


def main() -> None:
    """Write both tables, sorted, with a header line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lexicon", type=Path, required=True)
    folder: Path = parser.parse_args().lexicon
    own = own_entries()
    merged = {
        form: (target, "nlp_bahasa") for form, target in public_entries(folder / "combined_slang_words.txt").items()
    }
    merged |= {form: (target, "own") for form, target in own.items()}
    # A chain (kalo -> kalau -> …) would make normalising depend on how often it is run.
    for form, (target, origin) in list(merged.items()):
        resolved = " ".join(merged[word][0] if word in merged and word != form else word for word in target.split())
        merged[form] = (resolved, origin)
    lines = ["form\tstandard\torigin"] + [f"{form}\t{merged[form][0]}\t{merged[form][1]}" for form in sorted(merged)]
    (OUT / "slang.tsv").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    words = {w for line in (folder / "combined_stop_words.txt").read_text("utf-8").splitlines() for w in line.split()}
    # Glued lines of the source, and words that a report needs (place, number and weight words of complaints).
    words = {w for w in words if w.isalpha() and w.isascii() and w != "bagaimanapunalhamdulillah"}
    words -= set(
        "besar berat jelas kurang masalah keterlaluan percuma tinggi warga rt baik naik tolong panjang minggu".split()
    )
    (OUT / "stop_words.tsv").write_text("word\n" + "\n".join(sorted(words)) + "\n", "utf-8", newline="\n")
    print(f"slang {len(merged)}, stop words {len(words)}")


if __name__ == "__main__":
    main()
