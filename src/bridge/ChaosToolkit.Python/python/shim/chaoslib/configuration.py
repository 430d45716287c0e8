"""Resolves configuration entries."""
import logging
import os
from typing import Any, Dict

from chaoslib import convert_to_type, substitute
from chaoslib.exceptions import InvalidExperiment
from chaoslib.types import Configuration, Secrets

__all__ = ["load_configuration", "load_dynamic_configuration"]

logger = logging.getLogger("chaostoolkit")


def load_configuration(config_info: Dict[str, Any], extra_vars: Dict[str, Any] = None) -> Configuration:
    """Entries of type ``env`` become values; ``extra_vars`` stand in the place of entries of their names."""
    extra_vars = extra_vars or {}
    conf = {}
    for key, value in (config_info or {}).items():
        value = extra_vars.get(key, value)
        if isinstance(value, dict) and value.get("type") == "env":
            conf[key] = _from_environment(key, value)
        else:
            conf[key] = value
    return conf


def load_dynamic_configuration(config: Configuration, secrets: Secrets = None) -> Configuration:
    """Entries of type ``probe`` become what their activity gives; one that fails is left out."""
    from chaoslib.activity import run_activity

    conf = {}
    for key, value in (config or {}).items():
        if isinstance(value, dict) and value.get("type") == "probe":
            value["provider"]["secrets"] = secrets
            try:
                output = run_activity(value, conf, secrets or {})
            except Exception:
                logger.debug("Failed to load configuration '%s'", key, exc_info=True)
                continue
            if value["provider"]["type"] == "process":
                if output["status"] == 0:
                    conf[key] = output["stdout"].strip()
            else:
                conf[key] = output["body"] if value["provider"]["type"] == "http" else output
        else:
            conf[key] = substitute(value, conf, secrets) if isinstance(value, dict) else value
    return conf


def _from_environment(key, entry):
    name = entry["key"]
    if name not in os.environ and "default" not in entry:
        raise InvalidExperiment("Configuration makes reference to an environment key that does not exist: {}".format(name))
    value = os.environ.get(name, entry.get("default"))
    kind = entry.get("env_var_type")
    return convert_to_type(kind, value) if kind and isinstance(value, str) else value
