"""The checks of what a rule pack means, one subject per module."""
