"""A page of each kind, and every page, for whatever is measured."""

import re

from tests.browser.material import ROOT

KINDS = {
    "front page": "book/forside.html",
    "module with practice": "book/kommunens-indsats.html",
    "contact guide": "book/kontakt.html",
    "glossary": "book/ordliste.html",
    "sources": "book/kilder.html",
    "trainer's guide": "book/underviser.html",
    "author's guide": "book/forfatter.html",
    "cases": "notebooks/bibliotek.html",
    "graded quiz": "quizzes/hvem-og-hvornaar.html",
    "final test": "quizzes/slutproeve.html",
    "search": "search.html",
    "not found": "404.html",
}


def every_page() -> list[str]:
    """The pages of the contents, and the search."""
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    return [f"{name}.html" for name in re.findall(r"(?:file|root): (\S+)", toc)] + ["search.html"]
