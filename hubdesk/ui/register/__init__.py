"""The register of one session: one key a person."""
