"""What a course is made of. Pure: only :mod:`trekant.course.store` reads files."""
