"""What the engine must equal: one network trained by plain formulas in float64.

It shares the engine's random draws (initial weights, order, masks), which have tests of their own,
and nothing of its arithmetic.
"""

import math

import numpy as np

from dropout_course.network.examples import batch_order, choose_examples
from dropout_course.network.masks import LayerMasks
from dropout_course.network.parameters import initial_parameters
from dropout_course.network.streams import Purpose, stream

FUNCTIONS = {
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z: np.where(z > 0, 1, 0)),
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
}


class OneNetwork:
    def __init__(self, data, setting, seed, network):
        self.data, self.setting, self.network = data, setting, network
        self.sizes = (data.x_train.shape[1], *network.hidden, data.classes)
        self.rates = setting.rates(network)
        layers = initial_parameters(network, self.sizes[0], data.classes, [(seed, setting.member)])
        self.w = [layer.weights[0].astype(float) for layer in layers]
        self.b = [layer.bias[0, 0].astype(float) for layer in layers]
        hidden = network.hidden if network.batch_norm != "none" else ()
        self.gain, self.offset = [np.ones(n) for n in hidden], [np.zeros(n) for n in hidden]
        self.mean, self.variance = [np.zeros(n) for n in hidden], [np.ones(n) for n in hidden]
        self.examples = choose_examples(data, setting, seed, 0)
        self.seed = seed

    def train(self, steps, batch, optimiser):
        setting = self.setting
        order = batch_order(len(self.examples.rows), batch, steps, self.seed, setting.member)
        rows = batch if self.network.mask == "example" else 1
        sources = [
            LayerMasks(np.array([rate]), self.network.convention, rows, units, [
                stream(self.seed, setting.member, Purpose.MASKS, layer)
            ])
            for layer, (rate, units) in enumerate(zip(self.rates, self.sizes, strict=False))
        ]  # fmt: skip
        update = self.sgd() if optimiser == "sgd" else self.adam()
        for positions in order:
            x = self.data.x_train[self.examples.rows[positions]].astype(float)
            y = self.examples.labels[positions]
            masks = [source.next() for source in sources]
            masks = [1.0 if mask is None else mask[0].astype(float) for mask in masks]
            update(*self.gradients(x, y, masks))
            for w in self.w[:-1]:
                for unit in range(w.shape[1]):
                    norm = math.sqrt(sum(w[:, unit] ** 2))
                    if norm > setting.max_norm:
                        w[:, unit] *= setting.max_norm / norm
        return self

    def normalise(self, layer, x, training):
        mean, variance = (
            (x.mean(axis=0), x.var(axis=0))
            if training
            else (self.mean[layer], self.variance[layer])
        )
        if training:
            self.mean[layer] = 0.9 * self.mean[layer] + 0.1 * mean
            self.variance[layer] = 0.9 * self.variance[layer] + 0.1 * variance
        standardised = (x - mean) / np.sqrt(variance + 1e-3)
        return self.gain[layer] * standardised + self.offset[layer]

    def forward(self, x, masks, training):
        """Return the input of every dense layer, every z and what the activation was applied to."""
        function, _ = FUNCTIONS[self.network.activation]
        inputs, sums, normal = [x * masks[0]], [], []
        for layer in range(len(self.w)):
            z = inputs[-1] @ self.w[layer] + self.b[layer]
            sums.append(z)
            if layer == len(self.w) - 1:
                return inputs, sums, normal
            if self.network.batch_norm == "before dropout":
                z = self.normalise(layer, z, training)
            normal.append(z)
            h = function(z) * masks[layer + 1]
            if self.network.batch_norm == "after dropout":
                normal[-1] = (z, h)
                h = self.normalise(layer, h, training)
            inputs.append(h)
        return None

    def gradients(self, x, y, masks):
        _, derivative = FUNCTIONS[self.network.activation]
        inputs, sums, normal = self.forward(x, masks, training=True)
        p = np.exp(sums[-1]) / np.exp(sums[-1]).sum(axis=1, keepdims=True)
        upstream = (p - np.eye(self.sizes[-1])[y]) / len(y)
        gw, gb = [None] * len(self.w), [None] * len(self.w)
        ggain, goffset = [None] * len(self.gain), [None] * len(self.gain)
        for layer in reversed(range(len(self.w))):
            if layer < len(self.w) - 1:
                upstream = upstream @ self.w[layer + 1].T
                if self.network.batch_norm == "after dropout":
                    z, h = normal[layer]
                    upstream = self.unnormalise(layer, h, upstream, ggain, goffset)
                    upstream = upstream * masks[layer + 1] * derivative(z)
                else:
                    upstream = upstream * masks[layer + 1] * derivative(normal[layer])
                if self.network.batch_norm == "before dropout":
                    upstream = self.unnormalise(layer, sums[layer], upstream, ggain, goffset)
            gw[layer] = inputs[layer].T @ upstream
            gw[layer] += 2 * self.setting.l2 * self.w[layer]
            gw[layer] += self.setting.l1 * np.sign(self.w[layer])
            gb[layer] = upstream.sum(axis=0)
        return gw, gb, ggain, goffset

    def unnormalise(self, layer, x, upstream, ggain, goffset):
        """The derivative of batch norm by the chain rule, one term at a time (Ioffe & Szegedy)."""
        n, mean, variance = len(x), x.mean(axis=0), x.var(axis=0) + 1e-3
        ggain[layer] = (upstream * (x - mean) / np.sqrt(variance)).sum(axis=0)
        goffset[layer] = upstream.sum(axis=0)
        g = upstream * self.gain[layer]
        gvariance = (g * (x - mean)).sum(axis=0) * -0.5 * variance**-1.5
        gmean = -g.sum(axis=0) / np.sqrt(variance) - 2 * gvariance * (x - mean).mean(axis=0)
        return g / np.sqrt(variance) + gvariance * 2 * (x - mean) / n + gmean / n

    def parameters(self):
        return [*self.w, *self.b, *self.gain, *self.offset]

    def sgd(self):
        rate = self.setting.learning_rate or 0.05
        velocity = [0.0 for _ in self.parameters()]

        def update(*gradients):
            flat = [g for group in gradients for g in group]
            for i, (w, g) in enumerate(zip(self.parameters(), flat, strict=True)):
                velocity[i] = self.setting.momentum * velocity[i] - rate * g
                w += velocity[i]

        return update

    def adam(self):
        rate = self.setting.learning_rate or 0.001
        first, second, steps = [0.0] * 99, [0.0] * 99, [0]
        b1, b2 = self.setting.momentum, 0.999

        def update(*gradients):
            steps[0] += 1
            flat = [g for group in gradients for g in group]
            for i, (w, g) in enumerate(zip(self.parameters(), flat, strict=True)):
                first[i] = b1 * first[i] + (1 - b1) * g
                second[i] = b2 * second[i] + (1 - b2) * g**2
                m, v = first[i] / (1 - b1 ** steps[0]), second[i] / (1 - b2 ** steps[0])
                w -= rate * m / (np.sqrt(v) + 1e-7 / math.sqrt(1 - b2 ** steps[0]))

        return update

    def evaluate(self, x, y):
        """Return loss and error by weight scaling."""
        keep = [1 - rate for rate in self.rates]
        masks = keep if self.network.convention == "standard" else [1.0] * len(keep)
        logits = self.forward(x.astype(float), masks, training=False)[1][-1]
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        loss = np.mean([-log_p[i, label] for i, label in enumerate(y)])
        return loss, np.mean(logits.argmax(axis=1) != y)
