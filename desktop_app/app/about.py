"""What this program is called, and which version it is."""

from __future__ import annotations

from desktop_app import __version__

NAME = "双近零企业自评"
VERSION = __version__
