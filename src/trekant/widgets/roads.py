"""The roads that somebody has taken through cases, as a picture."""

from __future__ import annotations

import io
from collections import defaultdict
from statistics import fmean
from textwrap import wrap

from IPython.display import Image
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trekant.course.cached import course_as_saved
from trekant.course.store import CourseError, find_root
from trekant.course.tasks.authored import HALF
from trekant.course.words import N_, _
from trekant.course.writing.text import number_in_words
from trekant.widgets.players import VignettePlayer

_ROW = 0.55  # inches a case or objective
_LABEL = 38  # characters of an objective on a line
_WORDS = ((N_("bedst"), "o", "#14506b"), (N_("brugbart"), "D", "#b07a00"), (N_("ikke det bedste"), "X", "#8c1d10"))
"""How a decision went: word, marker, colour. The marker tells it without the colour."""


def roads(*players: VignettePlayer) -> Image | str:
    """The decisions of each case in their order, and how each objective has fared.

    Args:
        players: the cases of the notebook, played or not.

    Returns:
        A picture with alternative text; a sentence when nothing has been played yet.
    """
    played = [player for player in players if player.path]
    if not played:
        return _("Du har ikke spillet nogen af casene endnu. Spil en, og kør cellen igen.")
    trained = _trained(played)
    figure = Figure(figsize=(9, 1.6 + _ROW * (len(played) + len(trained))), layout="constrained")
    above, below = figure.subplots(2, 1, height_ratios=[len(played) + 1, len(trained) + 1])
    _draw_roads(above, played)
    _draw_objectives(below, trained)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110)
    return Image(data=buffer.getvalue(), alt=_alt(played, trained))  # type: ignore[no-untyped-call]


def _trained(played: list[VignettePlayer]) -> dict[str, float]:
    """The mean share of full marks by objective, over the decisions of the cases that train it."""
    shares: dict[str, list[float]] = defaultdict(list)
    for player in played:
        for objective in player.payload["objectives"]:
            shares[objective] += [step["fraction"] for step in player.path if step.get("fraction") is not None]
    return {objective: fmean(found) for objective, found in shares.items() if found}


def _grade(fraction: float) -> int:
    return 0 if fraction == 1 else 1 if fraction >= HALF else 2


def _draw_roads(axes: Axes, played: list[VignettePlayer]) -> None:
    for row, player in enumerate(played):
        fractions = [step["fraction"] for step in player.path if step.get("fraction") is not None]
        axes.plot(range(1, len(fractions) + 1), [row] * len(fractions), color="#8696a0", lw=1, zorder=1)
        for number, fraction in enumerate(fractions, start=1):
            _word, marker, colour = _WORDS[_grade(fraction)]
            axes.scatter(number, row, s=90, marker=marker, color=colour, zorder=2)
    for word, marker, colour in _WORDS:
        axes.scatter([], [], s=70, marker=marker, color=colour, label=_(word))
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False)
    axes.set(
        yticks=range(len(played)), yticklabels=[player.payload["title"] for player in played], xlabel=_("Valg nummer")
    )
    axes.set_ylim(len(played) - 0.4, -0.6)
    longest = max(len(player.path) for player in played)
    axes.set(xticks=range(1, longest + 1), xlim=(0.5, longest + 0.5))
    axes.spines[["top", "right"]].set_visible(False)


def _draw_objectives(axes: Axes, trained: dict[str, float]) -> None:
    names = _names()
    labels = ["\n".join(wrap(names.get(one, one), _LABEL)) for one in trained]
    axes.barh(labels, [100 * share for share in trained.values()], color="#3d86ab")
    axes.set(xlim=(0, 100), xlabel=_("Så godt er valgene gået, i procent"))
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)


def _names() -> dict[str, str]:
    try:
        settings = course_as_saved(find_root()).settings
    except CourseError:
        return {}
    return {} if settings is None else {one: words.rstrip(".") for one, words in settings.model.objectives.items()}


def _alt(played: list[VignettePlayer], trained: dict[str, float]) -> str:
    cases = []
    for player in played:
        words = [_(_WORDS[_grade(step["fraction"])][0]) for step in player.path if step.get("fraction") is not None]
        cases.append(f"{player.payload['title']}: {', '.join(words)}")
    names = _names()
    shares = [
        _("{what}: {percent} procent").format(what=names.get(one, one), percent=number_in_words(100 * share, 0))
        for one, share in trained.items()
    ]
    return _("Dine valg. {cases}. Mål. {objectives}.").format(cases=". ".join(cases), objectives=". ".join(shares))
