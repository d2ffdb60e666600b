"""The content rules, each with a number that is never reused.

A rule is a generator from the course to the problems it finds. All rules are always run: an author gets every
problem at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trekant.course.checks import (
    contacts,
    coverage,
    details,
    files,
    frozen,
    ids,
    likeness,
    minutes,
    prose,
    questions,
    references,
    stories,
    typed,
    wording,
)
from trekant.course.editions import rules as editions
from trekant.course.store import Course, Problem

Check = Callable[[Course], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule's number, what it asks for in one Danish sentence, and the function that finds breaches."""

    number: str
    asks: str
    check: Check | None = None
    reminder: bool = False
    """Whether it is broken by the passing of time alone; then the site is built all the same."""


RULES = (
    Rule("R001", "Hver fil kan læses og har de felter, den skal have.", files.files_readable),
    Rule("R002", "Et id er det samme som filens navn."),
    Rule("R003", "Hvert faktum-id, der henvises til, står i assets/notat.yaml.", references.facts),
    Rule("R004", "Hver side, der henvises til, findes i book/.", references.pages),
    Rule("R005", "Reglerne giver de råd, som kommunens eksempler siger.", contacts.routing_cases),
    Rule("R006", "En kontaktopgave har netop ét rigtigt svar.", contacts.one_right_contact),
    Rule("R007", "Et spørgsmåls id bruges kun én gang, på tværs af alle banker.", references.unique_questions),
    Rule("R008", "En test bruger levende spørgsmål fra banker til samme formål.", references.quiz_questions),
    Rule("R009", "Telefonnumre og mailadresser står kun i kommunens fil.", contacts.details_elsewhere),
    Rule("R010", "Hver aldersgruppe og situation giver mindst ét trin.", contacts.no_gap),
    Rule("R011", "LIX er højst 44 på hver side og i hver case.", prose.text_readable),
    Rule("R012", "Ingen tolv ord i træk er notatets egne.", prose.own_words),
    Rule("R013", "Hvert faktum har et sted på en side, mærket med rollen notat.", coverage.every_fact_taught),
    Rule("R014", "Hvert mærke på en side er et faktum.", coverage.every_mark_known),
    Rule("R015", "Casene er fordelt, så ingen gruppe og intet udfald står for alt.", coverage.balanced_cases),
    Rule("R016", "Hver levende case spilles i en notebook, og hver case, der spilles, findes.", references.stages),
    Rule("R017", "Ingen valgmulighed er »alle ovenstående«, »ingen af dem« eller lignende.", questions.no_all_or_none),
    Rule("R018", "Intet spørgsmål går ud på at finde det, der ikke passer.", questions.no_negative_stem),
    Rule("R019", "Altid, aldrig, alle, ingen og kun står ikke kun i de forkerte svar.", questions.no_telling_absolutes),
    Rule("R020", "Intet ord fra spørgsmålet går igen i det rigtige svar alene.", questions.no_echo),
    Rule("R021", "Et længste, rigtigt svar er højst 2,2 gange så langt som det korteste.", questions.alike_in_length),
    Rule("R022", "Et spørgsmål med ét rigtigt svar har tre eller fire valgmuligheder.", questions.three_or_four),
    Rule("R023", "Hver valgmulighed har sin egen feedback.", questions.own_feedback),
    Rule("R024", "Intet spørgsmål ligner et, der bliver brugt til noget andet.", likeness.unlike_other_uses),
    Rule("R025", "LIX er højst 44 over spørgsmålene i en bank.", questions.readable_stems),
    Rule("R026", "Det længste og det korteste svar er ikke oftere rigtigt end andre.", questions.length_tells_nothing),
    Rule("R027", "Det rigtige svar står lige ofte på hver plads.", questions.place_tells_nothing),
    Rule("R028", "Svar med forbehold er ikke oftere rigtige end andre.", questions.hedging_tells_nothing),
    Rule("R029", "Der er nok spørgsmål i øvelserne og i de bedømte banker, til hvert mål.", questions.enough_questions),
    Rule("R030", "En test med »drawn_from« trækker de spørgsmål, den blev lagt fast med.", references.released_draw),
    Rule("R031", "Bankerne har de spørgsmål, som en test med »blueprint« skal trække."),
    Rule("R032", "Hvert bedømt spørgsmål og hver bedømt test er lagt fast med »trekant freeze«.", frozen.all_frozen),
    Rule("R033", "Facit og svarmuligheder er dem, der er lagt fast for spørgsmålets udgave.", frozen.same_key),
    Rule("R034", "Spørgsmålenes udgaver er dem, der er lagt fast for testens udgave.", frozen.same_questions),
    Rule("R040", "I en liste af valgmuligheder, sætninger eller punkter har hver sit eget id."),
    Rule("R041", "Et felt står kun én gang samme sted i en fil."),
    Rule("R042", "Ingen fil bruger ankre, mærker eller »<<«; det, der skal stå, bliver skrevet."),
    Rule("R043", "»feedback« og »chosen« nævner kun kontakter, man kan vælge dér.", ids.options_meant),
    Rule("R044", "Et nummer, en mailadresse og et link i kommunens fil er til at bruge.", details.usable),
    Rule("R045", "Ingen »review_by« er overskredet, og ingen »checked« ligger i fremtiden.", details.in_time, True),
    Rule("R046", "Hver side i indholdsfortegnelsen findes.", files.contents),
    Rule("R047", "Mærker og bokse på en side er nogle, der findes.", files.markup),
    Rule("R048", "Intet CPR-nummer står nogen steder.", details.no_cpr),
    Rule("R049", "Et mærke med {alder} eller {kontakt} nævner noget, der står i kommunens fil.", typed.typed),
    Rule("R050", "Ved en konkret bekymring siger reglerne, hvem lederen går videre til.", contacts.onward),
    Rule("R051", "En aldersgrænse er skrevet med et mærke, så den følger kommunens fil."),
    Rule("R052", "En åbningstid er skrevet med et mærke, så den følger kommunens fil."),
    Rule("R053", "Det fulde navn på en kontakt er skrevet med et mærke."),
    Rule("R054", "En case, der er i brug, har »hook«, »lessons« og »talk«.", stories.complete),
    Rule(
        "R055",
        "Er der gået uger, når en case slutter, har slutningen »later« i stedet for dag og tid.",
        stories.time_passed,
    ),
    Rule("R056", "En test med »measures« har hverken grænse eller frist og trækker sine spørgsmål."),
    Rule("R057", "Der er højst én måling til hver tid, og alle trækker efter samme plan.", references.alike_measurings),
    Rule("R058", "Det sted, en case nævner i »picture«, er tegnet i assets/places.", stories.pictured),
    Rule("R059", "Billedet af et sted fylder højst 3.000 byte.", stories.light),
    Rule("R060", "En udgave har alle de tekster, der står i de filer, den er lavet af.", editions.nothing_missing),
    Rule("R061", "Hver tekst i en udgave er lavet af noget, der findes.", editions.nothing_left_over),
    Rule(
        "R062",
        "Hver tekst i en udgave er set efter, siden den tekst, den er lavet af, blev ændret.",
        editions.nothing_stale,
    ),
    Rule("R063", "En udgave bygger på de samme fakta og har de samme kontakter og grænser.", editions.same_ground),
    Rule("R064", "LIX er under det tal, udgaven selv siger, i hver af dens filer.", editions.readable),
    Rule("R065", "En udgaves sider har højst så mange ord, som udgaven selv siger.", editions.short_enough),
    Rule("R070", "Landet i »public_holidays« er et, hvis helligdage kendes.", details.known_holidays),
    Rule("R080", "Der er ét ord for én ting, som assets/ordvalg.yaml siger.", wording.chosen),
    Rule("R081", "Kurset tager højst de minutter, som assets/course.yaml siger.", minutes.within_its_time),
    Rule("R082", "Et modul siger det antal minutter, det tager.", minutes.told_as_measured),
    Rule("R083", "En test til pakken trækker sine spørgsmål, har en grænse og kan tages igen."),
    Rule("R084", "Der er højst én test til pakken.", references.one_test_of_a_package),
)


def check(course: Course, *, reminders: bool = True) -> list[Problem]:
    """Every problem of the course, by file and line; those that only time brings about can be left out."""
    found = list(course.problems)
    for rule in RULES:
        if rule.check is not None and (reminders or not rule.reminder):
            found.extend(rule.check(course))
    return sorted(set(found))
