"""The building blocks of every screen: one widget per module, ignorant of what they show.

Each takes words and figures ready for display, says what the user did by a signal, paints itself
from theme tokens and carries an accessible name. Import them from their own modules.
"""
