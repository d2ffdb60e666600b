"""Certificates, from the gradebook to paper: what grading decides, printing sets. It brings nbgrader with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from nbgrader.api import Gradebook

from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.grading.courses import graded_quiz
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.certificates import Awards, Given, Words, award, note_printed
from trekant.grading.marks.certificates import certificates_in as all_given
from trekant.grading.marks.results import Results, results
from trekant.grading.people.roster import participants
from trekant.printing.certificates import Paper, write_certificates
from trekant.printing.names import Names

AT_ONCE = 100
"""So many certificates are set between two notes of which are there; a run that is cut short does those again."""


Advance = Callable[[int, int], None]
"""Is told how many of how many are done."""


@dataclass(frozen=True)
class Printed:
    """What was done, in Danish sentences, what somebody has to mend, and the papers of all that count now."""

    said: tuple[str, ...]
    problems: tuple[str, ...]
    papers: tuple[Paper, ...]


def print_certificates(
    course: Course, quiz_id: str, cohorts: Collection[str] | None = None, advance: Advance = lambda done, total: None
) -> Printed:
    """Give certificates to everybody who passed, and set those that are not there as they should be.

    With ``cohorts`` only those of people of these are seen to.

    Raises:
        CourseError: the quiz is not one to pass, or the certificates cannot be set.
    """
    quiz, _ = graded_quiz(course, quiz_id)
    if quiz.measures:
        raise CourseError(
            f"»{quiz_id}« måler kurset, og der er ikke noget at bestå, så den giver ingen beviser. Se, hvad den viser, "
            "med »trekant effect«."
        )
    folders = Folders.of(course.root)
    with open_gradebook(course.root) as gradebook:
        people = {one.code: one for one in participants(gradebook)}
        wanted = None if cohorts is None else {code for code, one in people.items() if one.cohort in cohorts}
        found = _of_these(results(gradebook, folders, quiz), wanted)
        names = Names(course.root, {code: one.name for code, one in people.items()})
        awards = _award(course, quiz, found, names, gradebook)
        all_live = [given for given in all_given(gradebook, quiz.id) if given.withdrawn is None]
        _drop_withdrawn(folders, quiz, [given for given in all_live if given.genuine])
        live = [one for one in all_live if wanted is None or one.certificate.participant in wanted]
        papers, problems = _papers(folders, live, {one.code: one.shown for one in people.values()})
        done, unset = _set(course, quiz, papers, gradebook, advance)
    said = [*_counts(folders, quiz, awards, live, done), *_others(found), *names.notes]
    return Printed(tuple(said), (*names.problems, *problems, *unset), tuple(_there(folders, live)))


def settle_awards(course: Course, quiz_id: str) -> Awards:
    """Give and withdraw certificates by what the results are now; no paper is set.

    Raises:
        CourseError: there is no such quiz.
    """
    quiz, _ = graded_quiz(course, quiz_id)
    with open_gradebook(course.root) as gradebook:
        found = results(gradebook, Folders.of(course.root), quiz)
        return _award(
            course, quiz, found, Names(course.root, {one.code: one.name for one in participants(gradebook)}), gradebook
        )


def _award(course: Course, quiz: Quiz, found: Results, names: Names, gradebook: Gradebook) -> Awards:
    passed = [result.participant for result in found.known if result.passed]
    return award(gradebook, quiz, found.known, names.good(passed), Words.of(course))


def _of_these(found: Results, wanted: set[str] | None) -> Results:
    """The results of some participants; None is everybody's."""
    if wanted is None:
        return found
    known = tuple(one for one in found.known if one.participant in wanted)
    return Results(known, *(tuple(code for code in some if code in wanted) for some in (found.failed, found.ungraded)))


def _there(folders: Folders, live: list[Given]) -> Iterator[Paper]:
    """The papers that are there and say what the gradebook says."""
    for given in live:
        one = given.certificate
        path = folders.certificate(one.participant, one.quiz)
        if given.genuine and path.is_file():
            yield Paper(one, given.check_code, one.name, path)


def _drop_withdrawn(folders: Folders, quiz: Quiz, live: list[Given]) -> None:
    """Take away the papers of those who no longer have one that is as it was given; all others are set in its place."""
    have = {given.certificate.participant for given in live}
    for path in (folders.certificates / quiz.id).glob("*.pdf"):
        if path.stem not in have:
            path.unlink()


def _papers(folders: Folders, live: list[Given], shown: Mapping[str, str]) -> tuple[list[Paper], list[str]]:
    """What has to be set, because there is no paper yet or none any more; and what is not to be."""
    papers, problems = [], []
    for given in live:
        code, name = given.certificate.participant, given.certificate.name
        path = folders.certificate(code, given.certificate.quiz)
        if not given.genuine:
            problems.append(
                f"{code}: Oplysningerne i karakterbogen er ændret, siden beviset blev givet, så "
                f"{shown.get(code, code)} får det ikke. Se på det."
            )
        elif name and not (given.printed and path.is_file()):
            papers.append(Paper(given.certificate, given.check_code, name, path))
    return papers, problems


def _set(
    course: Course, quiz: Quiz, papers: list[Paper], gradebook: Gradebook, advance: Advance
) -> tuple[list[Paper], list[str]]:
    """Set the papers: those that are there now, and what is told of those that could not be set."""
    made, problems = [], []
    done: dict[str, str] = {}
    for number, (paper, trouble) in enumerate(write_certificates(course, quiz, papers), start=1):
        if trouble:
            problems.append(f"{paper.certificate.participant}: {trouble}")
        else:
            made.append(paper)
            done[paper.check_code] = paper.name
        if len(done) == AT_ONCE:
            note_printed(gradebook, done)
            done = {}
        advance(number, len(papers))
    note_printed(gradebook, done)
    return made, problems


def _counts(folders: Folders, quiz: Quiz, awards: Awards, live: list[Given], papers: list[Paper]) -> list[str]:
    had_paper = {given.check_code for given in live if given.printed}
    again = sum(paper.check_code in had_paper for paper in papers)
    new = len(papers) - again
    said = f"{new} {'nyt bevis' if new == 1 else 'nye beviser'}, {len(had_paper)} fra før"
    said += f" (heraf {again} lavet igen)" if again else ""
    said += f", {len(awards.withdrawn)} trukket tilbage" if awards.withdrawn else ""
    return [f"{said}. De ligger i {os.path.relpath(folders.certificates / quiz.id)}." if live else f"{said}."]


def _others(found: Results) -> list[str]:
    """Those who get none, and why."""
    waiting = sum(result.pending_manual for result in found.known)
    failed = sum(not result.passed and not result.pending_manual for result in found.known)
    said = [
        (failed, "har ikke bestået."),
        (waiting, "venter på, at du retter fritekst i formgrader; så længe får de intet bevis."),
        (len(found.ungraded), "har afleveret noget, der ikke er rettet endnu; ret, og kør kommandoen igen."),
        (len(found.failed), "kunne ikke rettes; se hvorfor i formgrader."),
    ]
    return [f"{count} {words}" for count, words in said if count]
