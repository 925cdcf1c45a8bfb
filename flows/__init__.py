"""Thin orchestration: load, one call, save. Prefect lives only here."""
