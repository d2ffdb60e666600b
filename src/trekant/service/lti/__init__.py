"""The course in a learning platform (LMS) by LTI 1.3: the platform opens it, and says who comes."""

from __future__ import annotations

from trekant.service.lti import choosing, pages, registering
from trekant.service.lti.scores import page as scores

routers = (pages.router, choosing.router, registering.router, scores.router)
"""The routes of all of it. What needs the package ``pylti1p3next`` is imported when a platform comes."""
