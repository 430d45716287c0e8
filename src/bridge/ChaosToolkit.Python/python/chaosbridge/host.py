"""What the toolkit told this interpreter about itself; the chaoslib that the bridge supplies reads it here."""

settings = None
"""The loaded settings, a document that is kept up to date; None without settings."""

experiment = None
"""The experiment of this run, as controls are handed it; None before."""

send = None
"""Sends a message to the toolkit."""


def get_settings():
    """The loaded settings as chaoslib gives them: an empty mapping when there are none."""
    return {} if settings is None else settings
