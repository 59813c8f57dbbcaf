"""The file of a case package 自评包 (.nzcase): written, sealed with a password, and read."""
