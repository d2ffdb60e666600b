"""Starts Jupyter Book in a process of its own: ``python -m trekant.site.jupyter_book FOLDER``.

It is started before the course has been checked, because loading it takes as long as checking, and waits for a line
on standard input before it builds. Without one it ends and has built nothing.
"""

from __future__ import annotations

import gc
import os
import sys

from trekant.course.unneeded import leave_out_grammars


def main(folder: str) -> None:
    """Load Jupyter Book, wait for the word, and build."""
    # a build lives for seconds and keeps nearly all it makes: looking for garbage takes a fifth of its time
    gc.disable()
    leave_out_grammars()
    from jupyter_book.cli.main import main as jupyter_book

    _load()
    if not sys.stdin.readline():
        return
    os.chdir(folder)
    # -n -W: a broken reference or a warning fails the build, and so does a notebook that raises
    jupyter_book(["build", folder, "-n", "-W", "--keep-going", "-q"])


def _load() -> None:
    """What the build would else load after the word has come."""
    import furo
    import jupyter_book.sphinx
    import myst_nb.sphinx_ext

    import trekant.site.extension

    del furo, jupyter_book, myst_nb, trekant


if __name__ == "__main__":
    main(sys.argv[1])
