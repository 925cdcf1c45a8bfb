"""The demo study: a seeded generator of fictional minutes and interviews. `make papers` writes data_raw/ anew."""
