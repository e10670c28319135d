"""A child's card is sealed, bound to its child, and found by exact match only."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from participation.cards import Card, case_index, label_index, open_card, seal_card
from participation.models import Child
from surveys import sealing
from tests.conftest import ELSA


def test_a_card_opens_as_it_was_sealed(child: Child) -> None:
    child.refresh_from_db()
    assert open_card(child) == ELSA


def test_nothing_on_the_card_lies_readable_in_the_row(child: Child) -> None:
    row = b"".join(bytes(value or b"") for value in (child.card, child.label_index, child.case_index))
    assert not any(word.encode() in row for word in ("Elsa", "2026-1234", "0701740605", "elsa@"))


def test_a_card_moved_to_another_child_does_not_open(child: Child) -> None:
    other = Child(id=uuid.uuid4(), card=child.card)
    with pytest.raises(sealing.SealBroken):
        open_card(other)


def test_plain_words_in_the_place_of_a_card_are_never_shown(child: Child) -> None:
    child.card = b'{"label": "Elsa"}'
    with pytest.raises(sealing.SealBroken):
        open_card(child)


def test_two_sealings_of_one_card_differ() -> None:
    same = uuid.uuid4()
    assert seal_card(same, ELSA) != seal_card(same, ELSA)


def test_a_label_is_found_whatever_its_case_and_spacing() -> None:
    assert label_index("Elsa  K.") == label_index("elsa k. ")
    assert label_index("Elsa K.") != label_index("Elsa L.")


def test_a_case_number_is_not_found_as_a_label() -> None:
    assert case_index("2026-1234") != label_index("2026-1234")
    assert case_index(" ") is None


@pytest.mark.parametrize(("month", "age"), [("2017-05", 9), ("2017-11", 9), ("2017-12", 8), ("2026-11", 0), ("", None)])
def test_age_counts_from_the_birth_month(month: str, age: int | None) -> None:
    assert Card(label="x", birth_month=month).age_on(dt.date(2026, 11, 25)) == age
