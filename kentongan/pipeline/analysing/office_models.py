"""The office's own models on disk: numbered versions, and which of them is in use. Damaged ones are never used."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from analysis.categories.lists import category_codes
from analysis.learning.files import model_digests
from analysis.office.model import OfficeModel
from analysis.tone.layers import ToneLayer
from analysis.tone.readers import PARTS
from kentongan.config.settings import Settings
from kentongan.core.errors import ModelError, StoreReadOnly, UsageError
from kentongan.core.messages import Say
from kentongan.core.office import Office
from kentongan.core.system_errors import plain_reason

FOLDER: Final = "model-kantor"
"""In the data folder."""
_POINTER: Final = "dipakai.json"
_NAME: Final = "nada-{:04d}"


@dataclass(frozen=True, slots=True)
class Version:
    """A model that was learnt once: its name, its card ({} where that cannot be read), and whether it is in use."""

    name: str
    card: dict[str, Any]
    active: bool

    @property
    def made_at(self) -> datetime | None:
        """When it was learnt; None where the card does not say."""
        try:
            return datetime.fromisoformat(str(self.card.get("date", ""))).astimezone(UTC)
        except ValueError:
            return None


def active_model(data_folder: Path) -> tuple[OfficeModel | None, Say | None]:
    """The model in use (None = the shipped one), and a plain line where something is wrong with it."""
    folder = data_folder / FOLDER
    name = active_name(folder)
    if not name:
        return None, None
    try:
        model = OfficeModel.load(folder, name)
    except ModelError:
        return None, Say(
            f"Model kantor {name} rusak atau dari versi lain, maka nada dibaca dengan model bawaan. "
            "Jalankan kentongan learn, atau kentongan learn --undo.",
            f"The office's model {name} is damaged or of another version, so tone is read with the shipped one. "
            "Run kentongan learn, or kentongan learn --undo.",
        )
    if model.card.get("shipped") != shipped_digest():
        return model, Say(
            f"Model kantor {name} dilatih di atas versi Kentongan sebelumnya. Jalankan kentongan learn sekali lagi.",
            f"The office's model {name} was taught on an earlier version of Kentongan. Run kentongan learn again.",
        )
    return model, None


def tone_layers(settings: Settings) -> tuple[tuple[ToneLayer, ...], Say | None]:
    """What stands over the shipped tone by these settings, and a plain line where the office's model is wrong.

    Raises:
        ModelError: the settings name a transformer that cannot be used.
    """
    table = settings.tables.model
    layers: list[ToneLayer] = []
    if table.tone_onnx:
        layers.append(_transformer(settings.path(table.tone_onnx), table.threads, table.max_length))
    model, trouble = active_model(settings.path(settings.tables.data.folder))
    if model is not None:
        layers.append(model)
        trouble = trouble or _other_categories(model, settings.office())
    return tuple(layers), trouble


def _other_categories(model: OfficeModel, office: Office) -> Say | None:
    """A plain line where categories were taught that the office no longer has."""
    codes = category_codes(office.profile, office.own_categories)
    if model.category is None or {*model.category.codes} == {*codes, ""}:
        return None
    return Say(
        "Daftar kategori kantor berubah sejak model kantor dilatih, maka kategori dibaca tanpa model itu. "
        "Jalankan kentongan learn.",
        "The office's categories changed since its model was taught, so categories are read without it. "
        "Run kentongan learn.",
    )


@lru_cache(maxsize=1)
def _transformer(folder: Path, threads: int, max_length: int) -> ToneLayer:
    from analysis.tone.onnx import OnnxTone

    return OnnxTone.load(folder, threads=threads, max_length=max_length)


def shipped_digest() -> str:
    """Which shipped tone, of all the models that read it, a layer was taught on."""
    digests = model_digests()
    return hashlib.sha256(" ".join(digests.get(name, "") for name in PARTS).encode()).hexdigest()


def active_name(folder: Path) -> str:
    """Name of the version in use, "" for the shipped one."""
    try:
        name = json.loads((folder / _POINTER).read_text("utf-8"))["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return name if isinstance(name, str) and name in _names(folder) else ""


def versions(data_folder: Path) -> list[Version]:
    """All versions that were kept, oldest first."""
    folder = data_folder / FOLDER
    active = active_name(folder)
    found = []
    for name in _names(folder):
        try:
            card = json.loads((folder / f"{name}.json").read_text("utf-8"))
        except (OSError, ValueError):
            card = {}
        found.append(Version(name, card if isinstance(card, dict) else {}, name == active))
    return found


def keep(data_folder: Path, model: OfficeModel) -> str:
    """Write a model as the next version and take it into use; returns its name.

    Raises:
        StoreReadOnly: the folder cannot be written.
    """
    folder = data_folder / FOLDER
    names = _names(folder)
    name = _NAME.format(int(names[-1][-4:]) + 1 if names else 1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        model.save(folder, name)
    except OSError as error:
        raise _refused(folder, error) from error
    _point(folder, name)
    return name


def undo(data_folder: Path) -> tuple[str, str]:
    """Take the version before into use; returns (name that was in use, name now), "" for the shipped model.

    Raises:
        UsageError: the shipped model is in use already. StoreReadOnly: the folder cannot be written.
    """
    folder = data_folder / FOLDER
    before = active_name(folder)
    if not before:
        raise UsageError(
            Say("Model bawaan sudah dipakai; tidak ada yang dibatalkan.", "The shipped model is in use already."),
            Say("Lihat versinya dengan: kentongan learn --list", "See the versions: kentongan learn --list"),
        )
    earlier = [name for name in _names(folder) if name < before]
    now = earlier[-1] if earlier else ""
    _point(folder, now)
    return before, now


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("nada-[0-9][0-9][0-9][0-9].json"))


def _point(folder: Path, name: str) -> None:
    """Say which version is in use; the note is replaced as a whole."""
    temporary = folder / f".{_POINTER}.{os.getpid()}"
    try:
        temporary.write_text(json.dumps({"name": name}) + "\n", encoding="utf-8")
        temporary.replace(folder / _POINTER)
    except OSError as error:
        raise _refused(folder, error) from error


def _refused(folder: Path, error: OSError) -> StoreReadOnly:
    reason = plain_reason(error)
    return StoreReadOnly(
        Say(f"{folder} tidak dapat ditulis: {reason.id}.", f"{folder} cannot be written: {reason.en}."),
        Say("Periksa izin folder dan ruang disk.", "Check the folder's permissions and the room on the disk."),
    )
