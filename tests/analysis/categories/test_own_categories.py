"""What an office adds to the list of categories works from its words alone."""

import pandas as pd
import pytest

from analysis.categories.lists import category_codes
from analysis.categories.reading import CategoryJudge, categories_of, category_columns, category_name, owner_of
from kentongan.core.office import Office, OwnCategory, Unit

TOURISM = OwnCategory(
    "WISATA", "Pariwisata", "Dispar", ("objek wisata", "tiket masuk"), ("wisatawan", "homestay"), ("pantai",)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tiket masuk objek wisata naik dua kali lipat", "WISATA"),
        ("homestaynya kotor, kecewa", "WISATA"),
        ("jalan berlubang dekat pasar", "INFRA"),
        ("main di pantai", ""),
    ],
)
def test_a_new_category_works_from_its_words(text: str, code: str) -> None:
    """Strong and plain words decide, a weak one alone does not; the others stay as they were."""
    assert CategoryJudge("pemda", (TOURISM,)).judge("", text).code == code


def test_a_new_category_has_name_owner_and_place() -> None:
    """It stands last, under its own name; [[opd]] outranks its owner."""
    assert category_codes("pemda", (TOURISM,))[-1] == "WISATA"
    assert (
        categories_of("kemenag", (TOURISM,))[-1].name == category_name("WISATA", "kemenag", (TOURISM,)) == "Pariwisata"
    )
    office = Office("Pemkab", "PEMKAB", own_categories=(TOURISM,))
    assert owner_of("WISATA", office) == "Dispar"
    with_unit = Office("Pemkab", "PEMKAB", units=(Unit("Dinas Baru", ("WISATA",)),), own_categories=(TOURISM,))
    assert owner_of("WISATA", with_unit) == "Dinas Baru"


def test_words_are_added_to_a_shipped_category_and_taken_from_it() -> None:
    """The name and the owner stay; what is taken counts no more, not even in its context rule."""
    more = OwnCategory("INFRA", strong=("jalan poros",), without=("aspal", "galian"))
    before, after = CategoryJudge("pemda"), CategoryJudge("pemda", (more,))
    assert (before.judge("", "jalan poros gelap").code, after.judge("", "poros gelap").code) != ("INFRA", "INFRA")
    assert after.judge("", "jalan poros").why == ("jalan poros",)
    assert before.judge("", "aspal").code == "INFRA"
    assert after.judge("", "aspal").code == ""
    assert "galian" not in after.judge("", "galian di jalan desa").why
    assert category_name("INFRA", "pemda", (more,)) == "Infrastruktur & jalan"


def test_a_weak_word_may_be_made_strong() -> None:
    """The office's weight for a word replaces the shipped one."""
    weak, strong = CategoryJudge("pemda"), CategoryJudge("pemda", (OwnCategory("DESA", strong=("warga desa",)),))
    assert weak.judge("", "warga desa").code == ""
    assert strong.judge("", "warga desa").code == "DESA"


def test_columns_take_the_offices_words_and_its_praise() -> None:
    """Praise of a service is filed under praise, the matter second; a post without a matter is not."""
    posts = pd.DataFrame(
        {"title": ["", "", ""], "text": ["objek wisata rapi", "kopinya enak sekali", "jalan sudah mulus"]}
    )
    found = category_columns(posts, "pemda", (TOURISM,), praised=[False, True, True])
    assert found["category"].tolist() == ["WISATA", "", "HUMAS"]
    assert found["category_2"].tolist()[2] in {"INFRA", ""}
    kemenag = category_columns(posts, "kemenag", praised=[True, True, True])
    assert "HUMAS" not in set(kemenag["category"])
