"""PNG and PDF: the drawn picture set by a typesetter."""
