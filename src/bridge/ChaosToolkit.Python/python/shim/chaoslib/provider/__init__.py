"""Providers for the activities that extensions carry out by themselves."""
