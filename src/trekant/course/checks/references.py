"""Rules on what refers to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trekant.course.base import OUTSIDE_NOTAT, Moment, Status
from trekant.course.quizzes.blueprint import fill
from trekant.course.quizzes.quiz import Quiz
from trekant.course.source import Source
from trekant.course.store import Course, Problem

Where = Sequence[str | int]


def _fact_references(course: Course) -> Iterator[tuple[Source, Where, str]]:
    """Every place in the YAML that names a fact: file, path in the file, fact id."""
    for town in course.municipalities.values():
        for index, contact in enumerate(town.model.contacts):
            yield town.source, ("contacts", index, "source"), contact.source
            yield town.source, ("contacts", index, "hours", "source"), contact.hours.source
        for name, group in town.model.routing.age_groups.items():
            if group.source:
                yield town.source, ("routing", "age_groups", name, "source"), group.source
        for index, step in enumerate(town.model.routing.steps):
            yield town.source, ("routing", "steps", index, "source"), step.source
        for index, note in enumerate(town.model.routing.notes):
            yield town.source, ("routing", "notes", index, "source"), note.source
    for case in course.vignettes.values():
        for index, fact in enumerate(case.model.debrief.facts):
            yield case.source, ("debrief", "facts", index), fact
    for bank in course.banks.values():
        for place, question in enumerate(bank.model.questions):
            for index, fact in enumerate(question.facts):
                yield bank.source, ("questions", place, "facts", index), fact


def facts(course: Course) -> Iterator[Problem]:
    """R003."""
    if course.notat is None:
        return  # R001 has told why
    for source, where, fact in _fact_references(course):
        if fact != OUTSIDE_NOTAT and fact not in course.facts:
            message = f"faktummet »{fact}« står ikke i assets/notat.yaml; ret navnet, eller skriv {OUTSIDE_NOTAT}"
            yield Problem(source.name, source.line(where), "R003", message)


def pages(course: Course) -> Iterator[Problem]:
    """R004."""
    named = [(case.source, ("debrief", "page"), case.model.debrief.page) for case in course.vignettes.values()]
    for bank in course.banks.values():
        questions = enumerate(bank.model.questions)
        named += [(bank.source, ("questions", place, "page"), question.page) for place, question in questions]  # type: ignore[misc]
    for source, where, page in named:
        if page not in course.pages:
            yield Problem(
                source.name, source.line(where), "R004", f"siden »{page}« findes ikke; der er ingen {page}.md"
            )


def unique_questions(course: Course) -> Iterator[Problem]:
    """R007."""
    first: dict[str, str] = {}
    for bank in course.banks.values():
        for place, question in enumerate(bank.model.questions):
            if question.id in first:
                message = f"spørgsmålet »{question.id}« står også i {first[question.id]}; giv det ene et andet id"
                yield Problem(bank.source.name, bank.source.line(("questions", place, "id")), "R007", message)
            first.setdefault(question.id, bank.source.name)


def quiz_questions(course: Course) -> Iterator[Problem]:
    """R008."""
    for quiz in course.quizzes.values():
        for place, item in enumerate(quiz.model.questions):
            question, bank = course.questions.get(item.question, (None, None))
            if question is None or bank is None:
                if course.unread("quizzes/banks"):
                    continue
                message = f"spørgsmålet »{item.question}« står ikke i nogen bank i quizzes/banks/"
            elif question.status is not Status.LIVE:
                message = f"spørgsmålet »{item.question}« har status »{question.status}«; en test skal bruge »live«"
            elif bank.use != quiz.model.use:
                message = (
                    f"spørgsmålet »{item.question}« er fra en bank med »use: {bank.use}«, men testen har "
                    f"»use: {quiz.model.use}«"
                )
            else:
                continue
            yield Problem(quiz.source.name, quiz.source.line(("questions", place)), "R008", message)


def released_draw(course: Course) -> Iterator[Problem]:
    """R030."""
    banks = [bank.model for bank in course.banks.values()]
    for quiz in course.quizzes.values():
        model = quiz.model
        if model.drawn_from is None or model.drawn_from == model.draw_mark:
            continue
        raised = model.revision + 1
        mark = fill(model.model_copy(update={"revision": raised}), banks).draw_mark
        message = (
            "trækningen er ikke den, der blev lagt fast: spørgsmål er kommet til eller gået ud, eller »revision« er "
            f"ændret. Er »revision« sat op siden, så skriv »drawn_from: {model.draw_mark}«; ellers sæt den op til "
            f"{raised}, og skriv »drawn_from: {mark}«"
        )
        yield Problem(quiz.source.name, quiz.source.line(["drawn_from"]), "R030", message)


def alike_measurings(course: Course) -> Iterator[Problem]:
    """R057: what is measured twice is measured in the same way, or the difference says nothing."""
    given: dict[Moment, str] = {}
    plan: Quiz | None = None
    for name, quiz in course.quizzes.items():
        model = quiz.model
        if model.measures is None:
            continue
        plan = plan or model
        if model.measures in given:
            message = f"»{given[model.measures]}« måler også »{model.measures}«; ret eller slet den ene"
            yield Problem(quiz.source.name, quiz.source.line(["measures"]), "R057", message)
        given.setdefault(model.measures, name)
        for field in ("blueprint", "only_types"):
            if getattr(model, field) != getattr(plan, field):
                message = f"»{field}« er ikke som i »{plan.id}«; skriv det ens, så de to målinger kan sammenlignes"
                yield Problem(quiz.source.name, quiz.source.line([field]), "R057", message)


def one_test_of_a_package(course: Course) -> Iterator[Problem]:
    """R084: a package has one final test, and nobody is asked which."""
    of_package = [(name, quiz) for name, quiz in course.quizzes.items() if quiz.model.use == "package"]
    for _, quiz in of_package[1:]:
        message = f"»{of_package[0][0]}« er også til pakken, og den har kun én test; slet den ene"
        yield Problem(quiz.source.name, quiz.source.line(["use"]), "R084", message)


def stages(course: Course) -> Iterator[Problem]:
    """R016."""
    for case in course.vignettes.values():
        if case.model.status is Status.LIVE and case.model.id not in course.stages:
            message = f"casen »{case.model.id}« spilles ingen steder; sæt den ind i en af notebooks/*.ipynb"
            yield Problem(case.source.name, case.source.line(["id"]), "R016", message)
    for case_id, notebook in course.stages.items():
        if case_id not in course.vignettes and not (course.root / f"notebooks/vignettes/{case_id}.yaml").exists():
            message = f"casen »{case_id}« findes ikke i notebooks/vignettes/; ret navnet"
            yield Problem(f"{notebook}.ipynb", 1, "R016", message)
