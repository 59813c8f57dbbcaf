"""Evidence 佐证: the page of documents, taking files in, and the clip at cells and fields."""
