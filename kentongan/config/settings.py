"""The shape of kentongan.toml: every key, its meaning, its limits and its default.

Keys are Indonesian because officers write them; fields are English because engineers read them. The descriptions here
are the documentation: `docs/panduan/konfigurasi.md` and the commented file that `kentongan init` writes are made from
them, and a test holds them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field

from kentongan.config.base import SettingsTable
from kentongan.config.category_table import CategoryTable
from kentongan.config.delivery import ChannelTable, LanguageModelTable, MailTable, TimetableTable
from kentongan.config.entrance import EntranceTable
from kentongan.config.judging import JudgementTable
from kentongan.config.report_table import ReportTable, SignatoryTable
from kentongan.config.watching import AlertsTable, DeskTable
from kentongan.core.alerting import AlertPolicy
from kentongan.core.desk_clock import DeskClock
from kentongan.core.office import Office, Unit
from kentongan.core.posts import Source, source_id

_CODE = r"^(\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?)?$"


class OfficeTable(SettingsTable):
    """[instansi]: who the monitoring is for."""

    name: str = Field(
        alias="nama", min_length=3, description="Nama lengkap instansi.", examples=["Pemerintah Kota Samarinda"]
    )
    short: str = Field(
        "", alias="nama_pendek", description="Nama pendek untuk judul brief.", examples=["PEMKOT SAMARINDA"]
    )
    kind: Literal["kabupaten", "kota", "provinsi", "kanwil", "kankemenag", "kementerian", "lainnya"] = Field(
        "kabupaten", alias="jenis", description="Jenis instansi.", examples=["kota"]
    )
    region: str = Field(
        "",
        alias="wilayah",
        pattern=_CODE,
        description="Kode wilayah Kepmendagri; kosong untuk kementerian.",
        examples=["64.72"],
    )
    city: str = Field("", alias="kota", description="Kota tempat laporan ditandatangani.", examples=["Samarinda"])
    leader: str = Field(
        "Pimpinan", alias="pimpinan", description="Sebutan jabatan pimpinan.", examples=["Wali Kota Samarinda"]
    )
    leader_names: tuple[str, ...] = Field(
        (), alias="nama_pimpinan", description="Nama dan sapaan pimpinan.", examples=[["Nama Pimpinan"]]
    )
    aliases: tuple[str, ...] = Field(
        (), alias="sebutan", description="Sebutan lain instansi dan wilayah.", examples=[["Pemkot", "Kota Tepian"]]
    )
    watch_words: tuple[str, ...] = Field(
        (), alias="kata_pantau", description="Kata yang dipantau di luar nama instansi.", examples=[["PDAM", "parkir"]]
    )
    official_accounts: tuple[str, ...] = Field(
        (),
        alias="akun_resmi",
        description="Akun, situs, surel, dan nomor resmi; tidak disamarkan.",
        examples=[["@pemkot_samarinda", "samarindakota.go.id"]],
    )


class UnitTable(SettingsTable):
    """[[opd]]: a regional agency and the categories it owns."""

    name: str = Field(alias="nama", min_length=2, description="Nama OPD.", examples=["DPUPR"])
    categories: tuple[str, ...] = Field(
        (), alias="kategori", description="Kode kategori yang menjadi tanggung jawabnya.", examples=[["INFRA"]]
    )
    aliases: tuple[str, ...] = Field(
        (), alias="sebutan", description="Sebutan lain OPD.", examples=[["Dinas PUPR", "Dinas Pekerjaan Umum"]]
    )


class DataTable(SettingsTable):
    """[data]: where everything is kept, and for how long."""

    folder: str = Field(
        "kentongan-data", alias="folder", description="Folder data (basis data, kunci).", examples=["kentongan-data"]
    )
    database: str = Field(
        "",
        alias="basis_data",
        description="Alamat PostgreSQL; kosong berarti SQLite di folder data. Sandi lewat KENTONGAN_DATABASE.",
        examples=["postgresql+psycopg://humas@localhost/kentongan"],
    )
    days: int = Field(
        15, alias="hari_analisis", ge=2, le=90, description="Rentang hari yang dianalisis ulang.", examples=[15]
    )
    retention_days: int = Field(
        30, alias="hari_simpan", ge=7, le=3650, description="Lama teks unggahan disimpan (hari).", examples=[30]
    )


class NetworkTable(SettingsTable):
    """[jaringan]: the polite door to the network."""

    contact: str = Field(
        "",
        alias="kontak",
        description="Alamat surel atau laman instansi, disebut kepada situs yang dikunjungi.",
        examples=["humas@samarindakota.go.id"],
    )
    spacing: float = Field(
        5.0, alias="jeda_detik", ge=0, le=600, description="Jeda minimal antarpermintaan ke satu situs.", examples=[5.0]
    )
    parallel: int = Field(
        20, alias="bersamaan", ge=1, le=200, description="Jumlah situs yang dibaca bersamaan.", examples=[20]
    )
    deadline: float = Field(
        60.0, alias="batas_detik", gt=0, le=600, description="Batas waktu satu pengambilan (detik).", examples=[60.0]
    )
    source_deadline: float = Field(
        300.0,
        alias="batas_sumber_detik",
        gt=0,
        le=3600,
        description="Batas waktu satu sumber (detik).",
        examples=[300.0],
    )
    round_deadline: float = Field(
        45.0,
        alias="batas_putaran_menit",
        gt=0,
        le=1440,
        description="Batas waktu satu putaran (menit).",
        examples=[45.0],
    )
    proxy: str = Field(
        "",
        alias="proxy",
        description='Alamat proxy kantor, "sistem" (dari HTTPS_PROXY), atau kosong. Sandi lewat KENTONGAN_KUNCI_PROXY.',
        examples=["http://proxy.kantor.go.id:3128"],
    )
    allow_hosts: tuple[str, ...] = Field(
        (),
        alias="host_diizinkan",
        description="Host intranet yang boleh dibaca, dengan porta bila perlu.",
        examples=[["intranet.go.id:8080"]],
    )


class ModelTable(SettingsTable):
    """[model]: a transformer of the office's own, off by default."""

    tone_onnx: str = Field(
        "",
        alias="tone_onnx",
        description="Folder model transformer nada (model.onnx, tokenizer.json, config.json); kosong = model bawaan.",
        examples=["model-nada"],
    )
    threads: int = Field(2, alias="utas", ge=1, le=64, description="Utas prosesor untuk transformer.", examples=[2])
    max_length: int = Field(
        256, alias="panjang_token", ge=8, le=4096, description="Token yang dibaca dari satu unggahan.", examples=[256]
    )


