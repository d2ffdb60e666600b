"""A player on a page: its data, and what stands there without JavaScript (which is also what prints)."""

from __future__ import annotations

import json
from html import escape

from trekant.course.contact.guide_words import urgencies
from trekant.course.pages.payload import Payload
from trekant.course.tasks.kinds import kind_of
from trekant.course.words import N_, _, with_or

BEGIN, DATA, END = '<div class="trekant-player"', '<script type="application/json">', "</script></div>"
"""Where a player begins, where its data begin, and where both end; ``embedded`` finds it by these."""

PLAYER_ID = "player-"
"""What the id of a player begins with. A heading made of the case's title may well have the case's own id."""

_MODULES = {"graded": "graded", "package": "final-test"}
"""The modules of quizzes that are not played as practice; most pages do without what those take."""

LESSONS, TALK = N_("Det kan du tage med"), N_("Til at tale om")
"""What stands above the lessons of a case and above the questions for a group; ``debrief.js`` says the same."""


def embed(payload: Payload, read_at: str | None = None, picture: str = "") -> str:
    """A player as HTML: a ``<div>`` with the fallback and the data as JSON that no parser takes for markup.

    The fallback stands first: it is what fills the first screen while the rest of the page is on its way.

    ``read_at`` is for a case within a chapter: the address of the page where it can be read whole. There the fallback
    is the beginning and a link, and the player's script comes when one starts: all of it would weigh too much.

    ``picture`` stands above both the fallback and the player: nothing moves when the one gives way to the other.
    """
    data = json.dumps(payload, ensure_ascii=False).replace("<", "\\u003c")
    fallback = _FALLBACKS[payload["player"]](payload) if read_at is None else _elsewhere(payload, read_at)
    use = payload.get("use")
    module = f' data-module="{_MODULES[use]}"' if use in _MODULES else ""
    if read_at is not None:
        module += ' data-later=""'
    name = PLAYER_ID + escape(payload["id"])
    return (
        f'{BEGIN} data-player="{payload["player"]}" id="{name}"{module}>{picture}'
        f'<div class="trekant-fallback">{fallback}</div>{DATA}{data}{END}'
    )


def _vignette(payload: Payload) -> str:
    scenes = payload["scenes"]
    order = _reading_order(payload)
    number = {scene_id: place for place, scene_id in enumerate(order, start=1)}
    parts = [f"<p><em>{payload['hook']}</em></p>"] if payload["hook"] else []
    parts.append(f"<p>{_title(payload)} {payload['role']}</p>")
    for scene_id in order:
        scene = scenes[scene_id]
        parts.append(f"<h3>{number[scene_id]}. {escape(scene['when'])}</h3>{scene['html']}")
        if "task" in scene:
            parts.append(_task(scene["task"]) + _ways(scene, number))
        else:
            ends = _("Her slutter casen. {ending}.").format(ending=scene["endingWords"])
            parts.append(f"<p><strong>{ends}</strong></p>")
    asks = _("Bagefter: hvad kan man lære af det?")
    parts.append(f"<details><summary>{asks}</summary>{_debrief(payload)}</details>")
    return "".join(parts)


def _title(payload: Payload) -> str:
    minutes = _("{minutes} min.").format(minutes=payload["minutes"])
    return f"<strong>{escape(payload['title'])}</strong> · {minutes}"


def _elsewhere(payload: Payload, read_at: str) -> str:
    hook = f'<p class="trk-hook"><em>{payload["hook"]}</em></p>' if payload["hook"] else ""
    link = f'<span class="read-on"><a href="{escape(read_at)}">{_("Læs casen")}</a>.</span>'
    return f"{hook}<p>{_title(payload)} {payload['role']} {link}</p>"


def _debrief(payload: Payload) -> str:
    debrief = payload["debrief"]

    def listed(title: str, lines: list[str]) -> str:
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f"<p><strong>{title}</strong></p><ul>{items}</ul>" if lines else ""

    lessons, talk = listed(_(LESSONS), debrief["lessons"]), listed(_(TALK), debrief["talk"])
    return f"{lessons}{debrief['html']}{talk}"


