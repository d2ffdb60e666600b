"""Keep what did not come through ``collect`` out of the graded folders.

nbgrader copies a submission's folder before any preprocessor sees it, follows links while it does so, and the
formgrader serves what it copied. So before that, in nbgrader's pre_convert_hook, everything but the files that
``collect`` writes is set aside.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from trekant.grading.folders import ANSWERS, TIMESTAMP, Folders

SET_ASIDE = ".set-aside"
"""Where it is put, in ``submitted/``; nbgrader does not look into folders with a dot first."""


def set_foreign_aside(assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Nbgrader's ``Autograde.pre_convert_hook``: leave only the answers, the time, and our own notebook.

    nbgrader goes on even when a hook fails, so this is not what keeps a submission from being trusted:
    :class:`~trekant.grading.preprocessors.UseReleaseNotebook` is.
    """
    for folder in {Path(notebook).parent for notebook in notebooks}:
        folders = Folders(folder.parents[2])
        for place in (folder.parent, folder):
            if place.is_symlink():
                _set_aside(place, folders)  # and nothing behind the link is touched
                return
        for path in folder.iterdir():
            if path.name not in (ANSWERS, TIMESTAMP, f"{folder.name}.ipynb") or not _is_regular(path):
                _set_aside(path, folders)
        _put_release_notebook(folder, folders)


def _put_release_notebook(folder: Path, folders: Folders) -> None:
    release = folders.release_notebook(folder.name)
    notebook = folder / release.name
    if notebook.exists() and notebook.read_bytes() != release.read_bytes():
        _set_aside(notebook, folders)
    if not notebook.exists():
        shutil.copyfile(release, notebook)


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _set_aside(path: Path, folders: Folders) -> None:
    place = folders.submitted / SET_ASIDE / path.relative_to(folders.submitted).parent
    place.mkdir(parents=True, exist_ok=True)
    path.rename(place / f"{path.name}.{uuid4().hex[:8]}")
