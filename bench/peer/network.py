"""Times PyTorch on one thread; prints one JSON object. Arguments:

matrix ROWS DEPTH COLUMNS          seconds of a product of that size
sgd INPUTS WIDTH CLASSES BATCH     seconds of a step of plain SGD: three layers, no biases, cross-entropy

The least of the repetitions, after a warm-up, on values that change from call to call.
"""

import json
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(1)


def least(work, repetitions=12, inner=4):
    warm_until = time.perf_counter() + 0.3
    while time.perf_counter() < warm_until:
        work()
    seconds = []
    for _ in range(repetitions):
        start = time.perf_counter()
        for _ in range(inner):
            work()
        seconds.append((time.perf_counter() - start) / inner)
    return min(seconds)


def matrix(rows, depth, columns):
    left, right = torch.randn(rows, depth), torch.randn(columns, depth)
    out = torch.empty(rows, columns)
    return least(lambda: torch.matmul(left, right.t(), out=out))


def sgd(inputs, width, classes, batch):
    def linear(rows, columns):
        return torch.nn.Linear(rows, columns, bias=False)

    relu = torch.nn.ReLU
    model = torch.nn.Sequential(
        linear(inputs, width), relu(), linear(width, width), relu(), linear(width, classes)
    )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    loss = torch.nn.CrossEntropyLoss()
    examples, labels = torch.randn(10 * batch, inputs), torch.randint(classes, (10 * batch,))
    step = 0

    def work():
        nonlocal step
        chosen = slice((step % 10) * batch, (step % 10 + 1) * batch)
        optimizer.zero_grad()
        loss(model(examples[chosen]), labels[chosen]).backward()
        optimizer.step()
        step += 1

    return least(work)


what, *sizes = sys.argv[1:]
seconds = {"matrix": matrix, "sgd": sgd}[what](*map(int, sizes))
print(json.dumps({"seconds": seconds, "version": torch.__version__}))
