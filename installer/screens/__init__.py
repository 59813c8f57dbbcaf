"""Pictures of every screen in every dress, to be looked at (python3 dev.py screens).

A screen (`Screen`) is a state of the window one can look at: a page, a panel over it, a message. A
dress (`Dress`) is how it is looked at: language, scheme, density, size, font size. `settings` holds
the windows the screens belong to, `pages`, `panels` and `troubles` the screens themselves.
"""
