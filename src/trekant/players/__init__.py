"""What runs in the browser: the ES modules of the players and of the pages, and the players' styles."""

from pathlib import Path

from trekant.players.words import in_language

FOLDER = Path(__file__).parent


def modules() -> dict[str, str]:
    """The text of every ES module by its path below the folder, with its words in the language of the course."""
    written = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.js")}
    return {name: in_language(name, text) for name, text in written.items()}
