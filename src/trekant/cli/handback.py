"""Commands for handing back: what each participant is told about a quiz."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from trekant.cli.base import for_trainers, main, open_course, progress_bar, say
from trekant.course.pages.site_config import site_address
from trekant.course.quizzes.feedback import Feedback
from trekant.course.store import Course, CourseError


@main.command()
@click.argument("quiz", metavar="TEST")
@click.option("--with-keys", is_flag=True, help="Vis også de rigtige svar. Kun når ingen skal svare på dem igen.")
@click.option(
    "--to", "folder", metavar="MAPPE", type=click.Path(path_type=Path), help="Læg også en kopi af siderne her."
)
@for_trainers
def feedback(quiz: str, with_keys: bool, folder: Path | None) -> None:
    """Lav en side til hver deltager: svar, point, hvorfor, og hvor man kan læse igen."""
    done = _write_feedback(open_course(), quiz, with_keys=with_keys, copies=folder)
    say(f"{done.written} sider skrevet, {done.unchanged} uændrede. De ligger i quizzes/feedback.")
    if folder is not None:
        say(f"Kopier til at sende ligger i {folder}. Slet dem, når de er sendt.")
    for count, words in (
        (done.pending, "venter på, at du retter fritekst i formgrader; siden siger, at resultatet ikke er klar."),
        (done.earlier, "har afleveret en tidligere udgave af testen; deres sider og resultater står, som de var."),
        (done.without, "har ingen side, for svarene er ikke rettet, kunne ikke rettes eller er slettet."),
    ):
        if count:
            say(f"{count} {words}")
    if with_keys:
        say("Siderne viser facit. Send dem først, når ingen skal svare på spørgsmålene igen.")


@dataclass
class _Done:
    written: int = 0
    unchanged: int = 0
    pending: int = 0
    without: int = 0
    earlier: int = 0
    pages: list[tuple[str, Path]] = field(default_factory=list)


def _write_feedback(course: Course, quiz_id: str, *, with_keys: bool, copies: Path | None) -> _Done:
    """Write the pages that are new or changed, and take away those that no longer hold.

    Raises:
        CourseError: the quiz cannot be used, or a page cannot be written.
    """
    # nbgrader takes seconds to import, and most commands do without it
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.marks.feedback import Gatherer
    from trekant.reports.feedback import FeedbackPages, chapters

    done, folders = _Done(), Folders.of(course.root)
    with open_gradebook(course.root) as gradebook:
        gatherer = Gatherer(course, gradebook, quiz_id)
        read_again = chapters(gatherer.pages, course.pages, site_address(course.root))
        pages = FeedbackPages(gatherer.quiz, course.title, read_again, with_keys=with_keys)
        gone = [*gatherer.failed, *gatherer.ungraded]
        with progress_bar("Skriver") as advance, _writing():
            for number, (code, one) in enumerate(gatherer.gather(), start=1):
                if one is None:
                    gone += [code] if code not in gatherer.earlier else []
                else:
                    _put(folders.feedback(code, quiz_id), one, pages.page(one), done)
                advance(number, len(gatherer.known))
            for code in gone:
                folders.feedback(code, quiz_id).unlink(missing_ok=True)
            done.without, done.earlier = len(gone), len(gatherer.earlier)
            if copies is not None:
                copies.mkdir(parents=True, exist_ok=True)
                for code, path in done.pages:
                    shutil.copyfile(path, copies / f"{quiz_id}-{code}.html")
    return done


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = os.path.relpath(error.filename) if error.filename else "quizzes/feedback"
        raise CourseError(
            f"{place} kan ikke skrives: {error.strerror or error}. Ret det, og kør kommandoen igen; det, der er "
            "skrevet, bliver stående."
        ) from None


def _put(path: Path, one: Feedback, page: str, done: _Done) -> None:
    from trekant.grading.folders import TIMESTAMP, timestamp_text

    done.pages.append((one.result.participant, path))
    done.pending += one.result.pending_manual
    content = page.encode("utf-8", errors="replace")
    if path.is_file() and path.read_bytes() == content:
        done.unchanged += 1
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # how long it is kept counts from the day of handing in, and not from today
    (path.parent / TIMESTAMP).write_text(timestamp_text(one.result.handed_in), encoding="ascii")
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)
    done.written += 1
