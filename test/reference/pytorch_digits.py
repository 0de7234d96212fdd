"""Writes pytorch-digits.json: the published pooled statistic on the 8 x 8 digits, by PyTorch.

    HEAVYTAIL_DATA=... python3 pytorch_digits.py > pytorch-digits.json

Needs torch, numpy and digits/digits.csv.gz; about a minute on one core. Networks 64-64-...-10 of 3 and 7 linear layers, no
biases, default initial weights, cross-entropy, SGD with step size 0.1, examples in fixed order; the first 1,500 of the 1,797
examples, standardised as a whole. In the network of 7 layers the statistic dips where training leaves its plateau; that
iteration differs from one set of initial weights to another. `published` of another program is to be compared with the mean
over the seeds, within the scatter over them.
"""
import datetime
import gzip
import json
import os
import statistics
import sys

import numpy as np
import torch

from pytorch_measurement import STEP_SIZE, evaluate, measure, minibatch, step, versions

WIDTH, SEEDS, EXAMPLES = 64, tuple(range(20)), 1500
SETTINGS = (
    {"depth": 3, "batchSize": 25, "iterations": [0, 200, 3000]},
    {"depth": 3, "batchSize": 100, "iterations": [200]},
    {"depth": 7, "batchSize": 25, "iterations": [0, 3000]},
)
SURROGATE_ROWS = 60


def load_digits(arguments):
    folder = arguments[0] if arguments else os.environ.get("HEAVYTAIL_DATA")
    if not folder:
        raise SystemExit("Give the data folder (it holds digits/) as an argument or by HEAVYTAIL_DATA.")
    with gzip.open(os.path.join(folder, "digits", "digits.csv.gz"), "rt") as file:
        rows = np.loadtxt(file, delimiter=",")
    pixels = rows[:, :-1] / 16
    pixels = (pixels - pixels.mean()) / pixels.std()
    labels = rows[:EXAMPLES, -1].astype(np.int64)
    return torch.from_numpy(pixels[:EXAMPLES].astype(np.float32)), torch.from_numpy(labels)


def network(depth, seed):
    torch.manual_seed(seed)
    sizes = [64] + [WIDTH] * (depth - 1) + [10]
    layers = []
    for index in range(depth):
        if index > 0:
            layers.append(torch.nn.ReLU())
        layers.append(torch.nn.Linear(sizes[index], sizes[index + 1], bias=False))
    return torch.nn.Sequential(*layers)


def run(depth, batch_size, iterations, seed, data):
    net = network(depth, seed)
    states = []
    for iteration in range(iterations[-1] + 1):
        if iteration in iterations:
            loss, accuracy = evaluate(net, data)
            measured = measure(net, data, batch_size, SURROGATE_ROWS, seed)
            states.append({"iteration": iteration, "loss": loss, "accuracy": accuracy, **measured})
        step(net, minibatch(data, batch_size, iteration))
    return states


def summary(setting, data):
    runs = [run(setting["depth"], setting["batchSize"], setting["iterations"], seed, data) for seed in SEEDS]
    rows = []
    for states in zip(*runs):
        row = {key: states[0][key] for key in ("iteration", "minibatches", "parameters", "blockLength")}
        for name in ("published", "surrogate", "accuracy"):
            values = [state[name] for state in states]
            row[name] = {"mean": statistics.mean(values), "deviation": statistics.stdev(values)}
        rows.append(row)
        print(setting, row, file=sys.stderr, flush=True)
    return {"depth": setting["depth"], "batchSize": setting["batchSize"], "states": rows}


if __name__ == "__main__":
    torch.set_num_threads(1)
    data = load_digits(sys.argv[1:])
    table = {
        "made by": "test/reference/pytorch_digits.py",
        "versions": versions(),
        "date": datetime.date.today().isoformat(),
        "width": WIDTH,
        "examples": EXAMPLES,
        "stepSize": STEP_SIZE,
        "seeds": SEEDS,
        "surrogateRows": SURROGATE_ROWS,
        "settings": [summary(setting, data) for setting in SETTINGS],
    }
    print(json.dumps(table, indent=1))
