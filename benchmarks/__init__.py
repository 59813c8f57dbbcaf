"""Measurements of the program; each module runs by itself and prints what it found."""
