"""From models to the JSON that a player in the browser gets.

This is the only way out of the engine for cases and questions. A graded quiz leaves it without keys, points
per option, feedback, model answers and rubrics.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from trekant.course.cases.vignette import Ending, Scene, Vignette
from trekant.course.contact.municipality import Municipality
from trekant.course.contract.quiz import QuestionPayload, QuizPayload, QuizVariantPayload
from trekant.course.contract.vignette import VignettePayload
from trekant.course.quizzes.answers import FORMAT, MAX_CODE
from trekant.course.quizzes.opaque import OpaqueIds, traces
from trekant.course.quizzes.quiz import Quiz, draw, shuffled, variant_of
from trekant.course.tasks.authored import Branches, Scored
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.kinds import kind_of
from trekant.course.tasks.question import Question
from trekant.course.tasks.single import BEST, Choose
from trekant.course.words import N_, _
from trekant.course.writing.text import inline_html, to_html

Payload = dict[str, Any]

ENDING_WORDS = {
    Ending.GOOD: N_("Det endte godt"),
    Ending.MIXED: N_("Det endte både godt og skidt"),
    Ending.BAD: N_("Det endte skidt"),
}
"""How a road ended, in words: its tone is never told by colour alone."""


def quiz_payload(quiz: Quiz, questions: Mapping[str, Question], municipality: Municipality) -> Payload:
    """What the quiz player gets.

    A drawn quiz has a ``pool`` of tasks by question id, and ``variants``, which say what stands in its slots.

    Args:
        quiz: the quiz.
        questions: the questions that it may draw, by id.
        municipality: decides the keys of ``contact`` questions.
    """
    tasks = {one: questions[one].task(municipality) for one in quiz.pool}
    shown = {one: _shown(quiz, questions[one], task) for one, task in tasks.items()}
    whole = _whole(quiz, tasks, shown) | _recipient(quiz, municipality)
    return QuizPayload.checked(_hide_ids(whole, quiz.opaque_ids(tasks)) if quiz.use == "graded" else whole)


def _recipient(quiz: Quiz, municipality: Municipality) -> Payload:
    """Who takes the file, where it is one that is handed in and the municipality has said who."""
    to = municipality.hand_ins
    if quiz.use != "graded" or to is None:
        return {}
    return {"handInTo": {"who": to.who, "email": to.email, "mailto": f"mailto:{quote(to.email, safe='@')}"}}


def of_before(payload: Payload) -> Payload:
    """A quiz that was handed out by an earlier edition of the engine, with what its players had of their own then."""

    def whole(task: Payload) -> Payload:
        kind = kind_of(task["kind"])
        bare = Task.model_construct(kind=kind, prompt="-")
        return kind.more_shown(bare) | task

    slots = [slot | {"task": whole(slot["task"])} if "task" in slot else slot for slot in payload["slots"]]
    pool = {"pool": {one: whole(task) for one, task in payload["pool"].items()}} if "pool" in payload else {}
    return {"longestCode": MAX_CODE} | payload | {"slots": slots} | pool


def _whole(quiz: Quiz, tasks: Mapping[str, Task], shown: dict[str, Payload]) -> Payload:
    payload: Payload = {
        "player": "quiz",
        "format": FORMAT,
        "id": quiz.id,
        "revision": quiz.revision,
        "use": quiz.use,
        "title": quiz.title,
        "intro": to_html(quiz.intro),
        "minutes": quiz.minutes,
        "maximum": quiz.maximum,
        "passPoints": quiz.points_to_pass,
        "longestCode": MAX_CODE,
    } | {name: value for name, value in _if_any(quiz).items() if value}
    if quiz.blueprint:
        slots = [{"id": slot.id, "points": slot.points} for slot in draw(quiz, participant="")]
        return payload | {"slots": slots, "pool": shown, "variants": _variants(quiz, tasks, shown)}
    return payload | {
        "slots": [
            {"id": slot.id, "question": slot.question, "points": slot.points, "task": shown[slot.question]}
            for slot in draw(quiz, participant="")
        ]
    }


def _if_any(quiz: Quiz) -> dict[str, int | bool | None]:
    """What most quizzes do not have."""
    return {"timeLimit": quiz.time_limit, "attempts": quiz.attempts, "measures": quiz.measures is not None}


def _hide_ids(payload: Payload, ids: Mapping[str, OpaqueIds]) -> Payload:
    """The payload of a graded quiz with opaque ids in the place of the authored ones, which may tell the key.

    ``trace`` lets a page find the answers that it kept before there were opaque ids; ``traces`` is its modulus.
    """
    modulus, trace = traces(ids)

    def hidden(question: str, task: Payload) -> Payload:
        opaque = {
            field: [one | {"id": ids[question].options[one["id"]]} for one in task[field]]
            for field in ("options", "choices")
            if field in task
        }
        return task | opaque | {"trace": trace[question]}

    payload = payload | {"traces": modulus}
    if "pool" not in payload:
        slots = [
            slot | {"question": ids[slot["question"]].id, "task": hidden(slot["question"], slot["task"])}
            for slot in payload["slots"]
        ]
        return payload | {"slots": slots}
    return payload | {
        "pool": {ids[question].id: hidden(question, task) for question, task in payload["pool"].items()},
        "variants": [[[ids[question].id, order] for question, order in slots] for slots in payload["variants"]],
    }


def _shown(quiz: Quiz, question: Question, task: Task) -> Payload:
    """A question of a quiz as a player gets it."""
    # the question's revision says which answers of an earlier revision of the quiz still hold
    bare = _bare(task, (quiz.id, quiz.revision, question.id)) | {"revision": question.revision}
    return bare if quiz.use == "graded" else bare | _told(question, task)


def _told(question: Question, task: Task) -> Payload:
    """What a player may know of a question to practise on, beside what is asked."""
    return _solution(task) | {"page": question.page}


def practice_task(question: Question, municipality: Municipality) -> Payload:
    """A question to practise on outside any quiz."""
    task = question.task(municipality)
    return _bare(task, (question.id, question.revision)) | {"revision": question.revision} | _told(question, task)


def question_payload(question: Question, municipality: Municipality) -> Payload:
    """What the player of a single question in the running text of a chapter gets."""
    whole = practice_task(question, municipality)
    # one option is right, so there is nothing to add up; and the page to read is the one that it stands on
    task = {name: value for name, value in whole.items() if name not in ("table", "page")}
    return QuestionPayload.checked(
        {"player": "question", "id": question.id, "revision": question.revision, "task": task}
    )


def variant_payload(payload: Payload, number: int) -> Payload:
    """What a page fetches of a drawn quiz for one who gets the variant ``number``: only the questions of that one.

    ``variants`` is then how many there are.
    """
    variants = payload["variants"]
    slots = []
    for slot, (question, order) in zip(payload["slots"], variants[number], strict=True):
        task = payload["pool"][question]
        options = [task["options"][int(place)] for place in order] or task["options"]
        slots.append(slot | {"question": question, "task": task | {"options": options}})
    whole = {name: value for name, value in payload.items() if name != "pool"}
    return QuizVariantPayload.checked(whole | {"slots": slots, "variants": len(variants)})


def _variants(quiz: Quiz, tasks: Mapping[str, Task], shown: dict[str, Payload]) -> list[list[list[str]]]:
    """Each variant's questions, slot by slot, with the order that their options come in.

    The order is a digit an option: its place in the ``options`` of the task as it is shown. An order that all
    have in common is left empty.
    """
    variants = []
    for number, variant in enumerate(quiz.variants):
        slots = []
        for question in variant:
            places = {option["id"]: str(place) for place, option in enumerate(shown[question]["options"])}
            order = _order(tasks[question], (quiz.id, quiz.revision, question, number))
            slots.append([question, "" if order == list(places) else "".join(places[one] for one in order)])
        variants.append(slots)
    return variants


def vignette_payload(vignette: Vignette, municipality: Municipality, facts: dict[str, str]) -> Payload:
    """What the case player gets: the graph with its consequences, and the debrief.

    Args:
        vignette: the case.
        municipality: decides the keys of ``contact`` decisions.
        facts: the text of each fact by id, for the debrief.
    """
    payload = {
        "player": "vignette",
        "id": vignette.id,
        "revision": vignette.revision,
        "title": vignette.title,
        "hook": inline_html(vignette.hook or ""),
        "minutes": vignette.minutes,
        "role": inline_html(vignette.role),
        "objectives": list(vignette.objectives),
        "start": vignette.start,
        "scenes": {scene.id: _scene(vignette, scene, municipality) for scene in vignette.scenes},
        "debrief": {
            "lessons": [inline_html(lesson) for lesson in vignette.debrief.lessons],
            "talk": [inline_html(question) for question in vignette.debrief.talk],
            "html": to_html(vignette.debrief.text),
            "best": list(vignette.best_path()),
            "facts": [{"id": one, "text": facts.get(one, one)} for one in vignette.debrief.facts],
            "page": vignette.debrief.page,
        },
    }
    return VignettePayload.checked(payload)


def _scene(vignette: Vignette, scene: Scene, municipality: Municipality) -> Payload:
    shown: Payload = {"when": scene.when, "html": scene.html()}
    task = scene.task(municipality)
    if scene.ending is not None:
        return shown | {"ending": scene.ending.value, "endingWords": _(ENDING_WORDS[scene.ending])}
    assert task is not None and scene.decision is not None  # by the scene's validator
    seed = (vignette.id, vignette.revision, scene.id)
    return shown | {"task": _bare(task, seed) | _solution(task), "next": _next(scene, task)}


def _next(scene: Scene, task: Task) -> Payload:
    """Where each result leads: ``by`` option, for those that are named there; else by result."""
    decision = scene.decision
    if isinstance(decision, Choose):
        best = next(option.next for option in decision.options if option.points == BEST)
        return {"by": {option.id: option.next for option in decision.options}, "right": best, "wrong": best}
    if isinstance(decision, Scored) and isinstance(decision.next, Branches):
        way = decision.next
        by = {one: target for one, target in way.chosen.items() if one != task.key}
        return {"by": by, "right": way.right, "partly": way.partly or way.wrong, "wrong": way.wrong}
    [target] = scene.targets()
    return {"by": {}, "right": target, "partly": target, "wrong": target}


def _bare(task: Task, seed: tuple[str | int, ...]) -> Payload:
    """The task without anything that tells the key: whitelisted fields, options in seeded order."""
    by_id = {option.id: option for option in task.options}
    shown: Payload = {
        "kind": str(task.kind),
        "prompt": to_html(task.prompt),
        "options": [{"id": one, "html": inline_html(by_id[one].text)} for one in _order(task, seed)],
    }
    if task.choices:
        texts = {one.id: one.text for one in task.choices}
        ids = shuffled(list(texts), *seed, "choices")
        shown["choices"] = [{"id": one, "html": inline_html(texts[one])} for one in ids]
    return shown | task.kind.more_shown(task)


def _order(task: Task, seed: tuple[str | int, ...]) -> list[str]:
    """The ids of the options as the seed orders them; contacts stand as the municipality has them."""
    ids = [option.id for option in task.options]
    return ids if task.kind.keeps_order else shuffled(ids, *seed, avoid_same=task.kind.in_order)


def as_drawn(quiz: Quiz, question: str, task: Task, participant: str) -> Task:
    """A task of a quiz with its options and choices in the order in which a participant meets them on a page."""
    seed: tuple[str | int, ...] = (quiz.id, quiz.revision, question)
    mine = (*seed, variant_of(participant, len(quiz.variants))) if quiz.blueprint else seed
    options = {one.id: one for one in task.options}
    choices = {one.id: one for one in task.choices}
    return task.model_copy(
        update={
            "options": tuple(options[one] for one in _order(task, mine)),
            "choices": tuple(choices[one] for one in shuffled(list(choices), *seed, "choices")),
        }
    )


def slot_questions(payload: Payload, participant: str) -> dict[str, Payload]:
    """The questions of a payload that a participant meets: the tasks as shown, by question id."""
    if "pool" not in payload:
        return {slot["question"]: slot["task"] for slot in payload["slots"]}
    variants = payload["variants"]
    return {
        question: payload["pool"][question] for question, _other in variants[variant_of(participant, len(variants))]
    }


def _solution(task: Task) -> Payload:
    """What a player may know when it gives feedback at once."""
    if task.table is None:
        return {"model": to_html(task.model or "")}
    return {
        "table": task.table.for_player(),
        "key": task.key,
        "feedback": {option.id: inline_html(option.feedback) for option in task.options},
    }