def _reading_order(payload: Payload) -> list[str]:
    """The scenes from the start, breadth first, so that no scene is referred to before its way is told."""
    order = [payload["start"]]
    for scene_id in order:
        for target in _targets(payload["scenes"][scene_id]):
            if target not in order:
                order.append(target)
    return order


def _targets(scene: Payload) -> list[str]:
    way = scene.get("next")
    if way is None:
        return []
    return list(dict.fromkeys([*way["by"].values(), way["right"], way.get("partly", way["wrong"]), way["wrong"]]))


def _ways(scene: Payload, number: dict[str, int]) -> str:
    way = scene["next"]
    letters = _letters(scene["task"])
    lines = [
        _("{letters}: læs videre ved {number}").format(
            letters=with_or(letters[one] for one in letters if way["by"].get(one) == to), number=number[to]
        )
        for to in dict.fromkeys(way["by"].values())
    ]
    # where each option has its own way, all has been said
    if way["by"].keys() != letters.keys():
        lines += _ways_by_result(way, number)
    return f'<ul class="trekant-ways">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'


def _ways_by_result(way: Payload, number: dict[str, int]) -> list[str]:
    right, wrong = number[way["right"]], number[way["wrong"]]
    if right == wrong:
        return [_("Læs videre ved {number}").format(number=right)]
    lines = [_("Er dit svar rigtigt, så læs videre ved {number}").format(number=right)]
    if way["partly"] != way["wrong"]:
        lines.append(_("Er det delvist rigtigt, så ved {number}").format(number=number[way["partly"]]))
    return [*lines, _("Ellers ved {number}").format(number=wrong)]


def _quiz(payload: Payload) -> str:
    parts = [payload["intro"]]
    if "pool" in payload:
        needed = _("Her får alle deres egne spørgsmål, og det kræver JavaScript.")
        switch = _("Kommer de ikke frem, så slå JavaScript til i din browser, og hent siden igen.")
        return f"{parts[0]}<p><strong>{needed}</strong> {switch}</p>"
    if payload["use"] == "graded":
        needed = _("Du kan læse spørgsmålene her, men for at svare skal JavaScript være slået til.")
        parts.append(f'<p class="trekant-to-answer"><strong>{needed}</strong></p>')
    # a graded quiz is a page of its own, practice stands under a heading of a chapter
    heading = "h2" if payload["use"] == "graded" else "h3"
    for place, slot in enumerate(payload["slots"], start=1):
        parts.append(f"<{heading}>{question_heading(place)}</{heading}>{_task(slot['task'])}")
    return "".join(parts)


def _question(payload: Payload) -> str:
    return _task(payload["task"])


def _letters(task: Payload) -> dict[str, str]:
    """The letter of each option: what is said of it later need not repeat it, which a third of a page would be."""
    return {option["id"]: chr(ord("A") + place) for place, option in enumerate(task["options"])}


def _lettered(lines: list[str]) -> str:
    return f'<ol type="A">{"".join(f"<li>{line}</li>" for line in lines)}</ol>' if lines else ""


def _task(task: Payload) -> str:
    options = _lettered([option["html"] for option in task["options"]])
    kind = kind_of(task["kind"])
    parts = [task["prompt"], f"<p><em>{kind.on_paper()}</em></p>", options, kind.more_to_read(task)]
    if answer := answer_html(task):
        asks = _("Se svaret") if "feedback" in task else _("Se et forslag")
        parts.append(f"<details><summary>{asks}</summary>{answer}</details>")
    return "".join(parts)


def answer_html(task: Payload) -> str:
    """The answer to a task as it is told on paper; empty where a player is not told it."""
    if "feedback" in task:
        return _key(task) + _lettered([task["feedback"][option["id"]] for option in task["options"]])
    return str(task.get("model", ""))


def question_heading(place: int) -> str:
    """What stands above a question of a quiz, from 1."""
    return _("Spørgsmål {number}").format(number=place)


