"""Blocks to turns: who speaks, for whom, and of whom."""
