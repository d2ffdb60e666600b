"""nbgrader læser denne fil, når dens kommandoer køres i denne mappe. Opsætningen står i trekant.grading.config."""

from pathlib import Path

from trekant.grading.config import configure

configure(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader giver filen get_config
