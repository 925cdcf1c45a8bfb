"""liftmine: who speaks for which partner, and how culture and tone change across partnership years."""

__version__ = "0.1.0"
