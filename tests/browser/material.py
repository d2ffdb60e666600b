"""Cases and questions for the tests of the players: the real first case, and invented ones of every kind."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from trekant.course.base import Objective
from trekant.course.cases.vignette import Vignette
from trekant.course.contact.municipality import Municipality
from trekant.course.pages.payload import Payload, quiz_payload, vignette_payload
from trekant.course.quizzes.blueprint import fill
from trekant.course.quizzes.quiz import Quiz
from trekant.course.tasks.question import Bank, Question

ROOT = Path(__file__).parents[2]


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@cache
def municipality() -> Municipality:
    return Municipality.model_validate(read("assets/municipalities/roedovre.yaml"))


@cache
def real_case() -> Vignette:
    return Vignette.model_validate(read("notebooks/vignettes/den-tomme-plads.yaml"))


def _options(*ids: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {"id": one, "text": f"Du tager **{one}** med <i>her</i>.", "feedback": f"Om {one}: derfor.", **more}
        for one in ids
    ]


def _question(kind: str, **fields: Any) -> dict[str, Any]:
    common = {"id": f"om-{kind}", "type": kind, "objective": "judge", "page": "book/bekymringstegn"}
    return common | {"stem": f"Først lidt om {kind}.\n\nHvad svarer du om {kind}?"} | fields


@cache
def questions() -> dict[str, Question]:
    """One question of each kind."""
    single, several = _options("anton", "berta", "cecilie"), _options("dorthe", "erik", "frida", "georg")
    single[1]["right"] = True
    several[0]["right"] = several[2]["right"] = True
    rated = [option | {"rating": number} for number, option in enumerate(_options("hans", "inger", "jens", "karen"), 1)]
    bank = {
        "id": "prove",
        "use": "practice",
        "questions": [
            _question("single", options=single),
            _question("multiple", options=several),
            _question("order", items=_options("laes", "maal", "noter", "orden")),
            _question("rate", items=rated),
            _question("contact", situation={"urgency": "concrete", "age": 16}, options=["leder", "ssp", "politi"]),
            _question("text", rubric=["Siger hvad der er set."], model="Jeg så, at døren stod åben."),
        ],
    }
    return {question.id: question for question in Bank.model_validate(bank).questions}


def quiz(use: str, revision: int = 1) -> Quiz:
    graded = {"pass_mark": 0.7, "pass_mark_reason": "Til prøven."} if use == "graded" else {}
    items = [{"question": one, "points": 2 if one == "om-single" else 1} for one in questions()]
    fields = {"id": f"prove-{use}", "title": f"En {use}-quiz", "use": use, "revision": revision, "questions": items}
    return Quiz.model_validate(fields | {"intro": "Svar på det hele.", "minutes": 5} | graded)


def quiz_data(use: str, revision: int = 1) -> Payload:
    return quiz_payload(quiz(use, revision), questions(), municipality())


def hidden(answers: dict[str, Any]) -> dict[str, Any]:
    """Answers to the graded quiz with the ids that a browser has."""
    ids = quiz("graded").opaque_ids({key: one.task(municipality()) for key, one in questions().items()})

    def hide(question: str, answer: Any) -> Any:
        options = ids[question].options
        if isinstance(answer, dict):
            return {options.get(one, one): given for one, given in answer.items()}
        return [options[one] for one in answer] if isinstance(answer, list) else options.get(answer, answer)

    known = {ids[one].id: hide(one, answer) for one, answer in answers.items() if one in ids}
    return known | {one: answer for one, answer in answers.items() if one not in ids}


def drawn_quiz(use: str) -> Quiz:
    """A drawn quiz of four questions."""
    fields = quiz(use).model_dump(include={"use", "minutes", "intro", "pass_mark", "pass_mark_reason"})
    drawn = {"id": f"drawn-{use}", "title": f"En trukket {use}-quiz", "blueprint": {"judge": 3, "notice": 1}}
    return fill(Quiz.model_validate(fields | drawn), [Bank(id="prove", use=use, questions=drawn_questions())])


def drawn_questions() -> tuple[Question, ...]:
    """Questions of two objectives, more than a participant gets."""
    several = [question for question in questions().values() if question.type != "text"]
    copies = [
        several[0].model_copy(update={"id": f"nummer-{number}", "stem": f"Nummer {number}?"}) for number in range(6)
    ]
    notice = [one.model_copy(update={"id": f"tegn-{one.id}", "objective": Objective.NOTICE}) for one in several]
    return (*several, *copies, *notice)


def drawn_data(use: str) -> Payload:
    return quiz_payload(drawn_quiz(use), {one.id: one for one in drawn_questions()}, municipality())


def case_data(case: Vignette) -> Payload:
    return vignette_payload(case, municipality(), {"flere-tegn": "Flere tegn på samme tid."})


def every_kind_case() -> Vignette:
    """A short case that has what the real one lacks: order, rating, writing, a branch by how well it went."""
    rated = [option | {"rating": number} for number, option in enumerate(_options("hans", "inger"), 3)]
    ordered = _options("laes", "maal", "noter")
    steps = [
        {"id": "raekken", "decision": {"kind": "order", "prompt": "Hvad først?", "items": ordered,
         "next": {"right": "vurder", "partly": "vurder", "wrong": "slut-skidt"}}},
        {"id": "vurder", "decision": {"kind": "rate", "prompt": "Hvor godt?", "items": rated, "next": "skriv"}},
        {"id": "skriv", "decision": {"kind": "write", "prompt": "Hvad siger du?", "model": "Jeg så en åben dør.",
         "next": "slut-godt"}},
        {"id": "slut-godt", "ending": "good", "weekday": None, "at": None, "later": "Tre uger senere"},
        {"id": "slut-skidt", "ending": "bad"},
    ]  # fmt: skip
    clock = {"weekday": "fredag", "at": "09:15", "text": "Der sker noget."}
    debrief = {
        "lessons": ["Se efter.", "Spørg *først*.", "Sig det videre."],
        "talk": ["Hvad har I set?", "Hvem spørger I?"],
        "text": "Sådan er det.",
    }
    return Vignette.model_validate(
        {
            "id": "alle-slags", "title": "Alle slags", "hook": "Døren står åben.", "minutes": 3, "place": "school",
            "role": "Du er lærer.",
            "person": {"name": "Kim", "age": 14}, "form": "none", "level": "building", "outcome": "no-concern",
            "objectives": ["judge"], "start": "raekken", "scenes": [clock | step for step in steps],
            "debrief": debrief | {"facts": ["flere-tegn"], "page": "book/bekymringstegn"},
        }
    )  # fmt: skip


def clock(scene: str) -> str:
    """The heading of a scene of the real case."""
    return str(case_data(real_case())["scenes"][scene]["when"])


def words(scene: str, option: str) -> str:
    """The text of an option of the real case."""
    options = case_data(real_case())["scenes"][scene]["task"]["options"]
    return next(str(one["html"]) for one in options if one["id"] == option)


def said(scene: str, option: str) -> str:
    """The feedback on an option of the real case."""
    return str(case_data(real_case())["scenes"][scene]["task"]["feedback"][option])


OPENING = real_case().scenes[0].text.split(".")[0]
"""How the real case begins. Tests name its scenes and options by id, so that an author can change the wording."""
