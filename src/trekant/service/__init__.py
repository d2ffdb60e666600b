"""The service: the site, signing in, hand-ins and results by HTTP, and the trainer's pages.

One ASGI process over one database, which is the gradebook's: SQLite in a file, or PostgreSQL by its address. What needs
nbgrader, which takes seconds and much memory to import, is done in a process of its own that ends when it is done.
"""
