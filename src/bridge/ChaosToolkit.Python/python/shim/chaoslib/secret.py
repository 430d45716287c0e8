"""Resolves secrets."""
import logging
import os
from typing import Any, Dict

from chaoslib.exceptions import InvalidExperiment
from chaoslib.types import Configuration, Secrets

__all__ = ["create_vault_client", "load_secrets"]

logger = logging.getLogger("chaostoolkit")


def load_secrets(secrets_info: Dict[str, Dict[str, Any]], configuration: Configuration = None, extra_vars: Dict[str, Dict[str, Any]] = None) -> Secrets:
    """Entries of type ``env`` and ``vault`` become values; ``extra_vars`` stand in the place of scopes of their names."""
    secrets = {}
    for scope, entries in (secrets_info or {}).items():
        if scope in (extra_vars or {}):
            secrets[scope] = extra_vars[scope]
            continue
        if not isinstance(entries, dict):
            secrets[scope] = entries
            continue
        secrets[scope] = {key: _resolve(entry, configuration or {}) for key, entry in entries.items()}
    return secrets


def create_vault_client(configuration: Configuration = None):
    """A client of HashiCorp's Vault as the configuration describes it; None when the package hvac is not installed."""
    try:
        import hvac
    except ImportError:
        logger.error("Reading secrets of Vault in a Python extension needs the package hvac")
        return None
    client = hvac.Client(url=configuration.get("vault_addr"))
    if "vault_token" in configuration:
        client.token = configuration["vault_token"]
    elif "vault_role_id" in configuration:
        answer = client.auth.approle.login(role_id=configuration["vault_role_id"], secret_id=configuration.get("vault_role_secret"))
        client.token = answer["auth"]["client_token"]
    return client


def _resolve(entry, configuration):
    if not isinstance(entry, dict):
        return entry
    kind = entry.get("type")
    if kind == "env":
        name = entry["key"]
        if name not in os.environ:
            raise InvalidExperiment("Secrets make reference to an environment key that does not exist: {}".format(name))
        return os.environ[name]
    if kind == "vault":
        return _from_vault(entry, configuration)
    return entry


def _from_vault(entry, configuration):
    client = create_vault_client(configuration)
    path = entry.get("path", entry.get("key"))
    if client is None or not path:
        return None
    mount = configuration.get("vault_secrets_mount_point", "secret")
    if str(configuration.get("vault_kv_version", "2")) == "1":
        data = client.secrets.kv.v1.read_secret(path=path, mount_point=mount).get("data")
    else:
        data = client.secrets.kv.v2.read_secret_version(path=path, mount_point=mount).get("data", {}).get("data")
    return data.get(entry["key"]) if "path" in entry and "key" in entry else data
