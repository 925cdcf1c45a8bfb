"""Scores to series: cells, grid, intervals."""
