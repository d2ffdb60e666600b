"""A manager whom another service vouches for, by the e-mail address in the roster's column."""

from __future__ import annotations

import pytest

from tests.service.conftest import PEOPLE, Running
from trekant.service.grader import put_on_roster
from trekant.service.kept.access import Account, Role, ensure_managers
from trekant.service.signin.page import leads_to_people
from trekant.service.signin.recognising import NotRecognisedError, Told, recognise

LENE = "Lene@Fjordby.example"


def come(running: Running, subject: str = "lene", email: str = LENE, *, leading: bool = False) -> Account:
    return recognise(running.service, Told(subject, email, "Lene Leder", leading=leading))


def test_a_manager_is_known_by_the_address_and_again_by_the_person(running: Running) -> None:
    first = come(running)
    assert (first.role, first.email, first.name) == (Role.MANAGER, LENE.lower(), "Lene Leder")
    assert come(running).id == first.id
    with pytest.raises(NotRecognisedError, match="hører til en leder"):
        come(running, subject="whoever has the address now")
    running.service.accounts.new_codes([first.id])
    assert come(running, subject="whoever has the address now").id == first.id
    with pytest.raises(NotRecognisedError):
        come(running, subject="nobody", email="nobody@fjordby.example")


def test_a_new_address_of_the_same_person_takes_the_account_along(running: Running) -> None:
    first = come(running)
    put_on_roster(running.service.database, [PEOPLE[0].model_copy(update={"manager": "gift@fjordby.example"})])
    later = come(running, email="gift@fjordby.example")
    assert (later.id, later.email) == (first.id, "gift@fjordby.example")


def test_a_card_and_the_organisations_sign_in_are_the_same_manager_and_a_closed_one_stays_out(running: Running) -> None:
    account = ensure_managers(running.service.database, [LENE.lower()])[LENE.lower()]
    assert come(running).id == account
    running.service.accounts.revoke(account)
    with pytest.raises(NotRecognisedError, match="lukket"):
        come(running)


def test_a_manager_who_is_also_on_the_roster_is_who_they_came_as(running: Running) -> None:
    put_on_roster(running.service.database, [PEOPLE[2].model_copy(update={"email": LENE})])
    assert come(running).role is Role.PARTICIPANT
    assert come(running, leading=True).role is Role.MANAGER
    assert come(running).role is Role.PARTICIPANT
    assert leads_to_people("/leder?vis=mangler") and not leads_to_people("/lederen") and not leads_to_people("/mine")
    assert "/logind?videre=/leder" in running.participant("cilla").get("/mine").text
    assert "/logind?videre=/leder" not in running.participant("ana").get("/mine").text
    assert "/logind?videre=/mine" in running.manager(LENE.lower()).get("/leder").text
