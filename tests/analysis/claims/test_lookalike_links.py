"""Links dressed as official ones (invented), and ordinary links that must pass."""

import pytest

from analysis.claims.cues import is_lookalike, is_shortlink, read_cues

DRESSED = """
bansos-go-id.xyz bansos-go.id.xyz kemensos.go.id.cair.top kemensos-go.id go-id.com kominfo-go-id.web.app
dtks.kemensos.go.id.daftar.site kemenkes.gov-id.net djp-online.go-id.org pajak-go.id.support bkn.go.id.daftar.info
polri.go.id-tilang.com bansos.kemensos.go.ld kemensos.g0.id cekbansos-kemensos.com bpjs-2026.site bantuan-kemensos.online
prakerja-gratis.top kemnaker-bsu.blogspot.com bsu2025.my.id pln-subsidi.vercel.app bri-undian.xyz bni-poin.online
pemkab-wanasari.info kemenag-haji.netlify.app blt-umkm.github.io sscasn-bkn.pages.dev cpns-bkn2026.com kartu-prakerja.co
tilang-etle.com disdukcapil-online.xyz ikd-dukcapil.com coretax-djp.top mypertamina-id.com kemenk0minfo.xyz jkn-bpjs.info
""".split()
ORDINARY = """
kemensos.go.id cekbansos.kemensos.go.id dinsos.wanasarikab.go.id djponline.pajak.go.id bri.co.id bni.co.id bankmandiri.co.id
prakerja.go.id sscasn.bkn.go.id pln.co.id mypertamina.id kompas.com tempo.co turnbackhoax.id blog.example.com github.io
wordpress.com brilio.net ub.ac.id smkn1.sch.id tni.mil.id desa-sukamaju.desa.id pemkabnews.com goid.example.com kai.id
kaimana-news.com briket-arang.shop mandirijaya.co.id radarbogor.id google.com youtube.com online-shop.com daftarharga.com
idn-times.com cekongkir.com logo.id cargo.id mango.id indigo.id
""".split()


@pytest.mark.parametrize("host", DRESSED)
def test_dressed_as_official(host: str) -> None:
    """Each is named as an imitation, bare and inside a message."""
    assert is_lookalike(host)
    assert "lookalike_domain" in read_cues(f"Daftar bantuan di https://{host}/isi sebelum besok").signs


@pytest.mark.parametrize("host", ORDINARY)
def test_ordinary_and_official_hosts_pass(host: str) -> None:
    """Official hosts, newsrooms, shops and names that merely contain the letters."""
    assert not is_lookalike(host)


@pytest.mark.parametrize("host", ["bit.ly", "s.id", "tinyurl.com", "cutt.ly", "rebrand.ly", "lynk.id", "wa.me", "t.me"])
def test_links_that_hide_where_they_lead(host: str) -> None:
    """Shorteners and chat invitations are told; an address that merely ends in their letters is not."""
    assert is_shortlink(host)
    assert is_shortlink(f"www.{host}")
    assert not is_shortlink(f"x{host}")
