"""Words of government that any office means; an office's own names and aliases come as ``agency_words``."""

from typing import Final

GOVERNMENT_WORDS: Final = tuple(
    name.replace("_", " ")
    for name in (
        "pemerintah pemkab pemkot pemprov pemda pemdes dinas kadis bupati wabup wali walikota wawali gubernur "
        "wagub sekda camat lurah kades kelurahan kecamatan kementerian kemenag kemenkes menteri presiden bpbd "
        "disdukcapil dukcapil dpupr dpu pupr rsud puskesmas dishub dinkes dinsos disdik dlh dlhk pdam perumda "
        "satpol diskominfo disnaker disperindag dpmptsp bkpsdm bapenda bpkad bappeda inspektorat kua kankemenag "
        "pejabat petugas aparat perangkat pegawai asn pns samsat instansi balaikota pemadam damkar kepala "
        "tim_gabungan tim_sar basarnas tagana rsu dprkp disperkim bumd ppid"
    ).split()
)
