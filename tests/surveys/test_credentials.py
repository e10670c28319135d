"""Codes and links: how they look, how they are read, and what they never show."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import credentials


def test_a_code_has_twelve_digits_in_three_groups():
    assert re.fullmatch(r"\d{4} \d{4} \d{4}", credentials.new_code().shown)


@given(st.text(alphabet="0123456789", min_size=11, max_size=11), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_never_a_code(digits, place, shift):
    code = digits + credentials.check_digit(digits)
    wrong = code[:place] + str((int(code[place]) + shift) % 10) + code[place + 1 :]
    assert credentials.read(code) and credentials.read(wrong) is None


@pytest.mark.parametrize("typed", ["{0} {1} {2}", "{0}-{1}-{2}", " {0}{1}{2}\n", "{0}–{1} {2}", "{0} {1} {2}"])
def test_spaces_and_dashes_do_not_matter(typed):
    code = credentials.new_code()
    assert credentials.read(typed.format(*code.shown.split())) == code


def test_arabic_digits_are_digits():
    code = credentials.new_code()
    assert credentials.read(code.value.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == code


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_without_failing(typed):
    found = credentials.read(typed)
    assert found is None or found.kind in ("code", "link")


def test_a_link_has_128_bits_and_is_read_back():
    token = credentials.new_token()
    assert len(token.value) == 22 and credentials.read(token.value) == token


def test_a_credential_never_prints_itself():
    code = credentials.new_code()
    assert code.value not in repr(code) and code.value not in f"{[code]}"
