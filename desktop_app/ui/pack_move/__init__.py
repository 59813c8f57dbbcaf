"""The versions of packs the open case is judged by, and moving it to newer ones."""
