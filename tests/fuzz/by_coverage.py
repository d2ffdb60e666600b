"""The reader, fuzzed by coverage: ``python -m tests.fuzz.by_coverage INPUTS SEED FOLDER`` for what is found."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["trekant.course", "trekant.grading.intake.submission", "trekant.grading.assignments.freetext"]
):
    from tests.fuzz.inputs import Mutator, beginnings, course_to_attack
    from tests.fuzz.targets import Reader

SECONDS_AN_INPUT = 180
"""Until an input is taken to hang; any takes milliseconds."""
MEGABYTES = 1_500
LONGEST = 300_000
"""Bytes; a little over what the reader takes."""


def main() -> None:
    """Fuzz; libFuzzer ends the process, with 0 when nothing was found."""
    inputs, seed, found = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        course = course_to_attack(
            Path(shutil.copytree(Path(__file__).parents[1] / "fictional", Path(folder) / "course"))
        )
    sound, mutate, reader = beginnings(course), Mutator(course), Reader(course)

    def mutation(data: bytes, longest: int, number: int) -> bytes:
        """A fifth of the inputs as libFuzzer makes them; the others near a sound file, or near what was of interest."""
        generator = random.Random(number)
        if generator.random() < 0.2:
            return bytes(atheris.Mutate(data, longest))
        return mutate(data if generator.random() < 0.5 else generator.choice(sound), generator)[:longest]

    def one_input(data: bytes) -> None:
        reader(data)

    limits = [f"-timeout={SECONDS_AN_INPUT}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LONGEST}", "-len_control=0"]
    options = [f"-runs={inputs}", f"-seed={seed}", f"-artifact_prefix={found}", "-verbosity=0", *limits]
    atheris.Setup([sys.argv[0], *options], one_input, custom_mutator=mutation)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
