"""What this program is called, and which version it is."""

from __future__ import annotations

from typing import Final

NAME: Final = "双近零企业自评"
VERSION: Final = "0.1.0"
"""The version of pyproject.toml; a test holds the two together."""
