"""From what Sphinx wrote to what a browser gets: scripts, styles, policy, offline, and a server for a look."""
