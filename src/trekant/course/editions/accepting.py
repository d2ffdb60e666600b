"""What a person does who has read a text of an edition beside its source: keep the source's fingerprint with it."""

from __future__ import annotations

import re
from pathlib import Path

from trekant.course.editions.edition import editions_of
from trekant.course.editions.mirrored import MadeText, MirroredFile, mirrored_files
from trekant.course.store import Course, CourseError


def accept_texts(course: Course, named: str) -> tuple[Path, int]:
    """Keep the fingerprint of every stale text of a file, or with ``file#id`` of one; the file, and how many it were.

    Raises:
        CourseError: no edition has such a file, it has no such text, or a line cannot be mended by a program.
    """
    name, _, only = named.partition("#")
    files = {file.name: file for edition in editions_of(course) for file in mirrored_files(course, edition)}
    if name not in files:
        known = ", ".join(files) or "ingen"
        raise CourseError(f"Ingen udgave har filen »{name}«; skriv den, som »trekant check« gør. Der er: {known}.")
    file = files[name]
    if only and only not in {one.id for one in file.made}:
        raise CourseError(f"Der er intet »{only}« i {name}; se navnet i filen.")
    wanted = [one for one in file.stale if not only or one.id == only]
    path = course.root / name
    [(_, text)] = course.texts(name)
    lines = text.split("\n")
    for one in sorted(wanted, key=lambda one: one.line, reverse=True):  # from below: a line that is put in moves others
        _keep(lines, one, file)
    if wanted:
        path.write_text("\n".join(lines), encoding="utf-8")
    return path, len(wanted)


def _keep(lines: list[str], one: MadeText, file: MirroredFile) -> None:
    fingerprint = file.originals[one.id].fingerprint
    index = one.line - 1
    if file.name.endswith(".md"):
        lines[index] = re.sub(r"^(% af: *[a-z0-9-]+)(?: +[a-p]{8})?", rf"\1 {fingerprint}", lines[index])
        return
    if not lines[index].rstrip().endswith(":"):
        raise CourseError(f"{file.name}:{one.line}: Skriv »of« og »text« på hver sin linje under »{one.id}«.")
    if one.kept is None:
        lines.insert(index + 1, f"  of: {fingerprint}")
        return
    place = next(place for place in range(index + 1, len(lines)) if re.match(r" +of:", lines[place]))
    lines[place] = re.sub(r"of: *[a-p]{8}", f"of: {fingerprint}", lines[place])
