"""A player on a page: its data, and what stands there without JavaScript (which is also what prints)."""

from __future__ import annotations

import json
from html import escape

from trekant.course.player import Payload

PLAYER_ID = "player-"
"""What the id of a player begins with. A heading made of the case's title may well have the case's own id."""

_KIND_HINT = {
    "single": "Vælg én.",
    "contact": "Vælg én.",
    "multiple": "Vælg alle, der passer.",
    "order": "Sæt dem i rækkefølge.",
    "rate": "Giv hver af dem fra 1 til 4.",
    "text": "Skriv dit svar.",
}


def embed(payload: Payload) -> str:
    """A player as HTML: a ``<div>`` with the fallback and the data as JSON that no parser takes for markup."""
    data = json.dumps(payload, ensure_ascii=False).replace("<", "\\u003c")
    fallback = _FALLBACKS[payload["player"]](payload)
    # most pages have practice only, and do without what it takes to hand in
    module = ' data-module="graded"' if payload.get("use") == "graded" else ""
    name = PLAYER_ID + escape(payload["id"])
    return (
        f'<div class="trekant-player" data-player="{payload["player"]}" id="{name}"{module}>'
        f'<script type="application/json">{data}</script>'
        f'<div class="trekant-fallback">{fallback}</div></div>'
    )


def _vignette(payload: Payload) -> str:
    scenes = payload["scenes"]
    order = _reading_order(payload)
    number = {scene_id: place for place, scene_id in enumerate(order, start=1)}
    parts = [f"<p><strong>{escape(payload['title'])}</strong> · {payload['minutes']} min. {payload['role']}</p>"]
    for scene_id in order:
        scene = scenes[scene_id]
        parts.append(f"<h3>{number[scene_id]}. {escape(scene['clock'])}</h3>{scene['html']}")
        if "task" in scene:
            parts.append(_task(scene["task"]) + _ways(scene, number))
        else:
            parts.append(f"<p><strong>Her slutter casen. {scene['endingWords']}.</strong></p>")
    debrief = payload["debrief"]
    parts.append(f"<details><summary>Bagefter: hvad kan man lære af det?</summary>{debrief['html']}</details>")
    return "".join(parts)


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
        f"<li>{' eller '.join(letters[one] for one in letters if way['by'].get(one) == to)}: "
        f"læs videre ved {number[to]}</li>"
        for to in dict.fromkeys(way["by"].values())
    ]
    if scene["task"]["kind"] != "single":
        if way["right"] == way["wrong"]:
            lines.append(f"<li>Læs videre ved {number[way['right']]}</li>")
        else:
            lines.append(f"<li>Er dit svar rigtigt, så læs videre ved {number[way['right']]}</li>")
            if way["partly"] != way["wrong"]:
                lines.append(f"<li>Er det delvist rigtigt, så ved {number[way['partly']]}</li>")
            lines.append(f"<li>Ellers ved {number[way['wrong']]}</li>")
    return f'<ul class="trekant-ways">{"".join(lines)}</ul>'


def _quiz(payload: Payload) -> str:
    parts = [payload["intro"]]
    if "pool" in payload:
        return (
            f"{parts[0]}<p><strong>Her får alle deres egne spørgsmål, og det kræver JavaScript.</strong> "
            "Kommer de ikke frem, så slå JavaScript til i din browser, og hent siden igen.</p>"
        )
    if payload["use"] == "graded":
        parts.append(
            '<p class="trekant-to-answer"><strong>Du kan læse spørgsmålene her, men for at svare skal JavaScript være '
            "slået til.</strong></p>"
        )
    # a graded quiz is a page of its own, practice stands under a heading of a chapter
    heading = "h2" if payload["use"] == "graded" else "h3"
    for place, slot in enumerate(payload["slots"], start=1):
        parts.append(f"<{heading}>Spørgsmål {place}</{heading}>{_task(slot['task'])}")
    return "".join(parts)


def _letters(task: Payload) -> dict[str, str]:
    """The letter of each option: what is said of it later need not repeat it, which a third of a page would be."""
    return {option["id"]: chr(ord("A") + place) for place, option in enumerate(task["options"])}


def _lettered(lines: list[str]) -> str:
    return f'<ol type="A">{"".join(f"<li>{line}</li>" for line in lines)}</ol>' if lines else ""


def _task(task: Payload) -> str:
    options = _lettered([option["html"] for option in task["options"]])
    parts = [task["prompt"], f"<p><em>{_KIND_HINT[task['kind']]}</em></p>", options]
    if "feedback" in task:
        said = _lettered([task["feedback"][option["id"]] for option in task["options"]])
        parts.append(f"<details><summary>Se svaret</summary>{_key(task)}{said}</details>")
    elif "model" in task:
        parts.append(f"<details><summary>Se et forslag</summary>{task['model']}</details>")
    return "".join(parts)


