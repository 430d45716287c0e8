"""Tolerances, for extensions that judge values by themselves."""
import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any, List

from chaoslib import substitute
from chaoslib.exceptions import ActivityFailed, InvalidActivity
from chaoslib.types import Configuration, Secrets, Tolerance

__all__ = ["ensure_hypothesis_tolerance_is_valid", "within_tolerance"]


def ensure_hypothesis_tolerance_is_valid(tolerance: Tolerance):
    """Raises when a tolerance is none."""
    if isinstance(tolerance, dict):
        if tolerance.get("type") not in _JUDGES:
            raise InvalidActivity("hypothesis probe tolerance type '{}' is unsupported".format(tolerance.get("type")))
    elif not isinstance(tolerance, (bool, int, float, str, list)):
        raise InvalidActivity("hypothesis probe tolerance must be a number, a boolean, a text, a list or an object")


def within_tolerance(tolerance: Tolerance, value: Any, configuration: Configuration = None, secrets: Secrets = None, context: Any = None) -> bool:
    """Whether a value is what the tolerance allows."""
    if isinstance(tolerance, str):
        tolerance = substitute(tolerance, configuration, secrets)
    if isinstance(tolerance, bool) or isinstance(tolerance, str) or tolerance is None:
        return value == tolerance
    if isinstance(tolerance, (int, float)):
        return (value["status"] if isinstance(value, dict) and "status" in value else value) == tolerance
    if isinstance(tolerance, list):
        return _within_list(tolerance, value)
    judge = _JUDGES.get(tolerance.get("type"))
    if judge is None:
        raise ActivityFailed("tolerance type '{}' is unsupported".format(tolerance.get("type")))
    return judge(tolerance, value, configuration, secrets)


def _within_list(tolerance: List[Any], value: Any) -> bool:
    if isinstance(value, dict) and "status" in value:
        return value["status"] in tolerance
    if len(tolerance) == 2:
        return tolerance[0] <= value <= tolerance[1]
    return value in tolerance


def _by_probe(tolerance, value, configuration, secrets):
    from chaoslib.activity import run_activity

    probe = dict(tolerance, provider=dict(tolerance["provider"]))
    probe["provider"]["arguments"] = dict(probe["provider"].get("arguments") or {}, value=value)
    try:
        return bool(run_activity(probe, configuration, secrets))
    except ActivityFailed:
        return False


def _by_regex(tolerance, value, configuration, secrets):
    target = tolerance.get("target")
    if target and isinstance(value, dict):
        value = value.get(target)
    pattern = substitute(tolerance.get("pattern"), configuration, secrets)
    return re.search(pattern, value if isinstance(value, str) else json.dumps(value)) is not None


def _by_jsonpath(tolerance, value, configuration, secrets):
    target = tolerance.get("target")
    if target and isinstance(value, dict):
        value = value.get(target)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return False
    found = _find(substitute(tolerance["path"], configuration, secrets), value)
    if "expect" in tolerance:
        expected = substitute(tolerance["expect"], configuration, secrets)
        return found == (expected if isinstance(expected, list) else [expected])
    count = tolerance.get("count")
    return len(found) == count if count is not None else bool(found)


def _by_range(tolerance, value, configuration, secrets):
    target = tolerance.get("target")
    if target and isinstance(value, dict):
        value = value.get(target)
    try:
        low, high = (Decimal(str(bound)) for bound in tolerance["range"])
        return low <= Decimal(str(value)) <= high
    except InvalidOperation:
        return False


def _find(path, value):
    try:
        from jsonpath2.path import Path
    except ImportError:
        from chaosbridge.jsonpath import find

        try:
            return find(path, value)
        except ValueError as x:
            raise ActivityFailed("{}; the package jsonpath2 knows all of JSONPath".format(x))
    return [match.current_value for match in Path.parse_str(path).match(value)]


_JUDGES = {"probe": _by_probe, "regex": _by_regex, "jsonpath": _by_jsonpath, "range": _by_range}
