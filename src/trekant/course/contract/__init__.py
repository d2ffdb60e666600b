"""What a player gets, field by field: the contract between Python and the browser.

Whatever makes a payload gives it to ``checked``, so that nothing leaves that the players do not know, and nothing that
tells a key leaves with a graded quiz. ``players/payloads.d.ts`` is made of these models, and the players are checked
against it.
"""

from __future__ import annotations

from trekant.course.contract.guide import GuidePayload
from trekant.course.contract.package import PackageTable
from trekant.course.contract.progress import ProgressPayload, RefresherPayload
from trekant.course.contract.quiz import QuestionPayload, QuizPayload, QuizVariantPayload
from trekant.course.contract.spoken import SpokenTable
from trekant.course.contract.vignette import BeginningPayload, VignettePayload

PAYLOADS = (
    VignettePayload,
    QuizPayload,
    QuizVariantPayload,
    QuestionPayload,
    GuidePayload,
    ProgressPayload,
    RefresherPayload,
    BeginningPayload,
    SpokenTable,
    PackageTable,
)
"""All that leaves."""
