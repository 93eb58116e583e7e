"""Model files: arrays in ``<name>.npz``, their card in ``<name>.json``; never a pickle.

The card says what the model was trained on (with hashes), its licence, its measured scores, its limits, and the
SHA-256 of the arrays. A file that doesn't match its card is refused: half a download must not quietly give other
tones than yesterday. After "Model Cards for Model Reporting" (Mitchell et al. 2019).
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kentongan.core.errors import ModelError
from kentongan.core.messages import Say

Array = NDArray[Any]

_ADVICE = Say(
    "Pasang ulang Kentongan agar berkas model lengkap.", "Install Kentongan again so that its model files are complete."
)


def save_model(folder: Path, name: str, arrays: Mapping[str, Array], card: Mapping[str, Any]) -> None:
    """Write ``name.npz`` and ``name.json`` into ``folder``; the same arrays always give the same bytes.

    ``numpy.savez`` stamps the clock into the archive, so the archive is written here, with a fixed date.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(arrays[key]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{key}.npy", date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())
    data = buffer.getvalue()
    (folder / f"{name}.npz").write_bytes(data)
    full = {**card, "name": name, "file": f"{name}.npz", "sha256": hashlib.sha256(data).hexdigest()}
    text = json.dumps(full, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / f"{name}.json").write_text(text + "\n", "utf-8", newline="\n")


def model_digests() -> dict[str, str]:
    """Name → SHA-256 of every shipped model: what a kept reading depends on."""
    cards = [c for c in resources.files("analysis").joinpath("models").iterdir() if c.name.endswith(".json")]
    return {card.name.removesuffix(".json"): str(json.loads(card.read_text("utf-8"))["sha256"]) for card in cards}


def load_model(name: str, folder: Path | None = None) -> tuple[dict[str, Array], dict[str, Any]]:
    """Arrays and card of a model; ``folder`` defaults to the models shipped with the program.

    Raises:
        ModelError: the file or its card is missing, unreadable, or the two don't belong together.
    """
    root = resources.files("analysis").joinpath("models") if folder is None else folder
    try:
        read: object = json.loads(root.joinpath(f"{name}.json").read_text("utf-8"))
        data = root.joinpath(f"{name}.npz").read_bytes()
    except (OSError, ValueError) as cause:
        raise ModelError(
            Say(
                f"Berkas model '{name}' tidak ada atau tidak terbaca.", f"Model file '{name}' is missing or unreadable."
            ),
            _ADVICE,
        ) from cause
    card: dict[str, Any] = read if isinstance(read, dict) else {}
    if hashlib.sha256(data).hexdigest() != card.get("sha256"):
        raise ModelError(
            Say(
                f"Berkas model '{name}' tidak cocok dengan kartunya (rusak atau tertukar).",
                f"Model file '{name}' does not match its card (damaged or mixed up).",
            ),
            _ADVICE,
        )
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
    except (OSError, ValueError, zipfile.BadZipFile) as cause:
        raise ModelError(
            Say(f"Isi berkas model '{name}' tidak terbaca.", f"The contents of model file '{name}' cannot be read."),
            _ADVICE,
        ) from cause
    return arrays, card
