"""Mails that remind people, sent by »trekant remind«; off until somebody names a mail server."""
