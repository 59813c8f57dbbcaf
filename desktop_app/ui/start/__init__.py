"""The start page: recent cases, the example, and the way to a first enterprise."""
