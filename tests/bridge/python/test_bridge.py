"""Tests of the interpreter's side that need no toolkit: run with ``python3 -m unittest discover -s tests/bridge/python``."""
import ast
import json
import os
import random
import sys
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
BRIDGE = os.path.join(ROOT, "src", "bridge", "ChaosToolkit.Python", "python")
sys.path[:0] = [BRIDGE, os.path.join(BRIDGE, "shim")]

from chaosbridge import activities, documents, jsonpath, values  # noqa: E402


class SyntaxTests(unittest.TestCase):
    def test_everything_is_syntax_of_3_8(self):
        count = 0
        for folder, _, names in os.walk(BRIDGE):
            for name in names:
                if name.endswith(".py"):
                    with open(os.path.join(folder, name), encoding="utf-8") as source:
                        ast.parse(source.read(), name, feature_version=(3, 8))
                    count += 1
        self.assertGreater(count, 30)

    def test_everything_is_plain_ascii_and_documented(self):
        for folder, _, names in os.walk(os.path.join(BRIDGE, "chaosbridge")):
            for name in names:
                if name.endswith(".py"):
                    with open(os.path.join(folder, name), encoding="ascii") as source:
                        self.assertTrue(ast.get_docstring(ast.parse(source.read())), name)


class ValueTests(unittest.TestCase):
    def test_marks_survive_the_way_there_and_back(self):
        value = {"nan": float("inf"), "\0key": [1], "deep": [{"\0f": 1}]}
        back = values.from_frame(values.to_frame(value))
        self.assertEqual(back, value)

    def test_what_looks_like_a_mark_is_none(self):
        self.assertEqual(values.from_frame(values.to_frame({"\0d": [7]})), {"\0d": [7]})

    def test_whatever_it_is_there_is_a_text(self):
        class Odd:
            def __getattr__(self, name):
                raise RuntimeError(name)

            def __repr__(self):
                raise RuntimeError("repr")

        for value in (Odd(), [Odd()], object(), len, self, sys, (x for x in ()), type, {1: {2: {3}}}, memoryview(b"x"), os.environ):
            json.loads(values.to_json(value))


class DocumentTests(unittest.TestCase):
    def change(self, value, chance):
        if isinstance(value, dict):
            for key in list(value):
                if chance.random() < 0.2:
                    del value[key]
                elif chance.random() < 0.2:
                    value[key] = value.pop(key)
                else:
                    value[key] = self.change(value[key], chance)
            if chance.random() < 0.4:
                value["k%d" % chance.randrange(20)] = self.make(chance, 2)
            return value
        if isinstance(value, list):
            for index in range(len(value)):
                value[index] = self.change(value[index], chance)
            if value and chance.random() < 0.3:
                del value[chance.randrange(len(value))]
            if chance.random() < 0.4:
                value.insert(chance.randrange(len(value) + 1), self.make(chance, 2))
            return value
        return self.make(chance, 1) if chance.random() < 0.2 else value

    def make(self, chance, depth):
        kind = chance.randrange(8 if depth else 6)
        if kind == 6:
            return [self.make(chance, depth - 1) for _ in range(chance.randrange(4))]
        if kind == 7:
            return {"k%d" % chance.randrange(20): self.make(chance, depth - 1) for _ in range(chance.randrange(4))}
        return [None, True, 1, 1.0, "text", 0][kind]

    def test_a_patch_makes_the_old_into_the_new_in_order_and_with_types(self):
        chance = random.Random(7)
        for _ in range(2000):
            old = {"root": self.make(chance, 3), "list": [self.make(chance, 2) for _ in range(3)]}
            before = json.dumps(old)
            new = self.change(json.loads(before), chance)
            patch = []
            documents.diff(old, new, [], patch)
            target = json.loads(before)
            for operation in json.loads(json.dumps(patch)):
                documents.apply(target, operation)
            self.assertEqual(json.dumps(target), json.dumps(new))

    def test_nothing_changed_is_no_patch(self):
        patch = []
        documents.diff({"a": [1, {"b": None}]}, {"a": [1, {"b": None}]}, [], patch)
        self.assertEqual(patch, [])

    def test_an_inserted_item_leaves_the_others_what_they_are(self):
        patch = []
        documents.diff([{"a": 1}, {"b": 2}], [{"new": 0}, {"a": 1}, {"b": 2}], ["method"], patch)
        self.assertEqual(patch, [["insert", ["method", 0], {"new": 0}]])


class ActivityTests(unittest.TestCase):
    def test_parameters_are_read_through_decorators(self):
        import functools

        def step(configuration, secrets=None):
            return 1

        @functools.wraps(step)
        def wrapped(*arguments, **named):
            return step(*arguments, **named)

        self.assertEqual(activities.parameters(wrapped), {"configuration", "secrets"})
        self.assertEqual(activities.parameters(step), {"configuration", "secrets"})
        self.assertEqual(activities.parameters(len), {"obj"})


class JsonPathTests(unittest.TestCase):
    def test_common_paths(self):
        value = {"items": [{"name": "a", "n": [1, 2, 3]}, {"name": "b"}], "odd key": 1}
        for path, expected in (
            ("$", [value]),
            ("$.items[*].name", ["a", "b"]),
            ("$..name", ["a", "b"]),
            ("$['odd key']", [1]),
            ('$["items"][0].n[-1]', [3]),
            ("$.items[0].n[0:2]", [1, 2]),
            ("items[1].name", ["b"]),
            ("$.nothing", []),
        ):
            self.assertEqual(jsonpath.find(path, value), expected, path)
        self.assertRaises(ValueError, jsonpath.find, "$.items[?(@.name)]", value)


if __name__ == "__main__":
    unittest.main()
