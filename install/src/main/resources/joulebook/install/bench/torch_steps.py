"""Trains a network with torch as its tutorials do, and prints the times of a step and the loss afterwards as JSON.

Usage: torch_steps.py FOLDER, which holds case.json and, as raw little-endian numbers, features.f32, labels.i64 and
weights.f32 (all parameters in the order of the network).
"""

import json
import pathlib
import statistics
import sys
import time

import numpy
import torch
from torch import nn

PARTS = ("forward", "loss", "backward", "update")


def network(name):
    if name == "mlp":
        return nn.Sequential(
            nn.Flatten(), nn.Linear(784, 500), nn.ReLU(), nn.Linear(500, 500), nn.ReLU(), nn.Linear(500, 10)
        )
    return nn.Sequential(
        nn.Unflatten(1, (1, 28)),
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(32 * 7 * 7, 64), nn.ReLU(), nn.Linear(64, 10),
    )  # fmt: skip


def numbers(folder, name, kind):
    return torch.from_numpy(numpy.fromfile(folder / name, dtype=kind))


def set_weights(model, values):
    at = 0
    with torch.no_grad():
        for parameter in model.parameters():
            size = parameter.numel()
            parameter.copy_(values[at : at + size].reshape(parameter.shape))
            at += size
    assert at == len(values), f"{len(values)} weights for a network of {at}"


def main(folder):
    case = json.loads((folder / "case.json").read_text())
    torch.set_num_threads(case["threads"])
    features = numbers(folder, "features.f32", "<f4").reshape(-1, 28, 28)
    labels = numbers(folder, "labels.i64", "<i8")
    model = network(case["network"])
    set_weights(model, numbers(folder, "weights.f32", "<f4"))
    make = torch.optim.Adam if case["optimizer"] == "adam" else torch.optim.SGD
    optimizer = make(model.parameters(), lr=case["learning_rate"])
    cross_entropy = nn.CrossEntropyLoss()

    starts = []
    for _ in range(case["epochs"]):
        order = torch.randperm(len(features))
        for rows in order.split(case["batch_size"]):
            x, y = features[rows], labels[rows]
            step = [time.perf_counter()]
            output = model(x)
            step.append(time.perf_counter())
            loss = cross_entropy(output, y)
            step.append(time.perf_counter())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            step.append(time.perf_counter())
            optimizer.step()
            starts.append(step)

    times = {name: [] for name in (*PARTS, "step")}
    for step, following in list(zip(starts, starts[1:]))[case["warm_up"] :]:
        ends = [*step[1:], following[0]]
        for name, start, end in zip(PARTS, step, ends):
            times[name].append(1e3 * (end - start))
        times["step"].append(1e3 * (following[0] - step[0]))
    with torch.no_grad():
        loss = cross_entropy(model(features), labels).item()
    print(json.dumps({"milliseconds": [statistics.median(of) for of in times.values()], "loss": loss}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
