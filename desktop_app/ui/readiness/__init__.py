"""The double near-zero page: axes, sub-indices, gates, what is missing, the ladder of grades."""
