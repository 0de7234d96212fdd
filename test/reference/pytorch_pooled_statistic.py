"""Writes pytorch-pooled-statistic.json: the published pooled statistic on MNIST, by PyTorch.

    HEAVYTAIL_DATA=... python3 pytorch_pooled_statistic.py > pytorch-pooled-statistic.json

Needs torch, numpy and MNIST; about ten minutes on one core. Settings of arXiv 1901.06053: network
784-width-width-10, cross-entropy, SGD with step size 0.1, examples in fixed order, 3,000 iterations, and the
statistic over all minibatches of the training set, before the first iteration and after the last. Weights of
another generator lead elsewhere, so `published` of another program is to be compared with the mean over the
seeds, within the scatter over them.
"""
import datetime
import json
import statistics
import sys
import time

import torch

from pytorch_measurement import STEP_SIZE, evaluate, load_mnist, measure, minibatch, network, step, versions

WIDTHS, BATCH_SIZES, SEEDS = (16, 64, 256), (50, 500), (0, 1, 2)
ITERATIONS = 3000
SURROGATE_ROWS = 64


def state(net, data, batch_size, seed):
    loss, accuracy = evaluate(net, data)
    return {"loss": loss, "accuracy": accuracy, **measure(net, data, batch_size, SURROGATE_ROWS, seed)}


def run(width, batch_size, seed, data):
    started = time.monotonic()
    net = network(width, seed)
    initial = state(net, data, batch_size, seed)
    for iteration in range(ITERATIONS):
        step(net, minibatch(data, batch_size, iteration))
    result = {"width": width, "batchSize": batch_size, "seed": seed, "initial": initial}
    result["trained"] = state(net, data, batch_size, seed)
    print(time.monotonic() - started, "s", result, file=sys.stderr, flush=True)
    return result


def summary(runs, width, batch_size):
    """Mean over the seeds, standard deviation (n - 1) and range, before and after training."""
    row = {"width": width, "batchSize": batch_size}
    for when in ("initial", "trained"):
        states = [r[when] for r in runs if (r["width"], r["batchSize"]) == (width, batch_size)]
        row[when] = {}
        for name in ("published", "surrogate", "loss", "accuracy"):
            values = [s[name] for s in states]
            row[when][name] = {
                "mean": statistics.mean(values),
                "deviation": statistics.stdev(values),
                "range": max(values) - min(values),
            }
    return row


if __name__ == "__main__":
    torch.set_num_threads(1)
    data = load_mnist(sys.argv[1:])
    grid = [(width, batch_size) for width in WIDTHS for batch_size in BATCH_SIZES]
    runs = [run(width, batch_size, seed, data) for width, batch_size in grid for seed in SEEDS]
    table = {
        "made by": "test/reference/pytorch_pooled_statistic.py",
        "versions": versions(),
        "date": datetime.date.today().isoformat(),
        "depth": 3,
        "stepSize": STEP_SIZE,
        "iterations": ITERATIONS,
        "seeds": SEEDS,
        "surrogateRows": SURROGATE_ROWS,
        "summary": [summary(runs, width, batch_size) for width, batch_size in grid],
        "runs": runs,
    }
    print(json.dumps(table, indent=1))
