"""The fictional course as a site of its own, in the made-up language of ``tests/pseudo.py``, by the normal command.

It has a page of each kind. What its author has written is known by the files of the course, and on the pages that stand
only here it is in capitals.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import FICTIONAL
from tests.copied import ROOT
from tests.pseudo import given, left
from trekant.course.contact.action_card import card_data
from trekant.course.editions.accepting import accept_texts
from trekant.course.store import load_course
from trekant.course.writing.text import inline_html

_PAGES = {
    "book/forside": """# FORSIDE

:::{undertitel}
UNDER.
:::

:::{fortsaet}
:::

:::{arbejdsplads}
ET STED: notebooks/fjordby
:::

:::{lige-nu} HASTER
TEKST.
:::

:::{moduler}
:::
""",
    "book/tegn": """# TEGN

:::{modul}
:maal: notice
- HVAD?
:::

{notat}`flere-tegn` TEKST. {uden}`UDEN`

:::{uden-for-notatet}
TEKST.
:::

```{spoergsmaal} hvad-er-radikalisering
```

```{case} den-nye-guitar
```

:::{hovedpunkter}
- TEKST.
:::

```{quiz} oevelse
```
""",
    "book/kontakt": """# KONTAKT

:::{kontaktguide}
:::

:::{handlingskort}
:::

:::{kontakttabel}
:::

:::{hvad-hvis}
:::

```{figur} aabningstider
```
""",
    "book/cases": "# CASES\n\n:::{maanedens-case}\n:::\n\n:::{cases}\n:::\n",
    "book/mit-forloeb": "# FORLOEB\n\n:::{forloeb}\n:::\n",
    "book/genopfriskning": "# IGEN\n\n:::{genopfriskning}\n:::\n",
    "book/ordliste": "# ORDLISTE\n\n:::{glossary}\nORD\n  TEKST.\n:::\n",
    "book/kilder": """# KILDER

(notatet)=
## NOTATET

:::{daekning}
:::

(hvis-noget-er-forkert)=
## FORKERT

TEKST.
""",
    "book/was": "# WAS\n\n{was}`phone` {was}`compliance`\n\n:::{mangler}\nTEKST.\n:::\n",
    "quizzes/proeve": "# PROEVE\n\n```{quiz} proeve\n```\n",
    "quizzes/udtraek": "# UDTRAEK\n\n```{quiz} udtraek\n```\n",
}
_EASY = "editions/let/book/tegn"
_EASIER = "# TEGN\n% af: tegn\n\nTEKST.{notat}`flere-tegn` {uden}`UDEN`\n"
_CONTENTS: dict[str, Any] = {
    "format": "jb-book",
    "root": "book/forside",
    "parts": [
        {"caption": "BEGYND", "chapters": [{"file": "book/tegn"}]},
        {"caption": "FJORDBY", "chapters": [{"file": "notebooks/fjordby"}]},
        {"chapters": [{"file": "book/kontakt"}]},
        {"caption": "LET", "chapters": [{"file": _EASY}]},
        {
            "caption": "MERE OM DET",
            "chapters": [
                {"file": name} for name in _PAGES if name not in ("book/forside", "book/tegn", "book/kontakt")
            ],
        },
    ],
}
_TEXTS = ("assets/guide.yaml", "assets/handlingskort.yaml", "assets/search.yaml")
_LOOK = ("assets/palette.css", "assets/favicon.svg")


def made(folder: Path) -> Path:
    """The course with its pages, and what every course has; its settings say the made-up language."""
    shutil.copytree(FICTIONAL, folder)
    for name in (*_TEXTS, *_LOOK):
        shutil.copy(ROOT / name, folder / name)
    card = folder / "assets/handlingskort.yaml"  # Fjordby has no age group of that name
    card.write_text(card.read_text(encoding="utf-8").replace("{alder}`Barn` år", "Børn"), encoding="utf-8")
    shutil.copytree(ROOT / "assets/icons", folder / "assets/icons")
    for name, text in _PAGES.items():
        (folder / f"{name}.md").parent.mkdir(exist_ok=True)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["sphinx"]["config"].pop("locale_dirs")
    (folder / "_config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    (folder / "_toc.yml").write_text(yaml.safe_dump(_CONTENTS), encoding="utf-8")
    facts = [fact["id"] for fact in yaml.safe_load((folder / "assets/notat.yaml").read_text(encoding="utf-8"))["facts"]]
    with (folder / "book/kilder.md").open("a", encoding="utf-8") as page:
        page.write("\n" + "\n".join(f"TEKST {{notat}}`{fact}`." for fact in facts) + "\n")
    (folder / f"{_EASY}.md").write_text(_EASIER, encoding="utf-8")
    given(folder)
    accept_texts(load_course(folder), f"{_EASY}.md")
    return folder


def built(folder: Path) -> Path:
    """The course as its author builds it; where its pages lie."""
    done = subprocess.run([sys.executable, "-m", "trekant.cli", "build"], cwd=folder, capture_output=True, text=True)
    site = folder / "_build/html"
    assert (site / "index.html").is_file(), done.stdout[-2000:] + done.stderr[-4000:]
    return site


def authors_words(folder: Path) -> str:
    """All that the course itself says, as it is read: one text in small letters."""
    course = load_course(folder)
    loaded = [*course.vignettes.values(), *course.quizzes.values(), course.notat, course.settings]
    models = [
        course.municipality,
        *(one.model for one in loaded if one),
        *(one for one, _ in course.questions.values()),
    ]
    texts = [one for model in models for one in _texts(model.model_dump(mode="json"))]
    files = [path for name in _TEXTS if (path := folder / name).is_file()]
    files += folder.glob("editions/*/edition.yaml")
    texts += [one for path in files for one in _texts(yaml.safe_load(path.read_text(encoding="utf-8")))]
    texts += [one for notebook in folder.glob("notebooks/*.ipynb") for one in _texts(json.loads(notebook.read_text()))]
    texts += [
        *(_texts(card_data(course)) if folder / _TEXTS[1] in files else ()),
        "Når du bliver bekymret",
        "Jeg så, at døren stod åben.",
    ]
    # the guide puts in who takes a concern on
    texts += [text.replace("{modtager}", one.short) for text in texts for one in course.municipality.contacts]
    return "\n".join(plain(text) for text in texts)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (one for value in data.values() for one in _texts(value))
    elif isinstance(data, list | tuple):
        yield from (one for value in data for one in _texts(value))


def plain(markdown: str) -> str:
    """A text of an author's as it is looked for: small letters, no marks."""
    text = unescape(re.sub(r"<[^>]+>", "", inline_html(markdown)))
    return " ".join(re.sub(r"[.,?!–…*+]", " ", text).split()).lower()


_PIECE = re.compile(r"[\n·:;()»«]| - |\. |, |\.$")
_NOT_SAID = re.compile(r"[\w-]+\.(?:json|ics)|svar-[\w-]+|hb-042?|\d+\. [a-z]+( \d{4})?( kl\. [\d.]+)?")
"""Names of files, a participant's code, and what a browser's own calendar writes."""

_WORD = re.compile(r"[a-zæøå]{2,}")


def untranslated(said: Iterable[str], authors: str) -> list[str]:
    """What is neither in brackets nor the author's."""
    found = []
    for text in said:
        for piece in _PIECE.split(_NOT_SAID.sub("", left(text))):
            words = " ".join(re.sub(r"[.,?!–…*+]", " ", piece).split())
            if _WORD.search(words) and words.lower() not in authors:
                found.append(f"»{words}« in »{text}«")
    return found
