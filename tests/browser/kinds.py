"""A page of each kind, for whatever is measured."""

KINDS = {
    "front page": "book/forside.html",
    "module with practice": "book/kommunens-indsats.html",
    "contact guide": "book/kontakt.html",
    "glossary": "book/ordliste.html",
    "sources": "book/kilder.html",
    "trainer's guide": "book/underviser.html",
    "author's guide": "book/forfatter.html",
    "cases": "notebooks/skole.html",
    "graded quiz": "quizzes/hvem-og-hvornaar.html",
    "final test": "quizzes/slutproeve.html",
    "search": "search.html",
}
