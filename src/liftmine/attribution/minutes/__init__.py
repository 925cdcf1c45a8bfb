"""Whose words the sentences of minutes report."""
