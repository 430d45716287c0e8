"""The interpreter's side of the bridge between ChaosToolkit for .NET and extensions written in Python.

It needs nothing but the standard library of Python 3.8 or later. What goes over the wire is described in
``docs/reference/python-protocol.md``; each module here is one part of it:

channel        frames to and from the toolkit
values         Python's values as JSON and back
documents      documents that both sides hold and change
server         the loop: which thread runs what, cancellation, signals, the end
logs           log records on their way to the toolkit
activities     calls of functions, and the check of a call before a run
controls       controls and handlers of run events
notifications  notification plugins
discovery      the ``discover`` functions of packages
"""
