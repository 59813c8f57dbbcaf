"""Rule packs as Excel workbooks: written for experts to edit, read back without losing anything."""
