"""Probes: each tries a part of chaoslib and gives what it found."""
import os
import tempfile

import chaoslib
from chaoslib import PayloadEncoder, convert_to_type, convert_vars, decode_bytes, experiment_hash, merge_vars, substitute
from chaoslib.activity import ensure_activity_is_valid, execute_activity, run_activity
from chaoslib.caching import cache_activities, clear_cache, lookup_activity, with_cache
from chaoslib.configuration import load_configuration, load_dynamic_configuration
from chaoslib.control import Control, controls, get_all_activities, get_context_controls, get_global_controls, validate_controls
from chaoslib.control.python import apply_python_control, validate_python_control
from chaoslib.deprecation import warn_about_deprecated_features, warn_about_moved_function
from chaoslib.discovery.discover import discover, discover_activities, portable_type_name, portable_type_name_to_python_type
from chaoslib.discovery.package import get_discover_function, install, load_package
from chaoslib.exceptions import ActivityFailed, ChaosException, InvalidActivity, InvalidControl, InvalidExperiment, InvalidSource
from chaoslib.experiment import ensure_experiment_is_valid, run_experiment
from chaoslib.extension import get_extension, has_extension, list_extensions, merge_extension, remove_extension, set_extension, validate_extensions
from chaoslib.hypothesis import within_tolerance
from chaoslib.info import list_extensions as installed
from chaoslib.loader import load_experiment
from chaoslib.log import configure_logger
from chaoslib.notification import RunFlowEvent, notify
from chaoslib.provider.http import run_http_activity
from chaoslib.provider.process import run_process_activity
from chaoslib.provider.python import run_python_activity, validate_python_activity
from chaoslib.rollback import run_rollbacks
from chaoslib.run import EventHandlerRegistry, RunEventHandler
from chaoslib.secret import create_vault_client, load_secrets
from chaoslib.settings import get_loaded_settings, load_settings, locate_settings_entry, save_settings
from chaoslib.types import Dry, Strategy

__all__ = ["everything", "node_count"]


def node_count() -> int:
    """How many nodes there are."""
    return 3


def everything() -> list:
    """The names of the parts that behave."""
    found = []
    for name, check in sorted(globals().items()):
        if name.startswith("check_"):
            check()
            found.append(name[6:])
    return found


def python(func, **arguments):
    return {"type": "probe", "name": func, "provider": {"type": "python", "module": "chaosdemo.actions", "func": func, "arguments": arguments}}


def raises(kind, function, *arguments, **named):
    try:
        function(*arguments, **named)
    except kind:
        return
    raise AssertionError("{} did not raise {}".format(function.__name__, kind.__name__))


def check_activity():
    assert run_activity(python("stop_node", name="${n}"), {"n": "a"}, {})["name"] == "a"
    raises(ActivityFailed, run_activity, python("fail", reason="no"), {}, {})
    run = execute_activity({}, python("fail", reason="no"), {}, {})
    assert run["status"] == "failed" and "no" in run["exception"][-1]
    process = {"type": "probe", "name": "p", "provider": {"type": "process", "path": "echo", "arguments": ["x", None, 1.5]}}
    assert run_activity(process, {}, {}) == {"status": 0, "stdout": "x 1.5\n", "stderr": ""}
    assert run_process_activity(dict(process, provider={"path": "exit", "arguments": "3"}), {}, {})["status"] == 3
    raises(ActivityFailed, run_http_activity, {"provider": {"url": "http://127.0.0.1:1/", "timeout": 2}}, {}, {})
    ensure_activity_is_valid(process)
    raises(InvalidActivity, ensure_activity_is_valid, {"type": "probe"})
    raises(InvalidActivity, validate_python_activity, python("stop_node", nam="a"))
    assert run_python_activity(python("stop_node", name="b"), {"region": "north"}, {})["region"] == "north"


def check_caching():
    experiment = {"method": [{"name": "one"}], "rollbacks": [{"name": "two"}]}
    cache_activities(experiment)
    assert lookup_activity("two") is experiment["rollbacks"][0] and lookup_activity("three") is None
    clear_cache()
    assert with_cache(lambda e: lookup_activity("one"))(experiment) is experiment["method"][0]


def check_configuration():
    os.environ["DEMO_SIZE"] = "12"
    loaded = load_configuration({"a": {"type": "env", "key": "DEMO_SIZE", "env_var_type": "int"}, "b": 1, "c": {"type": "env", "key": "DEMO_NO", "default": "d"}}, {"b": 2})
    assert loaded == {"a": 12, "b": 2, "c": "d"}, loaded
    raises(InvalidExperiment, load_configuration, {"a": {"type": "env", "key": "DEMO_NO"}})
    assert load_dynamic_configuration({"n": dict(python("stop_node", name="x")), "bad": python("fail", reason="r")}) == {"n": {"name": "x", "force": False, "region": None, "token": None}}


def check_controls():
    experiment = {"controls": [{"name": "c", "provider": {"type": "python", "module": "chaosdemo.controls", "arguments": {"team": "t"}}}], "method": [{"name": "x"}]}
    validate_controls(experiment)
    raises(InvalidControl, validate_controls, {"controls": [{"provider": {}}]})
    raises(InvalidActivity, validate_python_control, {"name": "x", "provider": {"module": "chaosdemo.controls"}})
    assert get_all_activities(experiment) == experiment["method"] and get_global_controls() == []
    assert [c["name"] for c in get_context_controls("activity", experiment, experiment["method"][0])] == ["c"]
    state = {}
    with controls("activity", experiment, experiment["method"][0], {}, {}) as control:
        assert isinstance(control, Control)
        control.with_state(state)
    assert state == {"team": "t"}, state
    assert callable(apply_python_control)


