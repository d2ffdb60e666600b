"""What the engine itself says in the contact guide, on the screen and on paper: its questions, answers and headings.

They stand here once. The player gets them with its payload; the text without JavaScript takes them from there too.
"""

from __future__ import annotations

from trekant.course.contact.clock import WEEKDAYS, weekday_in_words
from trekant.course.contact.municipality import Asker, Urgency
from trekant.course.pages.payload import Payload
from trekant.course.words import _, capital


def urgencies() -> dict[Urgency, tuple[str, str]]:
    """How urgent it may be: the answer that one chooses, and the heading that paper has in its place."""
    return {
        Urgency.NOW: (_("Ja, nogen skal komme nu. Der er fare"), _("Nogen skal komme nu")),
        Urgency.TODAY: (
            _("Ja, politiet skal vide det i dag, men ingen er i fare lige nu"),
            _("Politiet skal vide det i dag, men ingen er i fare lige nu"),
        ),
        Urgency.CONCRETE: (
            _("Nej, men jeg er bekymret for noget bestemt"),
            _("Det haster ikke, men du er bekymret for noget bestemt"),
        ),
        Urgency.ADVICE: (
            _("Nej, jeg er i tvivl og vil gerne have råd"),
            _("Du er i tvivl og vil gerne have råd"),
        ),
    }


def guide_words() -> Payload:
    """The words that go with the payload: ``questions`` by name, each with its ``choices`` as pairs; and headings."""
    return {
        "questions": {
            "urgency": {
                "ask": _("Haster det?"),
                "choices": [[urgency.value, answer] for urgency, (answer, _heading) in urgencies().items()],
            },
            "age": {"ask": _("Hvor gammel er den, du er bekymret for?")},
            "asker": {
                "ask": _("Hvem er du?"),
                "choices": [
                    [Asker.EMPLOYEE.value, _("Ansat i kommunen")],
                    [Asker.MANAGER.value, _("Leder i kommunen")],
                    [Asker.CITIZEN.value, _("Borger eller pårørende")],
                ],
            },
            "when": {
                "ask": _("Hvornår vil du tage kontakt?"),
                "choices": [["now", _("Nu")], ["later", _("På et andet tidspunkt")]],
            },
        },
        "weekdays": [capital(weekday_in_words(day)) for day in range(len(WEEKDAYS))],
        "own": _("Det gør du"),
        "manager": _("Det gør din leder"),
        "notes": _("Godt at vide"),
        "say": _("Det siger du"),
        "avoid": _("Det lader du være med"),
        "after": _("Det sker der bagefter"),
        "whatIf": _("Hvad hvis …"),
    }
