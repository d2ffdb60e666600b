"""What an author can write in a chapter: directives and roles, and the lists that they make."""
