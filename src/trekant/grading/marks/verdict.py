"""What can be said of a check code: that the certificate holds, that it holds no longer, or that nobody knows it."""

from __future__ import annotations

from dataclasses import dataclass

from trekant.course.contact.clock import danish_date
from trekant.course.people.certificate import Certificate, as_check_code
from trekant.course.store import Course, CourseError
from trekant.course.writing.text import danish_number, danish_percent
from trekant.grading.marks.certificates import Given


@dataclass(frozen=True)
class Verdict:
    """Whether a certificate holds, and what is said of it; ``more`` is what one has to look at oneself."""

    holds: bool
    said: str
    more: str = ""


def typed_code(typed: str) -> str:
    """A check code as somebody typed it.

    Raises:
        CourseError: it cannot be one.
    """
    code = as_check_code(typed)
    if code is None:
        raise CourseError("En kontrolkode har 16 bogstaver og tal, og hverken 0, 1, I eller O; se efter på beviset.")
    return code


def verdict_on(course: Course, given: Given | None, shown: str = "") -> Verdict:
    """What can be said of the certificate that a check code led to; ``shown`` is what its owner is called now."""
    if given is None:
        return Verdict(
            False,
            "Koden kendes ikke. Enten er den tastet forkert, eller også er oplysningerne om personen slettet, "
            "og så kan beviset ikke længere bekræftes.",
        )
    if not given.genuine:
        said = "Koden findes, men oplysningerne er ændret, siden beviset blev givet. Det kan ikke bekræftes."
        return Verdict(False, said)
    said = _on_paper(course, given.certificate, shown)
    if given.taken_back:
        return Verdict(False, f"Beviset er trukket tilbage af en underviser. På det står: {said}.")
    if given.withdrawn:
        return Verdict(False, f"Beviset gælder ikke længere; et nyt er trådt i stedet. På det står: {said}.")
    return Verdict(True, f"Beviset er ægte: {said}.", _to_look_at(given.certificate))


def _on_paper(course: Course, one: Certificate, shown: str) -> str:
    title = one.quiz_title or (course.quizzes[one.quiz].model.title if one.quiz in course.quizzes else one.quiz)
    points = f"{danish_number(one.points)} af {danish_number(one.maximum)} point"
    name = one.name or shown or one.participant
    return f"{name} bestod »{title}« den {danish_date(one.passed_on)} med {points} ({danish_percent(one.share)})"


def _to_look_at(one: Certificate) -> str:
    if one.covers_words:
        return ""
    return (
        f"Koden er fra før, den også dækkede navnet. Den bekræfter deltagerkoden »{one.participant}«, testen, "
        "dagen og pointene. Navnet er det, der står i karakterbogen: Se efter, om det er det samme som på beviset."
    )
