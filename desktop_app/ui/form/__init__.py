"""Forms: single fields by section, and repeating records with their fields."""