KEY_VARIABLE = "KENTONGAN_KUNCI_"


class KeysTable(SettingsTable):
    """[kunci]: what services want to see before they answer; other names are for plugins."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=False, str_strip_whitespace=True)
    __pydantic_extra__: dict[str, str]

    youtube: str = Field("", alias="youtube", description="Kunci YouTube Data API.", examples=["AIza…"])
    fact_check: str = Field("", alias="cek_fakta", description="Kunci Google Fact Check Tools.", examples=["AIza…"])
    mafindo: str = Field(
        "", alias="mafindo", description="Kunci API Mafindo (Yudistira).", examples=["kunci-dari-mafindo"]
    )
    bluesky: str = Field("", alias="bluesky", description="Sandi aplikasi Bluesky.", examples=["xxxx-xxxx-xxxx-xxxx"])
    threads: str = Field("", alias="threads", description="Token Threads.", examples=["THAA…"])
    x: str = Field("", alias="x", description="Token API X.", examples=["AAAA…"])
    instagram: str = Field("", alias="instagram", description="Token API Instagram.", examples=["IGAA…"])
    proxy: str = Field("", alias="proxy", description="Nama dan sandi proxy kantor.", examples=["nama:sandi"])
    smtp: str = Field("", alias="smtp", description="Sandi peladen surel keluar.", examples=["sandi-aplikasi"])
    telegram: str = Field("", alias="telegram", description="Token bot Telegram.", examples=["123456:ABC…"])
    whatsapp: str = Field("", alias="whatsapp", description="Token WhatsApp Cloud API.", examples=["EAAG…"])
    webhook: str = Field("", alias="webhook", description="Kunci tanda tangan webhook.", examples=["kata-rahasia"])
    model: str = Field("", alias="model", description="Kunci layanan model bahasa.", examples=["sk-…"])
    mailbox: str = Field("", alias="surel", description="Sandi kotak surel aduan.", examples=["sandi-aplikasi"])
    entrance: str = Field("", alias="masuk", description="Rahasia klien [masuk].", examples=["kata-rahasia"])


class SourceTable(SettingsTable):
    """[[sumber]]: a source to collect from."""

    name: str = Field(alias="nama", min_length=1, description="Nama media atau sumber.", examples=["Antara Kaltim"])
    address: str = Field(
        alias="alamat",
        pattern=r"^(?:https?|wss|imaps)://\S+$",
        description="Alamat umpan, situs, atau layanan.",
        examples=["https://contoh.id/feed"],
    )
    kind: str = Field("feed", alias="jenis", description="Jenis pengumpul.", examples=["feed"])
    tier: int = Field(
        0, alias="tingkat", ge=0, le=3, description="1 nasional, 2 regional, 3 lokal, 0 belum jelas.", examples=[2]
    )
    region: str = Field("", alias="wilayah", pattern=_CODE, description="Kode wilayah asal.", examples=["64"])
    zone: Literal["", "WIB", "WITA", "WIT"] = Field(
        "", alias="zona", description="Zona waktu tanggal tanpa zona; kosong = zona laporan.", examples=["WITA"]
    )
    official: bool = Field(False, alias="resmi", description="Kanal resmi instansi sendiri.", examples=[False])
    enabled: bool = Field(True, alias="aktif", description="Dikumpulkan atau tidak.", examples=[True])
    options: dict[str, str] = Field(
        default_factory=dict,
        alias="opsi",
        description="Keterangan tambahan bagi pengumpul; tidak untuk sandi.",
        examples=[{"tagar": "banjir"}],
    )


class Tables(SettingsTable):
    """The whole file, table by table."""

    office_table: OfficeTable = Field(alias="instansi", description="Untuk siapa pemantauan dilakukan.")
    report: ReportTable = Field(default_factory=ReportTable, alias="laporan", description="Laporan.")
    signatories: tuple[SignatoryTable, ...] = Field(
        (), alias="penanda_tangan", description="Penanda tangan laporan, menurut urutan cetak dari kiri."
    )
    judgement: JudgementTable = Field(default_factory=JudgementTable, alias="penilaian", description="Penilaian isu.")
    alerts: AlertsTable = Field(default_factory=AlertsTable, alias="peringatan", description="Peringatan.")
    timetable: TimetableTable = Field(default_factory=TimetableTable, alias="jadwal", description="Jadwal kerja.")
    desk: DeskTable = Field(default_factory=DeskTable, alias="meja_hoaks", description="Meja hoaks.")
    units: tuple[UnitTable, ...] = Field((), alias="opd", description="Perangkat daerah dan kategorinya.")
    category_tables: tuple[CategoryTable, ...] = Field(
        (), alias="kategori", description="Kategori tambahan, atau kata tambahan bagi kategori yang ada."
    )
    data: DataTable = Field(default_factory=DataTable, alias="data", description="Penyimpanan.")
    model: ModelTable = Field(
        default_factory=ModelTable,
        alias="model",
        description="Model transformer milik sendiri (perlu kentongan[onnx]).",
    )
    network: NetworkTable = Field(default_factory=NetworkTable, alias="jaringan", description="Jaringan.")
    keys: KeysTable = Field(
        default_factory=KeysTable,
        alias="kunci",
        description="Kunci layanan; lebih aman lewat KENTONGAN_KUNCI_NAMA. Jangan bagikan berkas ini bila terisi.",
    )
    entrance: EntranceTable = Field(
        default_factory=EntranceTable,
        alias="masuk",
        description="Masuk dasbor dengan akun kantor (perlu kentongan[oidc]).",
    )
    mail: MailTable = Field(default_factory=MailTable, alias="surel", description="Peladen surel keluar.")
    channels: tuple[ChannelTable, ...] = Field((), alias="kiriman", description="Ke mana laporan dikirim.")
    language_model: LanguageModelTable = Field(
        default_factory=LanguageModelTable,
        alias="model_bahasa",
        description="Model bahasa pilihan untuk mempersingkat ringkasan.",
    )
    source_tables: tuple[SourceTable, ...] = Field((), alias="sumber", description="Sumber yang dikumpulkan.")


@dataclass(frozen=True, slots=True)
class Settings:
    """The checked file and the folder it lies in; relative paths in it start there."""

    tables: Tables
    folder: Path
    name: str = "kentongan.toml"

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.folder / self.name

    def path(self, name: str) -> Path:
        """A path named in the file."""
        return Path(name) if Path(name).is_absolute() else self.folder / name

    def office(self) -> Office:
        """The office as analysis and reports know it; the region's own name is added by who has the gazetteer."""
        table, report, judgement = self.tables.office_table, self.tables.report, self.tables.judgement
        return Office(
            agency=table.name,
            short=table.short or table.name.upper(),
            kind=table.kind,
            region=table.region,
            city=table.city,
            leader=table.leader,
            leader_names=table.leader_names,
            aliases=table.aliases,
            watch_words=table.watch_words,
            units=tuple(Unit(u.name, u.categories, u.aliases) for u in self.tables.units),
            official_accounts=table.official_accounts,
            zone=report.zone,
            cut_off=report.cut_off,
            profile=judgement.profile,
            own_categories=tuple(table.own() for table in self.tables.category_tables),
            compiler=report.compiler,
            checker=report.checker,
            report_number=report.number,
            classification=report.classification,
            signatories=tuple(table.known() for table in self.tables.signatories),
            min_burst=judgement.min_burst,
            min_ratio=judgement.min_ratio,
            national_outlets_for_g5=judgement.national_outlets,
            false_alarms_per_week=judgement.false_alarms,
            early_signs_per_week=judgement.early_signs,
        )

    def alert_policy(self) -> AlertPolicy:
        """When alarms are told, and to whom."""
        table = self.tables.alerts
        return AlertPolicy(
            calm=timedelta(hours=table.calm_hours),
            quiet_from=table.quiet_from,
            quiet_to=table.quiet_to,
            zone_name=self.tables.report.zone,
            routes=table.routes,
        )

    def desk_clock(self) -> DeskClock:
        """The hoax desk's clocks."""
        table = self.tables.desk
        return DeskClock(table.target, table.urgent, table.limit, table.wake_least)

    def secrets(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The keys by name; one in the environment (`KENTONGAN_KUNCI_YOUTUBE`) outranks the file's."""
        found = {name: value for name, value in self.tables.keys.model_dump(by_alias=True).items() if value}
        for name, value in environment.items():
            if name.upper().startswith(KEY_VARIABLE) and value.strip():
                found[name[len(KEY_VARIABLE) :].lower()] = value.strip()
        return found

    def sources(self) -> tuple[Source, ...]:
        """The sources to collect from, in the file's order."""
        return tuple(
            Source(
                id=source_id(s.kind, s.address, s.name),
                kind=s.kind,
                name=s.name,
                address=s.address,
                region=s.region,
                tier=s.tier,
                zone=s.zone or self.tables.report.zone,
                official=s.official,
                enabled=s.enabled,
                options=s.options,
            )
            for s in self.tables.source_tables
        )
