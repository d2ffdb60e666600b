"""»python -m trekant.cli« is the same as »trekant«."""

from trekant.cli import main

main()
