"""Words and rows in: documents, tables, privacy, reports and ledgers become records."""
