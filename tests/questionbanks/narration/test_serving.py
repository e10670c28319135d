"""Clips by name and by range."""

import json

import pytest
from django.http import Http404

from questionbanks.narration.serving import RangeRefused, read_clip, read_timings, wanted_bytes
from questionbanks.narration.views import sound, timings

NAME = "0123456789abcdef" * 2
CONTENT = bytes(range(100))


@pytest.fixture
def folder(tmp_path, settings):
    settings.STIGEN_SOUND = tmp_path / "sound"
    (settings.STIGEN_SOUND / "recorded").mkdir(parents=True)
    (settings.STIGEN_SOUND / f"{NAME}.mp3").write_bytes(CONTENT)
    (settings.STIGEN_SOUND / f"{NAME}.json").write_text("[[0,3,50]]")
    (tmp_path / "secret.mp3").write_bytes(b"secret")
    return settings.STIGEN_SOUND


@pytest.mark.parametrize(
    "name",
    [
        "../secret",
        "..%2fsecret",
        f"../sound/{NAME}",
        "",
        NAME.upper(),
        NAME[:-1],
        NAME + "0",
        f"{NAME}\n",
        f"{NAME}\0",
    ],
)
def test_a_name_that_is_none_reaches_no_file(folder, rf, name):
    assert read_clip(folder, name) is None
    assert read_timings(folder, name) is None
    for view in (sound, timings):
        with pytest.raises(Http404):
            view(rf.get("/"), name)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-1", range(2)),
        ("bytes=0-", range(100)),
        ("bytes=10-19", range(10, 20)),
        ("bytes=99-", range(99, 100)),
        ("bytes=90-900", range(90, 100)),
        ("bytes=-10", range(90, 100)),
        ("bytes=-900", range(100)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,5-6", None),
        ("seconds=0-1", None),
        ("bytes=a-b", None),
        ("bytes=٠-١", None),
        ("bytes=" + "9" * 5000 + "-", None),
    ],
)
def test_a_range_means_these_bytes(header, wanted):
    assert wanted_bytes(header, 100) == wanted


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(header):
    with pytest.raises(RangeRefused):
        wanted_bytes(header, 100)


def test_the_whole_sound_is_given_and_kept_nowhere(folder, rf):
    response = sound(rf.get("/"), NAME)
    assert (response.status_code, response.content) == (200, CONTENT)
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Content-Length"] == "100"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "no-store"


def test_a_part_is_given_as_a_part(folder, rf):
    response = sound(rf.get("/", headers={"Range": "bytes=10-19"}), NAME)
    assert (response.status_code, response.content) == (206, CONTENT[10:20])
    assert response["Content-Range"] == "bytes 10-19/100"
    assert response["Content-Length"] == "10"
    assert response["Accept-Ranges"] == "bytes"


def test_a_part_that_is_not_there_is_refused_with_the_size(folder, rf):
    response = sound(rf.get("/", headers={"Range": "bytes=100-"}), NAME)
    assert (response.status_code, response.content) == (416, b"")
    assert response["Content-Range"] == "bytes */100"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_condition_or_a_head_request_turns_the_range_off(folder, rf, method):
    headers = {"Range": "bytes=10-19"} | ({"If-Range": '"x"'} if method == "get" else {})
    assert sound(getattr(rf, method)("/", headers=headers), NAME).status_code == 200


def test_nothing_can_be_posted(folder, rf):
    assert sound(rf.post("/"), NAME).status_code == 405
    assert timings(rf.post("/"), NAME).status_code == 405


def test_the_moments_of_the_words_are_given(folder, rf):
    response = timings(rf.get("/"), NAME)
    assert json.loads(response.content) == [[0, 3, 50]]
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"


def test_a_recorded_voice_wins_and_does_not_borrow_the_moments(folder, rf):
    (folder / "recorded" / f"{NAME}.mp3").write_bytes(b"a person")
    assert sound(rf.get("/"), NAME).content == b"a person"
    assert timings(rf.get("/"), NAME).content == b"[]"
    (folder / "recorded" / f"{NAME}.json").write_text("[[0,3,9]]")
    assert timings(rf.get("/"), NAME).content == b"[[0,3,9]]"