def _key(task: Payload) -> str:
    key = kind_of(task["kind"]).key_on_paper(task, _letters(task))
    return f"<p>{_('Det bedste svar: {answer}.').format(answer=key)}</p>"


def _guide(payload: Payload) -> str:
    """The guide in one piece, for an employee: what one does oneself, and then, by age, what the manager does."""
    words = payload["words"]
    parts = [f"<p>{_('Sådan gør en ansat.')}</p>"]
    provided: dict[str, Payload] = {}
    for urgency, (_answer, heading) in urgencies().items():
        steps = payload["table"][f"employee/{urgency}/unknown"]["steps"]
        sure = [step for step in steps if not step["proviso"]]
        own = "".join(f"<li>{_guide_step(payload, step)}</li>" for step in sure if step["actor"] == "you")
        others = "".join(f"<li>{_guide_step(payload, step)}</li>" for step in sure if step["actor"] != "you")
        parts.append(f"<p><strong>{heading}</strong></p><ol>{own}</ol>")
        parts.append(f"<p>{words['manager']}:</p><ul>{others}</ul>" if others else "")
        provided |= {f"{step['proviso']} {step['contact']}": step for step in steps if step["proviso"]}
    parts += [f"<p><strong>{words[name]}</strong></p>{_remarks(payload[name])}" for name in ("say", "avoid", "after")]
    cases = "".join(f"<li>{_guide_step(payload, step)}</li>" for step in provided.values())
    cases += "".join(
        f"<li>{escape(one['case'])}: {one['html']}{_star(outside=one['outside'])}</li>" for one in payload["whatIf"]
    )
    parts.append(f"<p><strong>{words['whatIf']}</strong></p><ul>{cases}</ul>")
    if any(contact["unconfirmed"] for contact in payload["contacts"].values()):
        parts.append(f"<p>{payload['unconfirmed']}</p>")
    return "".join(parts) + f"<p>{payload['outside']}</p>"


def _guide_step(payload: Payload, step: Payload) -> str:
    contact = payload["contacts"][step["contact"]]
    when = ": ".join([*filter(None, [escape(step["proviso"] or ""), step["ages"]]), ""])
    phone = f' <a href="tel:{contact["tel"]}">{contact["phone"]}</a>' if contact["tel"] else ""
    hours = f" ({escape(contact['hours'])})" if contact["tel"] else ""
    unconfirmed = f" {_('Nummeret er ikke bekræftet endnu.')}" if contact["unconfirmed"] else ""
    return f"{when}{escape(step['title'])}{phone}{hours}. {step['why']}{unconfirmed}{_star(outside=step['outside'])}"


def _star(*, outside: bool) -> str:
    """The mark of what the notat does not say; the guide's last line tells what it means."""
    return "&nbsp;*" if outside else ""


def _remarks(remarks: list[Payload]) -> str:
    lines = "".join(f"<li>{one['html']}{_star(outside=one['outside'])}</li>" for one in remarks)
    return f"<ul>{lines}</ul>"


def _progress(payload: Payload) -> str:
    objectives = "".join(f"<li>{escape(one['text'])}</li>" for one in payload["objectives"])
    needed = _("Her kan du se dit forløb, og det kræver JavaScript.")
    then = _(
        "Slå JavaScript til i din browser, og hent siden igen. Så viser den, hvad du har øvet dig på, hvad der er værd "
        "at se igen nu, og hvad der kommer igen senere, inden for disse mål:"
    )
    return f"<p><strong>{needed}</strong> {then}</p><ul>{objectives}</ul>"


def _refresher(payload: Payload) -> str:
    needed = _("Her får du tre cases og tolv spørgsmål, og det kræver JavaScript.")
    switch = _("Slå JavaScript til i din browser, og hent siden igen. Du kan også bare spille en case fra dit arbejde.")
    return f"<p><strong>{needed}</strong> {switch}</p>"


_FALLBACKS = {
    "vignette": _vignette,
    "quiz": _quiz,
    "question": _question,
    "contact-guide": _guide,
    "progress": _progress,
    "refresher": _refresher,
}
