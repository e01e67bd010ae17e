"""How fast and how large: the table of docs/benchmarks.md, measured beside its floors."""
