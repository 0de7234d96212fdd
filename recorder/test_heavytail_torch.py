"""python3 -m unittest, in this folder; needs torch."""
import copy
import json
import random
import struct
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from heavytail_torch import GradientRecorder, choose, clean, record_gradient, write


def read(path):
    """A reader of safetensors files of its own."""
    raw = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    data = raw[8 + length :]
    metadata = header.pop("__metadata__")
    arrays, end = {}, 0
    for name, entry in header.items():
        assert entry["dtype"] == "F32" and entry["data_offsets"][0] == end
        end = entry["data_offsets"][1]
        arrays[name] = np.frombuffer(data[entry["data_offsets"][0] : end], "<f4").reshape(entry["shape"])
    assert end == len(data) and (8 + length) % 8 == 0
    return arrays, metadata


def network():
    torch.manual_seed(1)
    return torch.nn.Sequential(
        torch.nn.Linear(6, 8), torch.nn.BatchNorm1d(8), torch.nn.ReLU(), torch.nn.Dropout(0.3), torch.nn.Linear(8, 3)
    )


def data(count=40):
    generator = torch.Generator().manual_seed(2)
    x = torch.randn(count, 6, generator=generator)
    return torch.utils.data.TensorDataset(x, torch.randint(0, 3, (count,), generator=generator))


def loss(model, batch):
    return torch.nn.functional.cross_entropy(model(batch[0]), batch[1])


class Recorder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def test_gradients_are_those_of_the_minibatches(self):
        model, examples = network().eval(), data()
        recorder = GradientRecorder(
            model, loss, examples, self.folder.name, every=10, minibatches=5, batch_size=4, seed=3, full_gradient=True
        )
        self.assertIsNone(recorder(9))
        path = recorder(10)
        self.assertEqual(path.name, "step_00000010.safetensors")
        arrays, metadata = read(path)
        self.assertEqual(metadata["schema"], "heavytail.grads/1")
        self.assertEqual((metadata["step"], metadata["batch_size"], metadata["minibatches"]), ("10", "4", "5"))
        source = np.random.default_rng([3, 10])
        for m in range(5):
            chosen = source.choice(40, 4, replace=False)
            x, y = examples.tensors[0][chosen], examples.tensors[1][chosen]
            gradients = torch.autograd.grad(loss(model, (x, y)), list(model.parameters()))
            for (name, _), gradient in zip(model.named_parameters(), gradients):
                np.testing.assert_allclose(arrays[name][m], gradient.flatten().numpy(), rtol=1e-5, atol=1e-7)
        whole = torch.autograd.grad(loss(model, examples.tensors), list(model.parameters()))
        for (name, _), gradient in zip(model.named_parameters(), whole):
            np.testing.assert_allclose(arrays[f"full/{name}"][0], gradient.flatten().numpy(), rtol=1e-4, atol=1e-6)

    def run_of(self, recorded):
        """Weights and buffers after ten steps with dropout, batch normalisation, momentum, accumulation."""
        random.seed(5), np.random.seed(5), torch.manual_seed(5)
        model, examples = network(), data()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
        recorder = GradientRecorder(model, loss, examples, self.folder.name, every=3, minibatches=4, batch_size=8)
        for step in range(10):
            chosen = torch.randperm(40)[:8]
            loss(model, (examples.tensors[0][chosen], examples.tensors[1][chosen])).backward()
            if recorded:
                recorder(step)
            if step % 2:
                optimizer.step()
                optimizer.zero_grad()
        return model.state_dict(), torch.rand(3), np.random.rand(3), random.random()

    def test_the_run_is_not_changed(self):
        (one, a, b, c), (two, d, e, f) = self.run_of(False), self.run_of(True)
        for name in one:
            self.assertTrue(torch.equal(one[name], two[name]), name)
        self.assertTrue(torch.equal(a, d) and (b == e).all() and c == f)
        self.assertEqual(len(list(Path(self.folder.name).iterdir())), 4)

    def test_the_run_is_not_changed_by_an_error(self):
        model, examples = network(), data()
        loss(model, examples[:8]).backward()
        before = copy.deepcopy(model.state_dict()), [p.grad for p in model.parameters()], torch.get_rng_state()

        def failing(model, batch):
            loss(model, batch).backward()
            raise RuntimeError("in the middle")

        recorder = GradientRecorder(model, failing, examples, self.folder.name, minibatches=3, batch_size=8)
        with self.assertRaisesRegex(RuntimeError, "in the middle"):
            recorder(0)
        for name, value in model.state_dict().items():
            self.assertTrue(torch.equal(value, before[0][name]))
        self.assertTrue(all(p.grad is g for p, g in zip(model.parameters(), before[1])))
        self.assertTrue(torch.equal(torch.get_rng_state(), before[2]))
        self.assertEqual(list(Path(self.folder.name).iterdir()), [])

    def test_a_subset_is_the_same_at_every_step(self):
        model, examples = network().eval(), data()
        make = lambda most: GradientRecorder(
            model, loss, examples, Path(self.folder.name) / str(most), minibatches=3, batch_size=4, coordinates=most
        )
        some, all_of_them = read(make(5).record(7))[0], read(make(None).record(7))[0]
        again = read(make(5).record(8))[0]
        for name, array in some.items():
            kept = choose(all_of_them[name].shape[1], 5, 0, name)
            np.testing.assert_array_equal(array, all_of_them[name][:, kept])
            self.assertEqual(again[name].shape, array.shape)

    def test_gradients_of_training_are_unscaled(self):
        model, examples = network(), data()
        (1024 * loss(model, examples[:8])).backward()
        arrays, metadata = read(record_gradient(model, 3, self.folder.name, scale=1024.0))
        expected = model[0].weight.grad.flatten().numpy() / 1024
        np.testing.assert_allclose(arrays["0.weight"], expected, rtol=1e-6)
        self.assertEqual((arrays["0.weight"].ndim, metadata["sampler"]), (1, "training"))
        with self.assertRaisesRegex(ValueError, "after backward"):
            record_gradient(network(), 1, self.folder.name)

    def test_names_lose_their_wrappers(self):
        self.assertEqual(clean("module._orig_mod.fc1.weight"), "fc1.weight")
        wrapped = torch.nn.Sequential()
        wrapped.add_module("module", network())
        recorder = GradientRecorder(wrapped, lambda m, b: loss(m, b), data(), self.folder.name, minibatches=2, batch_size=4)
        self.assertIn("0.weight", read(recorder(0))[0])

    def test_a_file_appears_whole_or_not_at_all(self):
        path = Path(self.folder.name) / "a.safetensors"
        write(path, {"x": np.zeros(3, np.float32)}, {"step": 1})
        before = path.read_bytes()
        path.with_name(path.name + ".tmp").mkdir()  # cannot be opened for writing
        with self.assertRaises(OSError):
            write(path, {"x": np.ones(3, np.float32)}, {"step": 2})
        self.assertEqual(path.read_bytes(), before)

    def test_wrong_settings_are_refused_in_words(self):
        for settings, words in (
            ({"minibatches": 0}, "minibatches is 0"),
            ({"batch_size": 41}, "there are 40 examples"),
            ({"minibatches": 10**8, "batch_size": 2}, "GiB"),
        ):
            with self.assertRaisesRegex(ValueError, words):
                GradientRecorder(network(), loss, data(), self.folder.name, **settings)


if __name__ == "__main__":
    unittest.main()
