"""No personal data of the sample day outlives the reading of its files."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from analysis.personal.masking import mask
from kentongan.core.clock import StoppedClock
from kentongan.pipeline.demo import fill
from kentongan.pipeline.workspace import open_workspace

SAMPLE = Path(__file__).parents[2] / "kentongan" / "sample"
TRUTH: dict[str, Any] = json.loads((SAMPLE / "truth.json").read_text("utf-8"))
#: Names of reporters have a column of their own, which the importer leaves out; masking looks for numbers and addresses.
SECRETS = {
    secret
    for entry in TRUTH["personal_data"]
    for kind, secrets in entry["by_kind"].items()
    if kind != "name"
    for secret in secrets
}
FILES = sorted(path for path in SAMPLE.rglob("*") if path.suffix in {".xml", ".csv", ".jsonl", ".txt"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_masking_leaves_no_secret_of_the_raw_files(path: Path) -> None:
    """NIK, telephones, plates, addresses and mails, however a citizen typed them."""
    masked = mask(path.read_text("utf-8-sig"), TRUTH["official_accounts"]).text

    assert {secret for secret in SECRETS if secret in masked} == set()


def test_the_raw_files_hold_the_secrets() -> None:
    """Otherwise the test above would pass for nothing."""
    raw = "\n".join(path.read_text("utf-8-sig") for path in FILES)

    assert {secret for secret in SECRETS if secret not in raw} == set()


def test_stored_posts_hold_no_secret_and_no_private_account(tmp_path: Path) -> None:
    """Read through the importers, kept, and looked for in every byte of the database: names of reporters, too."""
    for name in ("kentongan.toml", "wilayah.csv"):
        (tmp_path / name).write_bytes((SAMPLE / name).read_bytes())
    now = datetime.fromisoformat("2026-11-16T06:00:00+07:00")
    with open_workspace(tmp_path / "kentongan.toml", clock=StoppedClock(now)) as workspace:
        fill(workspace, SAMPLE)
        posts = list(workspace.store.posts.between(now - timedelta(days=15), now))
    assert len(posts) > 350
    kept = "\n".join(path.read_bytes().decode("utf-8", "replace") for path in tmp_path.rglob("*.sqlite*"))
    secrets = {secret for entry in TRUTH["personal_data"] for secret in entry["secrets"]}

    # A handle is looked for without its @, as it would stand in an address; short ones are ordinary words.
    handles = {account.lstrip("@") for account in TRUTH["private_accounts"]}
    assert {item for item in secrets | {handle for handle in handles if len(handle) > 5} if item in kept} == set()
    fields = [field for post in posts for field in (post.title, post.text, post.url, post.author)]
    assert {account for account in TRUTH["private_accounts"] if any(account in field for field in fields)} == set()
