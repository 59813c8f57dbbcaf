"""Case packages 自评包 in the window: exported, looked into, imported and merged."""
