"""The built course as one file for an organisation's own learning platform (LMS), by SCORM 1.2 or 2004.

The pages are the site's own, in a frame of a launch page, which speaks with the platform (``players/package``).
"""
