"""New cases, questions and municipalities: a filled example of the course, under a name of one's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from trekant.course.store import Course, CourseError

EXAMPLES = "assets/examples"
PLACEHOLDER = "skriv-id-her"
"""The id in the examples; it becomes the author's own."""
LONGEST = 50
"""Shorter than an id may be: a bank's questions have its id and a number."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Starter:
    """Where the new file goes, and what its author does next; ``{id}`` is the new id."""

    folder: str
    then: str


KINDS = {
    "question": Starter(
        "quizzes/banks",
        "Skriv spørgsmålet i filen, og se det med »trekant preview {id}-1«. Er det færdigt, så skriv »status: live«, "
        "sæt det ind i en øvelse eller en test, og kør »trekant check«.",
    ),
    "vignette": Starter(
        "notebooks/vignettes",
        "Skriv casen i filen, og se den med »trekant preview {id}«. Er den færdig, så sæt den ind i en notesbog, skriv "
        "»status: live«, og kør »trekant check«.",
    ),
    "municipality": Starter(
        "assets/municipalities",
        "Ret navne, numre, tider og trin i filen, og kør »trekant check«. Skal kommunen gælde, så skriv "
        "»municipality: {id}« i assets/course.yaml.",
    ),
}


@dataclass(frozen=True)
class Made:
    """The new file, and a sentence on what to do next."""

    path: Path
    then: str


def new(course: Course, kind: str, slug: str) -> Made:
    """Put a filled example into the course under a new id, as a draft where there are drafts.

    Raises:
        CourseError: the id cannot be used, or is in use, or the course has no such example.
    """
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST:
        raise CourseError(
            f"»{slug}« kan ikke være et id; brug små bogstaver a-z, tal og bindestreg, højst {LONGEST} tegn."
        )
    if kind == "question" and f"{slug}-1" in course.questions:
        raise CourseError(f"Spørgsmålet »{slug}-1« findes allerede i en anden bank; vælg et andet id.")
    name = f"{KINDS[kind].folder}/{slug}.yaml"
    try:
        text = (course.root / EXAMPLES / f"{kind}.yaml").read_text(encoding="utf-8").replace(PLACEHOLDER, slug)
        (course.root / name).parent.mkdir(parents=True, exist_ok=True)
        with (course.root / name).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileNotFoundError:
        raise CourseError(f"Eksemplet {EXAMPLES}/{kind}.yaml mangler; hent det igen fra kursets kilde.") from None
    except FileExistsError:
        raise CourseError(f"Filen {name} findes allerede; vælg et andet id.") from None
    except OSError as error:
        raise CourseError(f"Filen {name} kan ikke skrives: {error.strerror or error}.") from None
    return Made(course.root / name, KINDS[kind].then.format(id=slug))
