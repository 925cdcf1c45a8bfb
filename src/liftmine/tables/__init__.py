"""The contract of every table: columns, types, units, keys and meanings.

Schemas, the data dictionary and the data package are made from what is declared here, so they cannot disagree with it.
"""
