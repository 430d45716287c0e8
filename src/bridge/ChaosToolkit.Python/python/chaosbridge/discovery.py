"""Discovery: the activities that an installed package has, as its own ``discover`` function tells."""


def discover(message):
    """The package's discovery document. With ``install``, pip fetches the package first."""
    from chaoslib.discovery.discover import discover as ask

    return ask(message["package"], discover_system=message["system"], download_and_install=message["install"])


def find(message):
    """Whether a module can be imported, without importing it."""
    import importlib.util

    try:
        return importlib.util.find_spec(message["module"]) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def extensions(message):
    """The installed packages that belong to the ecosystem: name, version, summary, license, homepage, modules and plugins."""
    from importlib import metadata

    found = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if not name or name in found:
            continue
        keywords = "{} {}".format(name, distribution.metadata.get("Keywords") or "").lower()
        if "chaostoolkit" not in keywords and "chaosiq" not in keywords:
            continue
        plugins = [entry.name for entry in distribution.entry_points if entry.group == "chaostoolkit.cli_plugins"]
        found[name] = {
            "name": name,
            "version": distribution.version,
            "summary": distribution.metadata.get("Summary"),
            "license": distribution.metadata.get("License"),
            "url": distribution.metadata.get("Home-page"),
            "modules": (distribution.read_text("top_level.txt") or "").split(),
            "cli_plugins": plugins,
        }
    return [found[name] for name in sorted(found)]
