"""A real Moodle, where one is named: courses, people, activities and grades, all by its own pages.

Nothing is found by its English words, so the Moodle may speak any language; ids and names of fields are what its own
tests go by. Tried with Moodle 4.5.6.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.patience import MILLISECONDS

ADDRESS, USER, PASSWORD = "TREKANT_MOODLE", "TREKANT_MOODLE_USER", "TREKANT_MOODLE_PASSWORD"

needs_moodle = pytest.mark.skipif(
    not all(os.environ.get(one) for one in (ADDRESS, USER, PASSWORD)),
    reason=f"Der er ingen Moodle; {ADDRESS}, {USER} og {PASSWORD} siger, hvor den er, og hvem der bestyrer den.",
)

_SECRET = "Pr0ev-det!"
_TEACHER, _STUDENT = "editingteacher", "student"


@dataclass(frozen=True)
class Person:
    """Somebody in the Moodle; ``email`` is unlike everybody else's."""

    name: str
    email: str
    password: str = _SECRET


@dataclass
class MoodleCourse:
    """A course of its own for a test, with a teacher and two who follow it."""

    number: int
    short: str
    teacher: Person
    sara: Person
    ida: Person
    activities: dict[str, int] = field(default_factory=dict)


class Moodle:
    """The Moodle, as the one who runs it has it open."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self.address = os.environ[ADDRESS].rstrip("/")
        self._browser, self.page = browser, page

    def opens(self, path: str, page: Page | None = None) -> Page:
        """Open a page of it."""
        (page or self.page).goto(self.address + path)
        return page or self.page

    @contextmanager
    def visiting(self, person: Person, **options: object) -> Iterator[Page]:
        """A browser of somebody's own, signed in."""
        with _browsing(self._browser, **options) as page:
            sign_in(page, self.address, person.name, person.password)
            yield page

    def new_course(self) -> MoodleCourse:
        """A new course, with its people."""
        short = f"try{uuid4().hex[:8]}"
        people = [Person(f"{who}{short}", f"{who}{short}@fjordby.example") for who in ("tine", "sara", "ida")]
        page = self.opens("/course/edit.php?category=1")
        page.locator("#id_fullname").fill(f"Bekymret {short}")
        page.locator("#id_shortname").fill(short)
        page.locator("#id_saveanddisplay").click()
        page.wait_for_url(re.compile(r"/(course|user)/.*id=\d+"))
        number = int(re.search(r"[?&](?:course)?id=(\d+)", page.url)[1])  # type: ignore[index]
        course = MoodleCourse(number, short, *people)
        self._upload_people(course)
        return course

    def _upload_people(self, course: MoodleCourse) -> None:
        roles = (_TEACHER, _STUDENT, _STUDENT)
        rows = [
            [one.name, one.password, one.name[:4].title(), f"{role} i forløbet", one.email, course.short, role]
            for one, role in zip((course.teacher, course.sara, course.ida), roles, strict=True)
        ]
        head = ["username", "password", "firstname", "lastname", "email", "course1", "role1"]
        page = self.opens("/admin/tool/uploaduser/index.php")
        text = io.StringIO()
        csv.writer(text).writerows([head, *rows])
        choose_file(page, {"name": "folk.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()})
        with page.expect_navigation():
            page.locator("#id_submitbutton").click()
        with page.expect_navigation():
            page.locator("#id_submitbutton").click()
        expect(page.locator("#uuresults")).to_contain_text(course.ida.name)

    def new_activity(self, course: MoodleCourse, kind: str, name: str, **chosen: str | Path) -> int:
        """Put an activity into a course, with what is chosen in its form by the fields' ids; its number there."""
        page = self.opens(f"/course/modedit.php?add={kind}&type=&course={course.number}&section=0&return=0")
        page.locator("#id_name").fill(name)
        open_all(page)
        for which, value in chosen.items():
            if isinstance(value, Path):
                choose_file(page, value)
            else:
                set_field(page, which, value)
        page.locator("#id_submitbutton").click()
        page.wait_for_url(re.compile(rf"/mod/{kind}/\w+\.php\?id=\d+"))
        course.activities[name] = int(page.url.partition("id=")[2].partition("&")[0])
        return course.activities[name]

    def setting(self, section: str, field_name: str, on: bool) -> None:
        """Turn a setting of the whole Moodle on or off; the field has the name that its page gives it."""
        page = self.opens(f"/admin/settings.php?section={section}")
        page.locator(f"input[type=checkbox][name={field_name}]").set_checked(on)
        with page.expect_navigation():
            page.locator("#adminsettings button[type=submit]").click()

    def grades(self, course: MoodleCourse) -> dict[str, dict[str, str]]:
        """The gradebook as it is handed out: by address of the person, and by the start of the column's head."""
        page = self.opens(f"/grade/export/txt/index.php?id={course.number}")
        open_all(page)
        page.locator("#id_separator_comma, input[name=separator][value=comma]").first.check()
        with page.expect_download() as download:
            page.locator("#id_submitbutton").click()
        rows = csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig")))
        return {next(cell for cell in row.values() if cell and "@" in cell): row for row in rows}


@contextmanager
def _browsing(browser: Browser, **options: object) -> Iterator[Page]:
    context = browser.new_context(**{"locale": "da-DK", "viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(MILLISECONDS)
    # the tour that Moodle gives newcomers lies in front of what is to be pressed
    context.add_init_script("addEventListener('DOMContentLoaded', () => { const none = document.createElement('style');"
                            "none.textContent = '[data-region=tour], [id^=tour-step], .modal-backdrop.tour"
                            " { display: none !important }'; document.head.append(none); })")  # fmt: skip
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


@contextmanager
def running_moodle(browser: Browser) -> Iterator[Moodle]:
    """The Moodle that the environment names, with whoever runs it signed in."""
    with _browsing(browser, accept_downloads=True) as page:
        made = Moodle(browser, page)
        sign_in(page, made.address, os.environ[USER], os.environ[PASSWORD])
        yield made


def sign_in(page: Page, address: str, name: str, password: str) -> None:
    """Sign in by name and password."""
    page.goto(f"{address}/login/index.php")
    page.locator("#username").fill(name)
    page.locator("#password").fill(password)
    page.locator("#loginbtn").click()
    page.wait_for_url(lambda url: "/login/index.php" not in url)


def open_all(page: Page) -> None:
    """Open every part of a long form."""
    every = page.locator(".collapsemenu, .collapseexpand").first
    if every.count() and every.get_attribute("aria-expanded") != "true":
        every.click()


def set_field(page: Page, which: str, value: str) -> None:
    """Fill in a field of a form, whatever it is."""
    found = page.locator(f"#id_{which}")
    kind = found.evaluate("one => one.type")
    if kind in ("checkbox", "radio"):
        found.set_checked(value == "1")
    elif kind == "select-one":
        found.select_option(value)
    else:
        found.fill(value)


def choose_file(page: Page, file: object) -> None:
    """Give a form its file, by the dialogue that Moodle has for that."""
    with page.expect_response("**/repository/repository_ajax.php*"):  # what was chosen last time is drawn again by that
        page.locator(".fp-btn-choose, .fp-btn-add a").first.click()
    picker = page.locator(".file-picker:visible").last
    upload = picker.locator(".fp-repo:has(img[src*='repository_upload'])")
    if "active" not in (upload.get_attribute("class") or ""):
        with page.expect_response("**/repository/repository_ajax.php*"):
            upload.click()
    picker.locator("input[name=repo_upload_file]").set_input_files(file)  # type: ignore[arg-type]
    picker.locator(".fp-upload-btn").click()
    expect(
        page.locator(".filepicker-filename a, .fm-loaded .fp-file, .fm-loaded .fp-filename-icon").first
    ).to_be_visible()
