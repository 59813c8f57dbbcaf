"""双近零企业自评 (near-zero): an offline desktop app with which an enterprise judges itself."""
