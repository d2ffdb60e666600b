"""The command for people without a computer: a test on paper."""

from __future__ import annotations

from pathlib import Path

import click

from trekant.cli.base import for_trainers, main, open_course, say
from trekant.course.people.participant import as_code
from trekant.course.store import CourseError


@main.command()
@click.argument("quiz", metavar="TEST")
@click.argument("code", metavar="KODE")
@click.option("--out", "file", metavar="FIL", type=click.Path(path_type=Path), help="Den PDF, der bliver skrevet.")
@for_trainers
def paper(quiz: str, code: str, file: Path | None) -> None:
    """Lav en deltagers test som PDF, til den, der svarer på papir."""
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.gradebook import roster as on_roster
    from trekant.printing.quiz_paper import quiz_paper

    course, code = open_course(), as_code(code)
    content = quiz_paper(course, quiz, code)
    with open_gradebook(course.root) as gradebook:
        if code not in on_roster(gradebook):
            raise CourseError(f"»{code}« står ikke på deltagerlisten; se den med »trekant participants list«.")
    path = file or Path(f"test-{quiz}-{code}.pdf")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CourseError(f"{path} kan ikke skrives: {error.strerror or error}.") from None
    say(f"Testen til {code} ligger i {path}. Svarene taster du ind på undervisernes sider, under »Papir«.")
