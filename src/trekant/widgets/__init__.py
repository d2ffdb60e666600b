"""Cases and quizzes in a notebook: ``vignette("den-tomme-plads")`` and ``quiz("slut-test")``."""

from trekant.widgets.players import QuizPlayer, VignettePlayer, WidgetError, quiz, vignette
from trekant.widgets.roads import roads

__all__ = ["QuizPlayer", "VignettePlayer", "WidgetError", "quiz", "roads", "vignette"]
