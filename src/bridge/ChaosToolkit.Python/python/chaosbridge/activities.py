"""Calls of functions: activities, and the check of an activity before anything is run."""
import importlib
import sys

from . import tracing


class Unusable(Exception):
    """A module, a function or its arguments cannot be used at all: not the function's own failure."""


def call(message):
    """Calls a function by keyword and gives its result; coroutines are awaited."""
    function = find(message["module"], message["func"])
    arguments = message["arguments"]
    wanted = parameters(function)
    if "secrets" in message and "secrets" in wanted:
        arguments["secrets"] = message["secrets"]
    if "configuration" in wanted:
        arguments["configuration"] = message["configuration"].copy()
    if "trace" not in message:
        return _finish(function, arguments)
    span = message["trace"]
    tracing.enter(span)
    try:
        return _finish(function, arguments)
    finally:
        tracing.leave(span)


def module(name):
    """The module of that name, imported at its first use."""
    found = sys.modules.get(name)
    if found is not None and not getattr(getattr(found, "__spec__", None), "_initializing", False):
        return found
    return importlib.import_module(name)


def find(module_name, name):
    """The function; what stands in the way is no failure of the activity."""
    try:
        return getattr(module(module_name), name)
    except Exception as x:
        raise Unusable("could not load '{}' from the Python module '{}': {}: {}".format(name, module_name, type(x).__name__, x)) from x


def parameters(function):
    """The names of a function's parameters. Cached, for the way through ``inspect`` takes longer than a whole call."""
    try:
        return _parameters[function]
    except KeyError:
        names = _parameters[function] = _read_parameters(function)
        return names
    except TypeError:
        return _read_parameters(function)


def check(message):
    """What is wrong with a call: a list of problems, empty when it can be made."""
    import inspect

    name, function_name = message["module"], message["func"]
    try:
        found = module(name)
    except (Exception, SystemExit) as x:
        missing = isinstance(x, ModuleNotFoundError) and x.name is not None and (name + ".").startswith(x.name + ".")
        return [{"problem": "module", "missing": missing, "detail": "{}: {}".format(type(x).__name__, x)}]
    function = getattr(found, function_name, None)
    if not (inspect.isfunction(function) or inspect.isbuiltin(function)):
        known = [key for key, value in inspect.getmembers(found, inspect.isfunction) if not key.startswith("_")]
        return [{"problem": "function", "exists": function is not None, "known": known}]
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return []
    return _bind(signature, message["arguments"])


def _bind(signature, arguments):
    problems = []
    names = []
    anything = False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            anything = True
        elif parameter.kind is not parameter.VAR_POSITIONAL:
            names.append(parameter.name)
            injected = parameter.name in ("configuration", "secrets")
            if parameter.default is parameter.empty and parameter.name not in arguments and not injected:
                problems.append({"problem": "missing", "argument": parameter.name})
    if not anything:
        known = [name for name in names if name not in ("configuration", "secrets")]
        problems.extend({"problem": "unknown", "argument": name, "known": known} for name in arguments if name not in names)
    return problems


def _read_parameters(function):
    code = getattr(function, "__code__", None)
    if code is not None and not hasattr(function, "__wrapped__") and not hasattr(function, "__signature__"):
        return frozenset(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])
    import inspect

    try:
        return frozenset(inspect.signature(function).parameters)
    except (ValueError, TypeError):
        return frozenset()


def _finish(function, arguments):
    result = _invoke(function, arguments)
    return _complete(result) if type(result) is _Coroutine else result


def _invoke(function, arguments):
    if type(function) is not _Builtin:
        return function(**arguments)
    try:
        return function(**arguments)
    except TypeError as x:
        # Some functions written in C take no names at all; which they are differs between versions of Python.
        if arguments and ("no keyword arguments" in str(x) or "positional-only" in str(x) or "positional argument" in str(x)):
            return function(*arguments.values())
        raise


def _complete(coroutine):
    import asyncio

    return asyncio.run(coroutine)


async def _nothing():
    pass


_coroutine = _nothing()
_coroutine.close()
_Coroutine = type(_coroutine)
_Builtin = type(len)
_parameters = {}
