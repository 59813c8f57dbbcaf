"""The manual inside the program: F1 opens the chapter of the page shown, and the list of keys."""
