"""The first look at a case: position, limbs, what to do next, how much is filled in."""
