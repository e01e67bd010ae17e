"""Looking across records: frozen rows, counts, search, history. Changes nothing."""
