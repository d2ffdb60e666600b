"""The contacts of a municipality as a table of docutils nodes."""

from __future__ import annotations

from docutils import nodes

from trekant.course.base import OUTSIDE_NOTAT
from trekant.course.contact.municipality import Contact, Municipality
from trekant.course.words import N_, _

CONTACT_ID = "kontakt-"
"""What the id of a contact's row begins with."""

UNCONFIRMED = N_("Ikke bekræftet endnu")
"""What stands above the table with the contacts whose number nobody at the municipality has confirmed."""

_COLUMNS = ((N_("Hvem"), 26), (N_("Til hvad"), 34), (N_("Telefon og mail"), 20), (N_("Hvornår"), 20))


def contact_table(municipality: Municipality) -> nodes.container:
    """A table with a row a contact: who, for what, how to reach them, when they are open.

    Returns:
        A container that may scroll sideways on a narrow screen, and can be reached by keyboard.
    """
    group = nodes.tgroup(cols=len(_COLUMNS))
    group += [nodes.colspec(colwidth=width) for _name, width in _COLUMNS]
    group += nodes.thead("", _row([nodes.paragraph("", _(title))] for title, _width in _COLUMNS))
    body = nodes.tbody()
    for contact in municipality.contacts:
        row = _row(_cells(contact))
        row["ids"] = [f"{CONTACT_ID}{contact.id}"]
        body += row
    group += body
    table = nodes.table("", group, classes=["contact-table"])
    notes = [note for note in (municipality.mail_note, municipality.as_of) if note]
    unsure = [contact.short for contact in municipality.contacts if contact.unconfirmed]
    told = [nodes.paragraph("", f"{_(UNCONFIRMED)}: {', '.join(unsure)}.", classes=["unconfirmed"])] if unsure else []
    return nodes.container("", *told, table, *(nodes.paragraph("", note, classes=["as-of"]) for note in notes))


def _row(cells: object) -> nodes.row:
    row = nodes.row()
    for content in cells:  # type: ignore[attr-defined]
        row += nodes.entry("", *content)
    return row


def _cells(contact: Contact) -> list[list[nodes.Node]]:
    name = nodes.paragraph("", "", nodes.strong("", contact.name))
    if contact.source == OUTSIDE_NOTAT:
        name += nodes.inline("", f" ({_('uden for notatet')})", classes=["outside-label"])
    reach: list[nodes.Node] = []
    if contact.phone:
        link = nodes.reference("", contact.phone, refuri=f"tel:{contact.tel}", classes=["telefon"])
        reach.append(nodes.paragraph("", "", link))
    if contact.email:
        reach.append(nodes.paragraph("", "", nodes.reference("", contact.email, refuri=f"mailto:{contact.email}")))
    words = contact.hours.in_words()
    when: list[nodes.Node] = (
        [nodes.paragraph("", words[0].upper() + words[1:])] if contact.hours.known or contact.phone else []
    )
    if contact.hours.note:
        when.append(nodes.paragraph("", contact.hours.note, classes=["hours-note"]))
    return [[name], [nodes.paragraph("", contact.purpose)], reach, when]
