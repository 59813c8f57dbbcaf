"""Report templates 版式: which chapters in which order, and every text around them, as data."""
