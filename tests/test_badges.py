"""Badges: what is in one, who can verify it and with what, and when it counts no more."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as such
from hypothesis import strategies as st
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.keys import KeyFactory, KeyType
from openbadgeslib.ob3 import OB3Signer, OB3Verifier, OpenBadgeCredential, decode_encoded_list, set_indices
from sqlalchemy import select

from tests.grading import QUIZ
from tests.people import NAMES, trekant
from trekant.course.people.certificate import in_groups
from trekant.course.store import load_course
from trekant.grading.badges.issuer import BadgeIssuer, did_document, issuer_now, signed_list
from trekant.grading.badges.keys import BadgeKey, badge_keys, private_pem
from trekant.grading.badges.making import prepare_badge
from trekant.grading.badges.verifying import verdict_on_badge
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.certificates import Given, certificates_of
from trekant.grading.own_tables import BADGE

ADDRESS = "https://kursus.fjordby.example"


def certificate(root: Path, code: str = "ana") -> Given:
    with open_gradebook(root) as gradebook:
        return next(one for one in certificates_of(gradebook, code) if one.withdrawn is None)


def badge(root: Path, code: str = "ana", *, with_name: bool = False) -> bytes:
    course = load_course(root)
    with open_gradebook(root) as gradebook:
        mine = next(one for one in certificates_of(gradebook, code) if one.withdrawn is None)
        return prepare_badge(gradebook, course, course.quiz(QUIZ), mine, ADDRESS, with_name=with_name).signed()


def issuer(root: Path) -> BadgeIssuer:
    with open_gradebook(root) as gradebook:
        return issuer_now(gradebook, "Fjordby Kommune")


def token_in(picture: bytes) -> str:
    return OB3Verifier.extract_token_from_svg(picture)


def said_in(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return found


@pytest.fixture
def passed(graded: Path) -> Path:
    """The graded course, with the certificates given."""
    assert trekant("certificates", QUIZ).exit_code == 0
    return graded


@pytest.fixture
def file(passed: Path) -> Path:
    path = passed / "badge.svg"
    path.write_bytes(badge(passed))
    return path


def test_a_badge_says_what_was_passed_and_when_and_by_whom(passed: Path, file: Path) -> None:
    said = said_in(token_in(file.read_bytes()))
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["credentialSubject"]["achievement"]["name"] == load_course(passed).quiz(QUIZ).title
    assert "har bestået" in said["credentialSubject"]["achievement"]["description"]
    assert said["validFrom"] == "2026-11-22T00:00:00Z" and "validUntil" not in said
    assert said["issuer"]["name"] == "Fjordby Kommune"
    assert said["issuer"]["id"] == "did:web:kursus.fjordby.example:udsteder:1"


def test_nobody_is_in_it_unless_the_name_is_asked_for(passed: Path, file: Path) -> None:
    given = certificate(passed)
    whole = file.read_text(encoding="utf-8") + json.dumps(said_in(token_in(file.read_bytes())), ensure_ascii=False)
    mine = [NAMES["ana"], *NAMES["ana"].split(), "ana@", given.check_code, in_groups(given.check_code), '"ana"']
    assert [one for one in mine if one in whole] == []
    named = badge(passed, with_name=True)
    assert said_in(token_in(named))["credentialSubject"]["identifier"][0]["identityHash"] == NAMES["ana"]
    with open_gradebook(passed) as gradebook:
        kept = [tuple(row) for row in gradebook.db.execute(select(BADGE))]
    assert NAMES["ana"] not in repr(kept), "what one chose is kept nowhere"
    assert f"»{NAMES['ana']}« bestod" in verdict_on_badge(named, issuer(passed)).said


def test_fetched_again_it_is_the_same_badge(passed: Path, file: Path) -> None:
    again = said_in(token_in(badge(passed)))
    assert again == said_in(token_in(file.read_bytes()))


def test_the_library_finds_it_good_by_what_is_published(passed: Path, file: Path) -> None:
    """As a stranger does: with the documents that the service has, and nothing of ours."""
    key = issuer(passed).keys[0]
    with open_gradebook(passed) as gradebook:
        published = {
            f"{ADDRESS}/udsteder/1/did.json": json.dumps(did_document(ADDRESS, key)).encode(),
            f"{ADDRESS}/udsteder/1/status/0": signed_list(gradebook, ADDRESS, key, 0).encode(),
        }
    token = token_in(file.read_bytes())
    verifier = OB3Verifier.for_issuer_did("did:web:kursus.fjordby.example:udsteder:1", published.__getitem__)
    found = verifier.verify(token, check_status=True, download=published.__getitem__)
    assert found.achievement.name == load_course(passed).quiz(QUIZ).title
    trekant("withdraw", certificate(passed).check_code)
    with open_gradebook(passed) as gradebook:
        now = signed_list(gradebook, ADDRESS, issuer(passed).keys[0], 0)
    published[f"{ADDRESS}/udsteder/1/status/0"] = now.encode()
    with pytest.raises(LibOpenBadgesException, match="revocation"):
        verifier.verify(token, check_status=True, download=published.__getitem__)
    listed = said_in(now)
    assert len(set_indices(decode_encoded_list(listed["credentialSubject"]["encodedList"]))) == 1
    assert not any(word in json.dumps(listed) for word in ("ana", NAMES["ana"], "ABCDEF"))


def test_verify_says_in_a_sentence_what_it_is(passed: Path, file: Path) -> None:
    said = trekant("verify", str(file))
    assert said.exit_code == 0, said.output
    assert "Badget er ægte: Fjordby Kommune siger god for, at den, der har det, bestod »" in said.output
    assert "den 22. november 2026" in said.output
    token = passed / "badge.jwt"
    token.write_text(token_in(file.read_bytes()) + "\n")
    assert trekant("verify", str(token)).exit_code == 0


def test_others_verify_it_without_the_gradebook(
    passed: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert trekant("badges", "issuer", str(elsewhere / "udsteder.json")).exit_code == 0
    text = (elsewhere / "udsteder.json").read_text(encoding="utf-8")
    assert "PRIVATE" not in text and not any(name in text for name in NAMES.values())
    monkeypatch.chdir(elsewhere)
    said = trekant("verify", str(file), "--issuer", "udsteder.json")
    assert said.exit_code == 0 and "Det var ikke trukket tilbage den" in said.output, said.output
    assert trekant("verify", str(file)).exit_code == 1, "there is no course here"
    (elsewhere / "forkert.json").write_text('{"keys": []}')
    wrong = trekant("verify", str(file), "--issuer", "forkert.json")
    assert wrong.exit_code == 1 and "er ikke en udsteder.json" in wrong.output


def test_what_is_withdrawn_counts_no_more_until_it_is_given_back(passed: Path, file: Path) -> None:
    code = certificate(passed).check_code
    trekant("withdraw", code)
    said = trekant("verify", str(file))
    assert said.exit_code == 1 and "gælder ikke længere" in said.output
    trekant("withdraw", code, "--undo")
    assert trekant("verify", str(file)).exit_code == 0


def test_of_whoever_is_forgotten_the_badge_stays_as_good_as_it_was(passed: Path, file: Path) -> None:
    assert trekant("participants", "forget", "ana", "--yes").exit_code == 0
    assert trekant("verify", str(file)).exit_code == 0, "what was true is true"
    with open_gradebook(passed) as gradebook:
        [row] = gradebook.db.execute(select(BADGE)).all()
    assert row.check_code is None and row.withdrawn is None


def test_a_withdrawn_one_does_not_come_back_by_being_forgotten(passed: Path, file: Path) -> None:
    trekant("withdraw", certificate(passed).check_code)
    assert trekant("participants", "forget", "ana", "--yes").exit_code == 0
    assert trekant("verify", str(file)).exit_code == 1


def test_after_a_new_key_old_badges_count_and_new_ones_are_by_the_new(passed: Path, file: Path) -> None:
    assert trekant("badges", "renew").exit_code == 0
    new = passed / "nyt.svg"
    new.write_bytes(badge(passed))
    assert said_in(token_in(new.read_bytes()))["issuer"]["id"].endswith(":2")
    for one in (file, new):
        assert trekant("verify", str(one)).exit_code == 0
    trekant("withdraw", certificate(passed).check_code)
    for one in (file, new):
        assert trekant("verify", str(one)).exit_code == 1


def test_what_a_leaked_key_signed_counts_no_more_and_one_fetches_anew(passed: Path, file: Path) -> None:
    assert trekant("badges", "renew", "--leaked").exit_code == 0
    said = trekant("verify", str(file))
    assert said.exit_code == 1 and "ikke underskrevet af" in said.output
    file.write_bytes(badge(passed))
    assert said_in(token_in(file.read_bytes()))["issuer"]["id"].endswith(":2")
    assert trekant("verify", str(file)).exit_code == 0


def test_a_badge_by_somebody_elses_key_is_not_ours(passed: Path, file: Path) -> None:
    private, _public = KeyFactory(KeyType.RSA).generate_keypair()
    forged = OB3Signer(private, "RS256").sign_payload(said_in(token_in(file.read_bytes())))
    said = verdict_on_badge(forged.encode(), issuer(passed))
    assert not said.holds and "ikke underskrevet af Fjordby Kommune" in said.said
    ours = token_in(file.read_bytes()).split(".")[0]
    _head, body, signature = forged.split(".")
    said = verdict_on_badge(".".join((ours, body, signature)).encode(), issuer(passed))
    assert not said.holds and "er ændret" in said.said, "with our key in its head, and signed by another"


@pytest.mark.parametrize(
    ("days", "word"), [((-2, -1), "Badget er udløbet"), ((1, 2), "Badget gælder først fra en dag")]
)
def test_a_badge_counts_in_its_time_alone(passed: Path, file: Path, days: tuple[int, int], word: str) -> None:
    made = OpenBadgeCredential.from_jwt_payload(said_in(token_in(file.read_bytes())))
    now = datetime.now(UTC)
    begins, ends = (now + timedelta(days=one) for one in days)
    with open_gradebook(passed) as gradebook:
        signer = OB3Signer(private_pem(gradebook, badge_keys(gradebook)[0]), "RS256")
    token = signer.sign(replace(made, issuance_date=begins, expiration_date=ends))
    said = verdict_on_badge(token.encode(), issuer(passed))
    assert not said.holds and word in said.said


@pytest.fixture(scope="module")
def one_for_all(_graded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, BadgeIssuer]:
    """A signed statement and its issuer, for what tries thousands of changes."""
    import shutil

    root = tmp_path_factory.mktemp("badge") / "course"
    shutil.copytree(_graded, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        trekant("certificates", QUIZ)
        return token_in(badge(root)), issuer(root)


@such(st.data())
def test_any_changed_byte_is_refused(one_for_all: tuple[str, BadgeIssuer], data: st.DataObject) -> None:
    token, known = one_for_all
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != ord(token[place])))
    changed = token[:place].encode() + bytes([other]) + token[place + 1 :].encode()
    assert not verdict_on_badge(changed, known).holds


@such(st.binary(max_size=400))
def test_garbage_is_no_badge(one_for_all: tuple[str, BadgeIssuer], content: bytes) -> None:
    for some in (content, b"<svg>" + content, b"\x89PNG\r\n\x1a\n" + content, base64.urlsafe_b64encode(content) * 3):
        assert not verdict_on_badge(some, one_for_all[1]).holds


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a.b.c",
        b"[" * 100_000,
        b"<svg " + b"<g>" * 50_000,
        b"<svg>" + b"<g>" * 20_000 + b"</g>" * 20_000 + b"</svg>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><svg>&b;</svg>',
        b".".join([base64.urlsafe_b64encode(b"[" * 90_000)] * 3),
    ],
    ids=["nothing", "three letters", "brackets", "cut off", "deep", "entity", "deep head"],
)
def test_what_was_made_to_break_it_is_no_badge(one_for_all: tuple[str, BadgeIssuer], content: bytes) -> None:
    assert "ikke noget badge" in verdict_on_badge(content, one_for_all[1]).said


def test_a_file_that_is_missing_or_huge_is_said_to_be(passed: Path) -> None:
    huge = passed / "stor.svg"
    huge.write_bytes(b"<svg>" + b" " * 300_000)
    said = trekant("verify", str(huge))
    assert said.exit_code == 1 and "for stor" in said.output
    said = trekant("verify", "findes-ikke.svg")
    assert said.exit_code == 1 and "filen mangler" in said.output


def test_before_the_first_badge_there_is_nothing_to_give_out(passed: Path) -> None:
    said = trekant("badges", "issuer", "udsteder.json")
    assert said.exit_code == 1 and "ikke hentet noget badge endnu" in said.output


def test_the_secret_key_is_shown_nowhere(passed: Path, file: Path) -> None:
    with open_gradebook(passed) as gradebook:
        secret = private_pem(gradebook, BadgeKey(1, ""))
    inside = re.sub(r"-----[^-]+-----|\s", "", secret)
    shown = trekant("verify", str(file)).output + issuer(passed).model_dump_json() + file.read_text()
    with open_gradebook(passed) as gradebook:
        shown += repr(badge_keys(gradebook))
    assert inside[:60] not in re.sub(r"\s|\\n", "", shown) and "PRIVATE" not in shown
