"""The ledger 台账: a grid of items and months that works like a spreadsheet."""
