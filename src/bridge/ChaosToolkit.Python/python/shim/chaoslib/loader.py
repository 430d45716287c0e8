"""Reads experiments."""
import json
import os
from typing import Any

from chaoslib.exceptions import InvalidSource
from chaoslib.types import Experiment, Settings

__all__ = ["load_experiment", "parse_experiment_from_file", "parse_experiment_from_http"]


def load_experiment(experiment_source: str, settings: Settings = None, verify_tls: bool = True) -> Experiment:
    """Reads an experiment from a file or over HTTP."""
    if experiment_source.startswith(("http://", "https://")):
        return _from_http(experiment_source, settings, verify_tls)
    if not os.path.exists(experiment_source):
        raise InvalidSource('Path "{}" does not exist.'.format(experiment_source))
    return parse_experiment_from_file(experiment_source)


def parse_experiment_from_file(path: str) -> Experiment:
    """Reads an experiment from a JSON or YAML file."""
    extension = os.path.splitext(path)[1]
    if extension not in (".json", ".yaml", ".yml"):
        raise InvalidSource("only files with json, yaml or yml extensions are supported")
    with open(path) as source:
        return parse_text(source.read(), extension)


def parse_experiment_from_http(response: Any) -> Experiment:
    """Reads an experiment from an answer as ``requests`` gives it."""
    kind = response.headers.get("Content-Type", "")
    return parse_text(response.text, ".json" if "json" in kind else ".yaml")


def parse_text(text: str, extension: str) -> Any:
    """A document's text as its value. YAML needs PyYAML, unless it is JSON, which every YAML parser reads too."""
    try:
        return json.loads(text)
    except ValueError as x:
        if extension == ".json":
            raise InvalidSource("Failed parsing JSON experiment: {}".format(x))
    try:
        import yaml
    except ImportError:
        raise InvalidSource("reading YAML in a Python extension needs the package PyYAML")
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as x:
        raise InvalidSource("Failed parsing YAML experiment: {}".format(x))


def _from_http(url, settings, verify_tls):
    import ssl
    import urllib.error
    import urllib.parse
    import urllib.request

    headers = {"Accept": "application/json, application/x-yaml"}
    host = urllib.parse.urlsplit(url).netloc.rpartition("@")[2]
    auth = ((settings or {}).get("auths") or {}).get(host)
    if auth:
        headers["Authorization"] = "{} {}".format(auth["type"], auth["value"])
    context = None if verify_tls else ssl._create_unverified_context()
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30, context=context) as answer:
            text = answer.read().decode("utf-8")
            kind = answer.headers.get("Content-Type", "")
    except (urllib.error.URLError, OSError) as x:
        raise InvalidSource("Failed to fetch the experiment: {}".format(x))
    return parse_text(text, ".json" if "json" in kind else ".yaml")
