"""The report page: the real PDF inside the window, and its export."""
