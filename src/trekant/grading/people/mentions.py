"""Where else somebody's code or name stands: in lists, documents and mails that lie about in the course folder.

They cannot be removed without taking what is somebody else's, so they are named. What a file is called says little of
what is in it, so every one is looked into: as text, as a document or archive that is a zip, as a mail. None of them is
trusted: sizes are bounded, and what could not be looked into is named as well.
"""

from __future__ import annotations

import email
import io
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from trekant.course.outside import OutsideError, read_outside
from trekant.course.people.participant import Participant
from trekant.grading.intake.zips import EntryError, is_zip, unpacked, zip_in
from trekant.grading.people.locations import DataLocation, loose_files

LARGEST = 100 * 1024 * 1024
"""The largest file that is looked into, and the most that is unpacked of one, in bytes."""

_DEEPEST = 3
"""How far in is looked: an attachment that is a zip with a document in it."""

_CODINGS = ("utf-8", "cp1252")
_TAG = re.compile(rb"<[^<>]*>")
_GRADEBOOK = re.compile(r"gradebook\.db(-wal|-shm|-journal)?")


@dataclass(frozen=True)
class Mentions:
    """Files in which somebody is mentioned, and those that could not be looked into to the end."""

    found: tuple[Path, ...]
    unread: tuple[Path, ...]


def mentions(root: Path, one: Participant, gone: list[DataLocation]) -> Mentions:
    """Where the participant's code or name stands beside the files that are removed, which are ``gone``."""
    own = {place.path for place in gone}
    found, unread = [], []
    for path in loose_files(root):
        if path in own or _GRADEBOOK.fullmatch(path.name) or not stat.S_ISREG(path.lstat().st_mode):
            continue
        search = _Search(one)
        if search.in_file(path):
            found.append(path)
        elif search.unread:
            unread.append(path)
    return Mentions(tuple(found), tuple(unread))


class _Search:
    """A search for a participant in one file, with all that is packed in it."""

    def __init__(self, one: Participant) -> None:
        texts = {text.encode(coding) for text in (one.code, one.name) for coding in _CODINGS if _fits(text, coding)}
        words = b"|".join(map(re.escape, sorted(texts)))
        code = re.escape(one.code.encode())
        of_one = rb"[a-z0-9-]+-" + code + rb"\.[a-z]+"  # how files are named
        self._text = re.compile(rb"(?<![\w-])(" + words + rb"|" + of_one + rb")(?![\w-])", re.IGNORECASE)
        name = re.escape(one.name.encode()).replace(rb"\ ", rb"[ _-]")
        in_names = b"|".join([code, name] if one.name else [code])
        self._name = re.compile(rb"(?<![a-z0-9])(" + in_names + rb")(?![a-z0-9])", re.IGNORECASE)
        self._left = LARGEST
        self.unread = False

    def in_file(self, path: Path) -> bool:
        """Whether the participant stands in the file or in its name."""
        if self._called(path.name):
            return True
        try:
            return self._in(read_outside(path, LARGEST), 0)
        except OutsideError:
            self.unread = True
            return False

    def _called(self, name: str) -> bool:
        return bool(self._name.search(name.encode(errors="replace")))

    def _in(self, content: bytes, depth: int) -> bool:
        if self._text.search(content) or self._in_wide_text(content):
            return True
        if depth > _DEEPEST:
            self.unread = True
            return False
        if is_zip(content):
            return self._in_zip(content, depth)
        if content.lstrip()[:1] == b"<" and self._text.search(_TAG.sub(b"", content)):
            return True  # a word processor may begin anew in the middle of a word
        try:
            return _looks_like_mail(content) and self._in_mail(content, depth)
        except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
            self.unread = True  # a mail can be made so that the parser breaks
            return False

    def _in_wide_text(self, content: bytes) -> bool:
        """Text of two bytes a character, as Windows saves it, alone or in a file of Outlook's."""
        if b"\0" not in content[:4096]:
            return False
        return any(
            self._text.search(content[start:].decode("utf-16-le", errors="replace").encode(errors="replace"))
            for start in (0, 1)
        )

    def _in_zip(self, content: bytes, depth: int) -> bool:
        try:
            with zip_in(io.BytesIO(content)) as archive:
                for entry in archive.infolist():
                    if self._called(entry.filename):
                        return True
                    try:
                        inner = unpacked(archive, entry, max(0, self._left))
                    except EntryError:
                        self.unread = True
                        continue
                    self._left -= len(inner)
                    if self._in(inner, depth + 1):
                        return True
        except OutsideError:
            self.unread = True
        return False

    def _in_mail(self, content: bytes, depth: int) -> bool:
        for part in email.message_from_bytes(content).walk():
            if self._called(str(part.get_filename() or "")):
                return True
            inner = part.get_payload(decode=True)
            if isinstance(inner, bytes) and inner != content and self._in(inner, depth + 1):
                return True
        return False


def _fits(text: str, coding: str) -> bool:
    """Whether there is any text, and the coding has all of it."""
    try:
        return bool(text.encode(coding))
    except UnicodeEncodeError:
        return False


def _looks_like_mail(content: bytes) -> bool:
    return bool(re.match(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2}", content.lstrip()[:65_536]))
