"""What comes in from and goes out to other files: Excel import, case packages (自评包)."""
