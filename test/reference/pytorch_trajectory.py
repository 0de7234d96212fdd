"""Writes pytorch-trajectory.json: one run of fixed-order SGD on MNIST from given initial weights, by PyTorch.

    HEAVYTAIL_DATA=... python3 pytorch_trajectory.py > pytorch-trajectory.json

Needs torch, numpy and MNIST. Network 784-16-16-10, batch size 50, step size 0.1, cross-entropy, in float32;
the first weights are in the file, so that another program can start from them. After some numbers of steps:
loss and accuracy over the training set, Euclidean norm of each layer, the published statistic. The same run
in float64 from the same weights stands beside it: the two drift apart by rounding alone.

Among two million rectifier inputs some lie within float32 rounding of zero (smallestRectifierInput says how
near the nearest is). Two right programs may take such a rectifier on different sides of its kink. That leaves
the loss alone but changes one minibatch's gradient by several percent, and with it the statistic by as much
as 1e-4.
"""
import base64
import copy
import datetime
import json
import sys

import torch

from pytorch_measurement import STEP_SIZE, evaluate, load_mnist, measure, minibatch, network, step, versions

WIDTH, BATCH_SIZE, SEED = 16, 50, 0
STEPS = (0, 1, 10, 100, 1000)
SURROGATE_ROWS = 64


def smallest_rectifier_input(net, inputs):
    smallest = float("inf")
    with torch.no_grad():
        for layer in net[:-1]:
            if isinstance(layer, torch.nn.ReLU):
                smallest = min(smallest, inputs.abs().min().item())
            inputs = layer(inputs)
    return smallest


def trajectory(net, data):
    states, losses = [], []
    for done in range(max(STEPS) + 1):
        if done in STEPS:
            loss, accuracy = evaluate(net, data)
            measured = measure(net, data, BATCH_SIZE, SURROGATE_ROWS, SEED)
            norms = [parameter.detach().double().norm().item() for parameter in net.parameters()]
            state = {"steps": done, "loss": loss, "accuracy": accuracy, "layerNorms": norms}
            state["smallestRectifierInput"] = smallest_rectifier_input(net, data[0])
            states.append({**state, **measured})
        if done < max(STEPS):
            losses.append(step(net, minibatch(data, BATCH_SIZE, done)))
    return {"states": states, "minibatchLosses": losses[:100]}


if __name__ == "__main__":
    torch.set_num_threads(1)
    inputs, labels = load_mnist(sys.argv[1:])
    net = network(WIDTH, SEED)
    flat = torch.cat([parameter.detach().flatten() for parameter in net.parameters()]).numpy()
    table = {
        "made by": "test/reference/pytorch_trajectory.py",
        "versions": versions(),
        "date": datetime.date.today().isoformat(),
        "width": WIDTH,
        "depth": 3,
        "batchSize": BATCH_SIZE,
        "stepSize": STEP_SIZE,
        "seed": SEED,
        "surrogateRows": SURROGATE_ROWS,
        "initialWeights": base64.b64encode(flat.astype("<f4").tobytes()).decode(),
        "initialWeightsAre": "float32, little endian, base64; layer by layer, [outputs, inputs] row by row",
        "float32": trajectory(copy.deepcopy(net), (inputs, labels)),
        "float64": trajectory(copy.deepcopy(net).double(), (inputs.double(), labels)),
    }
    print(json.dumps(table, indent=1))
