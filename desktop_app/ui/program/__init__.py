"""The program about itself: what it is made of, other versions of it, a portable copy."""
