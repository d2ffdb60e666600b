"""The players in Firefox and WebKit, with Chromium for control.

Playwright brings no Firefox and no WebKit here, so each engine is driven by what it speaks itself, behind one small
interface (``driver.py``), and the scenarios are written against that.
"""
