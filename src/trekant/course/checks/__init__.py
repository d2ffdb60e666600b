"""The content rules, each with a number that is never reused.

A rule is a generator from the course to the problems it finds. All rules are always run: an author gets every
problem at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trekant.course.checks import contacts, coverage, prose, references
from trekant.course.store import Course, Problem

Check = Callable[[Course], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule's number, what it asks for in one Danish sentence, and the function that finds breaches."""

    number: str
    asks: str
    check: Check | None = None


RULES = (
    Rule("R001", "Hver fil er gyldig YAML med de felter, den skal have."),
    Rule("R002", "Et id er det samme som filens navn."),
    Rule("R003", "Hvert faktum-id, der henvises til, står i assets/notat.yaml.", references.facts),
    Rule("R004", "Hver side, der henvises til, findes i book/.", references.pages),
    Rule("R005", "Reglerne giver de råd, som kommunens eksempler siger.", contacts.routing_cases),
    Rule("R006", "En kontaktopgave har netop ét rigtigt svar.", contacts.one_right_contact),
    Rule("R007", "Et spørgsmåls id bruges kun én gang, på tværs af alle banker.", references.unique_questions),
    Rule("R008", "En quiz bruger levende spørgsmål fra banker til samme formål.", references.quiz_questions),
    Rule("R009", "Telefonnumre og mailadresser står kun i kommunens fil.", contacts.details_elsewhere),
    Rule("R010", "Hver aldersgruppe og situation giver mindst ét trin.", contacts.no_gap),
    Rule("R011", "LIX er højst 44 på hver side og i hver case.", prose.readable),
    Rule("R012", "Ingen tolv ord i træk er notatets egne.", prose.own_words),
    Rule("R013", "Hvert faktum har et sted på en side, mærket med rollen notat.", coverage.every_fact_taught),
    Rule("R014", "Hvert mærke på en side er et faktum.", coverage.every_mark_known),
    Rule("R015", "Casene er fordelt, så ingen gruppe og intet udfald står for alt.", coverage.balanced_cases),
    Rule("R016", "Hver levende case spilles i en notebook, og hver case, der spilles, findes.", references.stages),
)


def check(course: Course) -> list[Problem]:
    """Every problem of the course, by file and line."""
    found = list(course.problems)
    for rule in RULES:
        if rule.check is not None:
            found.extend(rule.check(course))
    return sorted(set(found))