def _key(task: Payload) -> str:
    letter = _letters(task)
    key = task["key"]
    if isinstance(key, dict):
        words = "; ".join(f"{letter[item]} {task['ratings'][key[item] - 1].lower()}" for item in letter)
    elif task["kind"] == "order":
        words = ", ".join(letter[item] for item in key)
    else:
        words = " og ".join(letter[item] for item in letter if item in ([key] if isinstance(key, str) else key))
    return f"<p>Det bedste svar: {words or 'ingen af dem'}.</p>"


_WHO = {"you": "Du kontakter", "manager": "Din leder kontakter", "together": "Du og din leder kontakter"}
_URGENCIES = {
    "now": "Nogen skal komme nu",
    "today": "Politiet skal vide det i dag, men ingen er i fare lige nu",
    "concrete": "Det haster ikke, men du er bekymret for noget bestemt",
    "advice": "Du er i tvivl og vil gerne have råd",
}


def _guide(payload: Payload) -> str:
    """The guide as tables, for an employee: a row a group of ages, the steps in order."""
    parts = ["<p>Sådan er trinene for en ansat.</p>"]
    for urgency, words in _URGENCIES.items():
        rows = []
        for age in payload["ages"]:
            steps = payload["table"][f"employee/{urgency}/{age['id']}"]["steps"]
            lines = "".join(f"<li>{_guide_step(payload, step)}</li>" for step in steps if not step["proviso"])
            lines += "".join(f"<li>{_guide_step(payload, step)}</li>" for step in steps if step["proviso"])
            rows.append(f'<tr><th scope="row">{age["text"]}</th><td><ol>{lines}</ol></td></tr>')
        head = '<thead><tr><th scope="col">Alder</th><th scope="col">Trin</th></tr></thead>'
        table = f"<table><caption>{words}</caption>{head}<tbody>{''.join(rows)}</tbody></table>"
        parts.append(f'<div class="table-wrapper">{table}</div>')
    for title, name in (
        ("Det siger du", "say"),
        ("Det lader du være med", "avoid"),
        ("Det sker der bagefter", "after"),
    ):
        parts.append(f"<p><strong>{title}</strong></p>{_remarks(payload[name])}")
    cases = [{"html": f"{escape(one['case'])}: {one['html']}", "outside": one["outside"]} for one in payload["whatIf"]]
    parts.append(f"<p><strong>Hvad hvis …</strong></p>{_remarks(cases)}")
    if any(contact["unconfirmed"] for contact in payload["contacts"].values()):
        parts.append(f"<p>{payload['unconfirmed']}</p>")
    return "".join(parts)


def _guide_step(payload: Payload, step: Payload) -> str:
    contact = payload["contacts"][step["contact"]]
    proviso = f"<em>{escape(step['proviso'])}:</em> " if step["proviso"] else ""
    phone = f' på <a href="tel:{contact["tel"]}">{contact["phone"]}</a>' if contact["tel"] else ""
    hours = f" ({escape(contact['hours'])})" if contact["tel"] else ""
    either = "Eller: " if step["alternative"] else ""
    unconfirmed = " Nummeret er ikke bekræftet endnu." if contact["unconfirmed"] else ""
    outside = " <em>Uden for notatet.</em>" if step["outside"] else ""
    return f"{proviso}{either}{_WHO[step['actor']]} {escape(contact['name'])}{phone}{hours}.{unconfirmed}{outside}"


def _remarks(remarks: list[Payload]) -> str:
    outside = {True: " <em>Uden for notatet.</em>", False: ""}
    lines = "".join(f"<li>{one['html']}{outside[one['outside']]}</li>" for one in remarks)
    return f"<ul>{lines}</ul>"


def _progress(payload: Payload) -> str:
    objectives = "".join(f"<li>{escape(one['text'])}</li>" for one in payload["objectives"])
    return (
        "<p><strong>Her kan du se dit forløb, og det kræver JavaScript.</strong> Slå JavaScript til i din browser, og "
        "hent siden igen. Så viser den, hvad du har øvet dig på, hvad der er værd at se igen nu, og hvad der kommer "
        f"igen senere, inden for disse mål:</p><ul>{objectives}</ul>"
    )


_FALLBACKS = {"vignette": _vignette, "quiz": _quiz, "contact-guide": _guide, "progress": _progress}
