"""The site: the Sphinx extension in ``extension.py``, and what builds, checks and serves the pages."""
