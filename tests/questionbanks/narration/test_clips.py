"""What is said and under which name."""

import pytest

from questionbanks.narration.clips import NoVoice, clip_name, speakable


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Hur mår du i dag? 🙂", "Hur mår du i dag?"),
        ("👩‍👧 Din familj ❤️", "Din familj"),
        ("**Du** bestämmer _själv_", "Du bestämmer själv"),
        ("<b>Hej</b>!<br>Vi finns här.", "Hej! Vi finns här."),
        ("Ring [112](tel:112) & berätta", "Ring 112 & berätta"),
        ("Välj\n- glad\n- arg", "Välj. glad. arg"),
        ("  Två\u00a0 ord\t", "Två ord"),
        ("Bra\u00adord", "Braord"),
        ("20° ute", "20° ute"),
        ("3 < 5 &amp; 5 > 3", "3 < 5 & 5 > 3"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🙂", ""),
    ],
)
def test_only_what_can_be_said_is_left(written, spoken):
    assert speakable(written) == spoken


def test_texts_that_sound_the_same_share_a_clip():
    assert clip_name("Hur mår du? 🙂", "sv") == clip_name(" Hur  **mår** du?", "sv")


def test_another_language_or_word_is_another_clip():
    names = {clip_name("Ja", "sv"), clip_name("Ja", "en"), clip_name("Ja!", "sv")}
    assert len(names) == 3
    assert all(len(name) == 32 and int(name, 16) >= 0 for name in names)


def test_a_language_without_a_voice_has_no_clip():
    with pytest.raises(NoVoice, match="so"):
        clip_name("Haa", "so")
