"""The jobs of the command line that need no window, one module per subject."""
