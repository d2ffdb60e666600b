"""The language of a build: that of the course, for the engine's words and for Sphinx' own.

Sphinx sets its own language up before an extension is asked, and has no hook for another: its step is taken again.

Tried with sphinx 7.4.
"""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.locale import translators

from trekant.course import words
from trekant.course.spoken import speak_language_of
from trekant.course.words.catalogues import gettext_name


def speak_in_the_build(app: Sphinx) -> None:
    """Speak the course's language, and let Sphinx do the same: quotation marks and its few words follow it.

    Sphinx takes its language from ``_config.yml`` before any extension is asked, and would be of another mind than the
    course; its own step is taken again.

    Raises:
        CourseError: the language cannot be spoken.
    """
    speak_language_of(Path(app.srcdir))
    app.config.language = gettext_name(words.language())
    translators.pop(("general", "sphinx"), None)
    app._init_i18n()
