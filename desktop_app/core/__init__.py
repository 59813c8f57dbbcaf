"""The pure domain: quantities, data, packs, formulas, judging. Standard library only."""
