"""python3 -m unittest, in this folder. Uses jax where it is installed, else a stand-in for the four functions that the
recorder calls (grad by central differences, jit, and trees of dictionaries), which tests all but JAX itself."""
import json
import struct
import sys
import tempfile
import types
import unittest
from pathlib import Path

import numpy as np


class Key:
    def __init__(self, key):
        self.key = key


def stand_in():
    def flatten(tree, path=()):
        if isinstance(tree, dict):
            return [leaf for key in sorted(tree) for leaf in flatten(tree[key], path + (Key(key),))]
        if isinstance(tree, tuple):
            return [leaf for i, part in enumerate(tree) for leaf in flatten(part, path + (Key(i),))]
        return [(path, tree)]

    def tree_map(function, tree):
        if isinstance(tree, dict):
            return {key: tree_map(function, part) for key, part in tree.items()}
        if isinstance(tree, tuple):
            return tuple(tree_map(function, part) for part in tree)
        return function(tree)

    def grad(function):
        def gradient(params, batch):
            def of(leaf):
                result = np.empty(leaf.shape)
                for i in np.ndindex(leaf.shape):
                    before, values = leaf[i], []
                    for sign in (1, -1):
                        leaf[i] = before + sign * 1e-6
                        values.append(function(params, batch))
                    leaf[i] = before
                    result[i] = (values[0] - values[1]) / 2e-6
                return result

            return tree_map(of, params)

        return gradient

    jax = types.ModuleType("jax")
    jax.grad, jax.jit = grad, lambda function: function
    jax.tree_util = types.SimpleNamespace(
        tree_flatten_with_path=lambda tree: (flatten(tree), None),
        tree_leaves=lambda tree: [leaf for _, leaf in flatten(tree)],
        tree_map=tree_map,
    )
    return jax


try:
    import jax  # noqa: F401
except ImportError:
    sys.modules["jax"] = stand_in()

from heavytail_jax import GradientRecorder, choose  # noqa: E402


def read(path):
    """A reader of safetensors files of its own."""
    raw = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    metadata = header.pop("__metadata__")
    data = raw[8 + length :]
    arrays = {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
    }
    return arrays, metadata


def loss(params, batch):
    """Half the mean squared error of a linear model."""
    x, y = batch
    return 0.5 * ((x @ params["dense"]["kernel"] + params["dense"]["bias"] - y) ** 2).mean()


class Recorder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        random = np.random.default_rng(1)
        self.x, self.y = random.normal(size=(30, 4)), random.normal(size=30)
        self.params = {"dense": {"kernel": random.normal(size=4), "bias": np.zeros(1)}}

    def recorder(self, **settings):
        return GradientRecorder(loss, (self.x, self.y), self.folder, **{"minibatches": 6, "batch_size": 5, **settings})

    def test_gradients_are_those_of_the_minibatches(self):
        recorder = self.recorder(every=10, seed=3)
        self.assertIsNone(recorder(5, self.params))
        arrays, metadata = read(recorder(20, self.params))
        self.assertEqual((metadata["schema"], metadata["step"], metadata["framework"]), ("heavytail.grads/1", "20", "jax"))
        source = np.random.default_rng([3, 20])
        for m in range(6):
            chosen = source.choice(30, 5, replace=False)
            x, y = self.x[chosen], self.y[chosen]
            rest = x @ self.params["dense"]["kernel"] - y
            np.testing.assert_allclose(arrays["dense.kernel"][m], x.T @ rest / 5, rtol=1e-4, atol=1e-5)
            np.testing.assert_allclose(arrays["dense.bias"][m], [rest.mean()], rtol=1e-4, atol=1e-5)

    def test_a_subset_is_the_same_at_every_step(self):
        whole = read(self.recorder(coordinates=None).record(1, self.params))[0]
        some = read(self.recorder(coordinates=2).record(1, self.params))[0]
        kept = choose(4, 2, 0, "dense.kernel")
        np.testing.assert_array_equal(some["dense.kernel"], whole["dense.kernel"][:, kept])

    def test_batches_of_a_function(self):
        def batch(source):
            chosen = source.integers(0, 30, 5)
            return self.x[chosen], self.y[chosen]

        recorder = GradientRecorder(loss, batch, self.folder, minibatches=3)
        arrays, metadata = read(recorder(0, self.params))
        self.assertEqual((arrays["dense.kernel"].shape, metadata["sampler"]), ((3, 4), "function"))

    def test_wrong_settings_are_refused_in_words(self):
        for settings, words in (({"every": 0}, "every is 0"), ({"batch_size": 31}, "there are 30 examples")):
            with self.assertRaisesRegex(ValueError, words):
                self.recorder(**settings)
        with self.assertRaisesRegex(ValueError, "GiB"):
            self.recorder(minibatches=10**9).record(0, self.params)


if __name__ == "__main__":
    unittest.main()
