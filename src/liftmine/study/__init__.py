"""Typed, frozen configuration: what is studied, and how."""
