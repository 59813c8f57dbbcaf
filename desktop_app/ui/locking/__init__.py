"""The screen that hides the window until the password of the library is given."""
