"""The contacts of a municipality as a table of docutils nodes."""

from __future__ import annotations

from docutils import nodes

from trekant.course.base import OUTSIDE_NOTAT
from trekant.course.municipality import Contact, Municipality

CONTACT_ID = "kontakt-"
"""What the id of a contact's row begins with."""

UNCONFIRMED = "ikke bekræftet endnu"
"""What stands at a number that nobody at the municipality has confirmed."""

_COLUMNS = (("Hvem", 26), ("Til hvad", 34), ("Telefon og mail", 20), ("Hvornår", 20))


def contact_table(municipality: Municipality) -> nodes.container:
    """A table with a row a contact: who, for what, how to reach them, when they are open.

    Returns:
        A container that may scroll sideways on a narrow screen, and can be reached by keyboard.
    """
    group = nodes.tgroup(cols=len(_COLUMNS))
    group += [nodes.colspec(colwidth=width) for _, width in _COLUMNS]
    group += nodes.thead("", _row([nodes.paragraph("", title)] for title, _ in _COLUMNS))
    body = nodes.tbody()
    for contact in municipality.contacts:
        row = _row(_cells(contact))
        row["ids"] = [f"{CONTACT_ID}{contact.id}"]
        body += row
    group += body
    table = nodes.table("", group, classes=["contact-table"])
    notes = [note for note in (municipality.mail_note, municipality.as_of) if note]
    return nodes.container("", table, *(nodes.paragraph("", note, classes=["as-of"]) for note in notes))


def _row(cells: object) -> nodes.row:
    row = nodes.row()
    for content in cells:  # type: ignore[attr-defined]
        row += nodes.entry("", *content)
    return row


def _cells(contact: Contact) -> list[list[nodes.Node]]:
    name = nodes.paragraph("", "", nodes.strong("", contact.name))
    if contact.source == OUTSIDE_NOTAT:
        name += nodes.inline("", " (uden for notatet)", classes=["outside-label"])
    reach: list[nodes.Node] = []
    if contact.phone:
        link = nodes.reference("", contact.phone, refuri=f"tel:{contact.tel}", classes=["telefon"])
        reach.append(nodes.paragraph("", "", link))
    if contact.email:
        reach.append(nodes.paragraph("", "", nodes.reference("", contact.email, refuri=f"mailto:{contact.email}")))
    when: list[nodes.Node] = (
        [nodes.paragraph("", contact.hours.in_words())] if contact.hours.known or contact.phone else []
    )
    if contact.hours.note:
        when.append(nodes.paragraph("", contact.hours.note, classes=["hours-note"]))
    if contact.unconfirmed:
        reach.append(nodes.paragraph("", UNCONFIRMED, classes=["unconfirmed"]))
    return [[name], [nodes.paragraph("", contact.purpose)], reach, when]
