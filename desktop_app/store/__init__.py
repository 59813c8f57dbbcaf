"""The library on disk: enterprises, cases, change log, undo."""
