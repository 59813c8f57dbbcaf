"""Alembic revisions of the library schema, oldest first under versions/."""
