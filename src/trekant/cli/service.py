"""Commands that run the course: the service, and the plain site."""

from __future__ import annotations

import ipaddress
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trekant.cli.base import for_trainers, main, say
from trekant.cli.site import build_and_tell, listening, port_option, until_stopped
from trekant.course.people.certificate import Certificate
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError, find_root

if TYPE_CHECKING:
    from trekant.service.state import Service

HOST = "127.0.0.1"

_host = click.option(
    "--host", default=HOST, show_default=True, metavar="ADRESSE", help="Den adresse på maskinen, der lyttes på."
)
_static = click.option(
    "--static", is_flag=True, help="Vis kun siden, som en almindelig webserver gør, uden login og aflevering."
)
_no_grading = click.option(
    "--no-grading",
    is_flag=True,
    help="Lad »trekant worker« rette det, der bliver afleveret.",
)


@main.command()
@port_option(8000)
@for_trainers
def course(port: int) -> None:
    """Byg siden, hvis noget er ændret, og start kurset på denne maskine."""
    root = find_root()
    build_and_tell(root)
    _serve(root, HOST, port, grades=True)


@main.command()
@port_option(8000)
@_host
@_static
@_no_grading
@for_trainers
def serve(port: int, host: str, static: bool, no_grading: bool) -> None:
    """Start kurset: den byggede side, login, aflevering og undervisernes sider."""
    root = find_root()
    if static:
        _serve_files(root, port)
    else:
        _serve(root, host, port, grades=not no_grading)


@main.command()
@for_trainers
def worker() -> None:
    """Ret det, der bliver afleveret til tjenesten, indtil den bliver stoppet."""
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook_url import gradebook_url
    from trekant.service.background.process import work
    from trekant.service.grader import bring_up_to_date
    from trekant.service.start import prepare_gradebook

    root = find_root()
    url = gradebook_url(Folders.of(root).quizzes)
    prepare_gradebook(root, url)
    bring_up_to_date(url)
    say("Retter det, der bliver afleveret  (stop med Ctrl+C)")
    work(root)
    say("\nStoppet.")


def _site(root: Path) -> Path:
    from trekant.site.build import site_folder

    folder = site_folder(root)
    if not (folder / "index.html").is_file():
        raise CourseError("Der er ingen side at vise endnu; kør »trekant build« først.")
    return folder


def _serve(root: Path, host: str, port: int, *, grades: bool) -> None:
    from trekant.course.pages.policy import framing
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook_url import gradebook_url
    from trekant.service.app import make_app, make_service
    from trekant.service.settings import ServiceSettings, address_from
    from trekant.service.signin.ways import sign_ins_from
    from trekant.service.start import listen_on, prepare_gradebook, run

    site, url = _site(root), gradebook_url(Folders.of(root).quizzes)
    address_from()  # what is wrong with it is told before anything is made
    sign_ins = sign_ins_from()
    with listen_on(host, port) as listening_on:
        used = listening_on.getsockname()[1]
        if used != port:
            say(f"Port {port} er optaget, så kurset er på {used}.")
        here = f"http://{host}:{used}"
        say("Gør karakterbogen klar. Første gang tager det et øjeblik …")
        prepare_gradebook(root, url)
        address, paper = address_from(otherwise=here), PrintedPaper(root)
        settings = ServiceSettings(root, site, url, address, framing(root), paper, grades)
        service = make_service(settings)
        say(f"Kurset er her: {settings.address}  (stop med Ctrl+C)")
        if _is_loopback(host):
            _tell_try_out(service)
        run(make_app(service, sign_ins), listening_on)
    say("\nStoppet.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _tell_try_out(service: Service) -> None:
    """Whom one can try an empty service as; who puts it on a network makes the people themselves."""
    from trekant.service.start import try_out

    if links := try_out(service):
        say("Prøv det som deltager:")
        say(f"  {links.participant}")
        say("og som underviser:")
        say(f"  {links.trainer}")
        say("De to links virker kun for den, der har dem. Du kan lave nye under »Deltagere« på undervisernes sider.")


def _serve_files(root: Path, port: int) -> None:
    from trekant.course.pages.policy import framing
    from trekant.site.delivery.serve import HOST as LOOPBACK
    from trekant.site.delivery.serve import server

    folder = _site(root)
    with listening(lambda: server(folder, port, framing=framing(root))) as serving:
        used = serving.server_address[1]
        if used != port:
            say(f"Port {port} er optaget, så siden er på {used}.")
        say(f"Siden er her: http://{LOOPBACK}:{used}  (stop med Ctrl+C)")
        until_stopped(serving)


class PrintedPaper:
    """Certificates and tests on paper, as the service asks for them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self, names: Mapping[str, str]) -> Mapping[str, str]:
        """Those of some names, by code, that can be set."""
        from trekant.printing.names import Names

        return Names(self._root, names).good(names)

    def certificate(self, course: Course, quiz: Quiz, given: Certificate, check_code: str) -> bytes:
        """A certificate as a PDF.

        Raises:
            CourseError: it cannot be set.
        """
        from trekant.printing.certificates import Paper, write_certificates

        with tempfile.TemporaryDirectory() as folder:
            paper = Paper(given, check_code, given.name, Path(folder) / "bevis.pdf")
            for _paper, problem in write_certificates(course, quiz, [paper]):
                if problem:
                    raise CourseError(problem)
            return paper.path.read_bytes()

    def sheet(self, course: Course, quiz: str, participant: str) -> bytes:
        """A graded quiz as a PDF for one participant to answer on.

        Raises:
            CourseError: it cannot be set.
        """
        from trekant.printing.quiz_paper import quiz_paper

        return quiz_paper(course, quiz, participant)
