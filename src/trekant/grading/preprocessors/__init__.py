"""Our steps in nbgrader's pipelines, one change to a notebook a class."""

from trekant.grading.preprocessors.forget_scores import ForgetScores
from trekant.grading.preprocessors.get_scores import GetScores
from trekant.grading.preprocessors.hide_keys import HideKeys
from trekant.grading.preprocessors.sanitize import SanitizeForReading
from trekant.grading.preprocessors.save_scores import SaveScores
from trekant.grading.preprocessors.score_from_bank import ScoreFromBank
from trekant.grading.preprocessors.use_release_notebook import UseReleaseNotebook

__all__ = [
    "ForgetScores",
    "GetScores",
    "HideKeys",
    "SanitizeForReading",
    "SaveScores",
    "ScoreFromBank",
    "UseReleaseNotebook",
]
