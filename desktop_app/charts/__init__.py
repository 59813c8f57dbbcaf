"""Chart geometry from results, drawn by the window and by the reports alike."""
