"""Everything that is Qt: windows, pages, tables, jobs."""