def check_decoding():
    assert decode_bytes("café".encode()) == "café" and decode_bytes(b"\xef\xbb\xbfx") == "x"


def check_deprecation():
    warn_about_deprecated_features({})
    assert callable(warn_about_moved_function)


def check_discovery():
    assert get_discover_function(load_package("chaostoolkit-demo")).__module__ == "chaosdemo"
    assert [a["name"] for a in discover("chaostoolkit-demo", discover_system=False, download_and_install=False)["activities"]] == ["fail", "leave", "stop_node", "everything", "node_count"]
    assert discover_activities("chaosdemo.probes", "probe")[1]["return_type"] == "integer"
    assert portable_type_name(dict) == "mapping" and portable_type_name_to_python_type("number") is float and callable(install)


def check_experiment():
    ensure_experiment_is_valid({})
    raises(ChaosException, run_experiment, {})
    raises(ChaosException, run_rollbacks, {})


def check_extension():
    experiment = {}
    set_extension(experiment, {"name": "a", "x": 1})
    merge_extension(experiment, {"name": "a", "y": 2})
    assert get_extension(experiment, "a") == {"name": "a", "x": 1, "y": 2} and has_extension(experiment, "a")
    validate_extensions(experiment)
    raises(InvalidExperiment, validate_extensions, {"extensions": [{"name": " "}]})
    remove_extension(experiment, "a")
    assert list_extensions(experiment) == []


def check_hash():
    assert experiment_hash({"b": 1, "a": 2}) == experiment_hash({"a": 2, "b": 1}) and len(experiment_hash({})) == 24
    raises(ValueError, experiment_hash, {}, "no such")


def check_hypothesis():
    status = {"status": 200, "body": {"items": [{"n": 1}, {"n": 2}]}}
    for tolerance, value, met in (
        (True, True, True),
        (200, status, True),
        ([200, 201], status, True),
        ([1, 3], 2, True),
        ("${word}", "w", True),
        ({"type": "regex", "pattern": "^a+$"}, "aaa", True),
        ({"type": "range", "range": [1, 2.5]}, "2.5", True),
        ({"type": "range", "range": [1, 2], "target": "body"}, {"body": 3}, False),
        ({"type": "jsonpath", "path": "$.items[*].n", "target": "body", "expect": [1, 2]}, status, True),
        ({"type": "jsonpath", "path": "$.items[*].n", "target": "body", "count": 3}, status, False),
        ({"type": "probe", "name": "j", "provider": {"type": "python", "module": "operator", "func": "index", "arguments": {}}}, 0, False),
    ):
        assert within_tolerance(tolerance, value, {"word": "w"}, {}) is met, (tolerance, value)


def check_info():
    assert [e.version for e in installed() if e.name == "chaostoolkit-demo"] == ["1.2.3"]


def check_json():
    import datetime
    import json

    assert json.dumps({"x": ValueError("v"), "d": datetime.date(2024, 2, 29)}, cls=PayloadEncoder) == '{"x": "An exception was raised: ValueError(\'v\')", "d": "2024-02-29"}'


def check_loader():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "e.json")
        with open(path, "w") as target:
            target.write('{"title": "t"}')
        assert load_experiment(path) == {"title": "t"}
        raises(InvalidSource, load_experiment, path + ".no")
        with open(path, "w") as target:
            target.write("{")
        raises(InvalidSource, load_experiment, path)


def check_log():
    configure_logger(verbose=True, logger_name="chaosdemo")


def check_notification():
    told = {"payload": {}}
    notify({"notifications": [{"type": "plugin", "module": "chaosdemo.notify"}, {"type": "plugin", "module": "no_such"}]}, RunFlowEvent.RunStarted, told["payload"])
    assert told["payload"] == {"noticed": "validate-started"}


def check_run():
    heard = []

    class Listener(RunEventHandler):
        def start_method(self, experiment):
            heard.append(experiment)

        def finish(self, journal):
            raise RuntimeError("no")

    registry = EventHandlerRegistry()
    registry.register(Listener())
    registry.start_method("e")
    registry.finish({})
    assert heard == ["e"]


def check_secret():
    assert load_secrets({"s": {"t": {"type": "env", "key": "DEMO_SIZE"}, "p": "plain"}, "o": {}}, {}, {"o": {"x": 1}})["o"] == {"x": 1}
    assert callable(create_vault_client)


def check_settings():
    assert get_loaded_settings() == {"demo": {"a": [1]}}, get_loaded_settings()
    assert list(locate_settings_entry(get_loaded_settings(), "demo.a[0]"))[1:] == [1, None, 0]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "sub", "settings.yaml")
        save_settings({"x": 1}, path)
        assert load_settings(path) == {"x": 1} and load_settings(path + ".no") is None


def check_substitution():
    assert substitute({"a": "${n}", "b": ["x${n}", "${u}", "$$"]}, {"n": 2.0}, {"s": {"u": [1]}}) == {"a": 2.0, "b": ["x2.0", [1], "$"]}


def check_types():
    assert Strategy.from_string("continuously") is Strategy.CONTINUOUS and Dry.from_string("pause") is Dry.PAUSE
    raises(ValueError, Strategy.from_string, "often")
    assert chaoslib.__version__.startswith("1.45")


def check_variables():
    assert convert_vars(["a:int=1", "b=c=d"]) == {"a": 1, "b": "c=d"} and convert_to_type("float", "1") == 1.0
    raises(ValueError, convert_vars, ["a"])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "v.json")
        with open(path, "w") as target:
            target.write('{"configuration": {"a": 1}, "secrets": {"s": {}}}')
        assert merge_vars({"b": 2}, [path]) == ({"a": 1, "b": 2}, {"s": {}})
