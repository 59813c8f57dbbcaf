"""Use cases that the window and the command line share; knows no toolkit."""
