"""What the figures of an effect say in Danish: what may be concluded from them, and what may not."""

from __future__ import annotations

from collections.abc import Iterator

from trekant.course.base import Moment
from trekant.reports.effect.analysis import Difference, Effect, ObjectiveEffect
from trekant.reports.flags import FEW_ANSWERS, TOO_FEW
from trekant.reports.words import NONE, number, people, short_percent

NAMES = {Moment.BEFORE: "før", Moment.AFTER: "efter", Moment.LATER: "senere"}

WHOLE = "Alle mål under ét"


def difference_in_words(share: float | None) -> str:
    """A difference of shares: »+12 procentpoint«."""
    return NONE if share is None else f"{signed(share)} procentpoint"


def interval(change: Difference) -> str:
    """Where a difference lies: »fra −3 til +21«; a dash where nobody can say."""
    if change.low is None or change.high is None:
        return NONE
    return f"fra {signed(change.low)} til {signed(change.high)}"


def signed(share: float | None) -> str:
    """A difference of shares in whole points; what is more than nothing and would be shown as nothing has a decimal."""
    if share is None:
        return NONE
    shown = number(100 * share, 0)
    if shown == "0" and share:
        shown = number(100 * share, 1)
    return f"+{shown}" if share > 0 else shown


def verdict(effect: Effect, moment: Moment) -> str:
    """What may be concluded of a change over all objectives, in one sentence."""
    change = effect.whole.changes[moment]
    name = NAMES[moment]
    if not change.number:
        return f"Ingen har svaret både før og {name} endnu."
    if change.mean is None:
        return f"Kun {people(change.number)} har svaret både før og {name}, og under {TOO_FEW} bliver ikke vist."
    if change.low is None or change.high is None:
        return (
            f"De {change.number}, der svarede både før og {name}, flyttede sig alle lige meget "
            f"({difference_in_words(change.mean)}), så usikkerheden kan ikke regnes ud."
        )
    found = f"{difference_in_words(change.mean)} i snit (95 procents sikkerhedsinterval: {interval(change)})"
    if change.low > 0:
        return f"De {change.number}, der svarede både før og {name}, svarer bedre {name} end før: {found}."
    if change.high < 0:
        return f"De {change.number}, der svarede både før og {name}, svarer dårligere {name} end før: {found}."
    return (
        f"For de {change.number}, der svarede både før og {name}, kan det lige så godt være et tilfælde, at tallet er "
        f"et andet {name} end før: {found}."
    )


def cautions(effect: Effect) -> Iterator[str]:
    """What may not be concluded, a sentence each."""
    yield (
        "Der er intet hold uden kursus at sammenligne med, så noget andet end kurset kan også have flyttet svarene, "
        "for eksempel en samtale på arbejdet."
    )
    paired = [change.number for change in effect.whole.changes.values() if change.number]
    if any(count < FEW_ANSWERS for count in paired) or not paired:
        yield (
            f"Under {FEW_ANSWERS} har svaret begge gange i mindst én sammenligning, og så kan nogle få svar flytte "
            "tallet meget."
        )
    yield (
        "Spørgsmålene er ikke de samme hver gang; over mange deltagere er de lige svære, men for den enkelte siger "
        "forskellen ingenting."
    )
    for moment, count in effect.repeated.items():
        if count >= TOO_FEW:
            yield (
                f"{count} af {effect.whole.changes[moment].number} fik mindst ét spørgsmål igen {NAMES[moment]}, og "
                "det kan løfte tallet lidt, fordi de havde set det før."
            )
    yield "Hvert mål hviler på få spørgsmål til hver, så se først på alle mål under ét."
    yield "De, der svarer hver gang, kan være dem, der bedst kan lide kurset; resten ved vi ikke noget om."
    yield from _close_to_a_person(effect)


def _close_to_a_person(effect: Effect) -> Iterator[str]:
    for moment, sides in effect.alone.items():
        shown = effect.whole.changes[moment].mean is not None
        if shown and any(0 < count < TOO_FEW for count in sides):
            yield (
                f"Under {TOO_FEW} har svaret før og ikke {NAMES[moment]}, eller omvendt; hvad de fik, kan næsten "
                "regnes ud af tallene, så del dem ikke med andre end undervisere."
            )


def figure_in_words(effect: Effect) -> str:
    """The figure for those who do not see it."""
    return f"Punkter på en linje fra 0 til 100 procent af pointene. {' '.join(map(_in_words, effect.lines))}"


def _in_words(line: ObjectiveEffect) -> str:
    parts = [
        f"{NAMES[moment]} {short_percent(one.mean)}" for moment, one in line.measured.items() if one.mean is not None
    ]
    return f"{line.words.rstrip('.')}: {', '.join(parts) or 'for få svar'}."


def summary(effect: Effect) -> list[str]:
    """What is most important, in a few lines."""
    counts = ", ".join(f"{one.number} {NAMES[moment]}" for moment, one in effect.whole.measured.items())
    return [f"Svar: {counts}.", *(verdict(effect, moment) for moment in effect.whole.changes)]


def too_few_in_words(effect: Effect) -> str | None:
    """Why there is nothing to show; None where at least one moment can be shown."""
    measured = effect.whole.measured
    if any(one.mean is not None for one in measured.values()):
        return None
    counts = ", ".join(f"{one.number} {NAMES[moment]}" for moment, one in measured.items())
    left_out = "".join(f" {note}" for note in effect.notes)
    return (
        f"Der er for få svar til at vise noget: {counts}. Tag flere ind med »trekant collect«, så der er mindst "
        f"{TOO_FEW} til en af målingerne.{left_out}"
    )
