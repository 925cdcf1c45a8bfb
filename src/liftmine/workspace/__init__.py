"""The only door to disk: ledger, stage store, releases."""
