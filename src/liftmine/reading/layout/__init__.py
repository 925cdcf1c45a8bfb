"""Lines as a page has them, to paragraphs, tables and furniture."""
