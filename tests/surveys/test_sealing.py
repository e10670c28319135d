"""T-107, T-150 and T-151: what lies in the database opens with the right key in its own row, or errs loudly."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from questionbanks.answers import Answer
from surveys import answering, documents, sealing
from surveys.issuing import revoke
from surveys.models import Credential, Draft, Response, Visit

CANARY = "kanariefågel-i-gruvan"


@pytest.fixture
def sitting(issued):
    return answering.sit(issued.code, at=timezone.now())


def test_what_is_sealed_opens_only_in_its_own_place():
    key = sealing.new_key()
    sealed = sealing.seal(key, b"ord", sealing.bind("draft", 1))
    assert sealing.open_sealed(key, sealed, sealing.bind("draft", 1)) == b"ord"
    with pytest.raises(sealing.SealBroken):
        sealing.open_sealed(key, sealed, sealing.bind("draft", 2))


def test_every_changed_byte_is_noticed():
    sealed = sealing.seal_to_staff(b"ord", b"plats")
    for place in range(len(sealed)):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises(sealing.SealBroken):
            sealing.open_by_staff(bytes(broken), b"plats")


def test_t107_a_draft_does_not_open_with_the_staffs_key(sitting):
    sitting.save("talk_about", Answer(value=CANARY), at=timezone.now())
    draft = Draft.objects.get()
    with pytest.raises(sealing.SealBroken):
        sealing.open_by_staff(draft.sealed, sealing.bind("draft", sitting.response.pk))
    with pytest.raises(sealing.SealBroken):
        documents.open_document(sitting.response)


def test_a_revoked_response_leaves_nothing_that_opens(sitting, issued):
    sitting.save("talk_about", Answer(value=CANARY), at=timezone.now())
    revoke(issued.response, at=timezone.now())
    assert not Draft.objects.exists()
    assert not any(bytes(wrap) for wrap in Credential.objects.values_list("wrap", flat=True))
    assert not any(bytes(wrap) for wrap in Visit.objects.values_list("wrap", flat=True))


def test_t150_no_answer_and_no_code_lies_readable_in_the_database(sitting, issued):
    sitting.save("talk_about", Answer(value=CANARY), at=timezone.now())
    before = _dump()
    sitting.send(at=timezone.now())
    for dump in (before, _dump()):
        for secret in (CANARY, issued.code, issued.code.replace(" ", ""), issued.token, "talk_about", "Sara"):
            assert secret.encode() not in dump, "something readable lies in the surveys' tables"


def test_t151_swapped_documents_err_loudly(give):
    now = timezone.now()
    sittings = [answering.sit(give().code, at=now) for _ in range(2)]
    for sitting in sittings:
        sitting.save("talk_about", Answer(value=CANARY), at=now)
        sitting.send(at=now)
    first, second = Response.objects.sent()
    first.document, second.document = second.document, first.document
    for response in (first, second):
        with pytest.raises(sealing.SealBroken):
            documents.open_document(response)
    first.document = b'{"answers": {}}'
    with pytest.raises(sealing.SealBroken):
        documents.open_document(first)


def _dump() -> bytes:
    """Every byte of the surveys' tables as the database holds them."""
    dump = b""
    with connection.cursor() as cursor:
        for model in (Response, Credential, Visit, Draft):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                dump += b"|".join(
                    bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode() for cell in row
                )
    return dump


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


@pytest.mark.django_db(transaction=True)
def test_t150_no_answer_lies_readable_in_the_files(give):
    if not settings.IS_SQLITE:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    sitting = answering.sit(give().code, at=timezone.now())
    sitting.save("talk_about", Answer(value=CANARY), at=timezone.now())
    sitting.send(at=timezone.now())
    for content in _files():
        assert CANARY.encode() not in content


def _files() -> list[bytes]:
    """The database's own files: SQLite's and its log; PostgreSQL's log of writes through a logical read."""
    if settings.IS_SQLITE:
        name = connection.settings_dict["NAME"]
        return [path.read_bytes() for path in Path(name).parent.glob(Path(name).name + "*")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_binary_file('pg_wal/' || pg_walfile_name(pg_current_wal_lsn()))")
        return [bytes(cursor.fetchone()[0])]
