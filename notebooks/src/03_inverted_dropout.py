# %% [markdown]
# # 3. Inverted dropout
#
# Write dropout and its backward pass yourself, prove that its expectation is right, check its
# gradient, and say what happens when the scaling is forgotten or done twice.
#
# About 30 minutes. You need: NumPy, and what an expectation is.

# %% [markdown]
# ## Two notes that cannot both be right, or can they?
#
# Ask two people how dropout works and you may hear two things:
#
# > **Notes 0 and 3:** all units are active at test time, *and their outputs are scaled down* by
# > $1-p$.
#
# > **Notes 2 and 4:** the units that survive *are scaled up* by $1/(1-p)$ during training; at test
# > time nothing is scaled.
#
# Each of them describes a working method. The first is the one of the 2014 paper, here called
# **standard** dropout. The second is called **inverted** dropout, and it is what Keras, PyTorch and
# Flax do. What does *not* work is doing both, or neither, and a program that does so raises no
# error. By the end of this lesson you will know how to notice.
#
# Two words, so that we do not trip over $p$: the **rate** is the probability of *dropping* a unit,
# and **keep** = 1 − rate. (In the 2014 paper, $p$ is the probability of *keeping*. More on that
# below.)

# %% [markdown]
# ## Play first
#
# Here is a network that has learned to read digits: 64 pixels, two hidden layers, ten classes. Drag
# the rate. Draw new masks. Click a unit to drop it. Then answer for yourself:
#
# - What happens to the values that survive, in inverted and in standard dropout?
# - When does the prediction start to flicker from mask to mask?
# - What changes when you switch from training to evaluation?

# %%
from dropout_course import explore

explore.network(rate=0.3)

# %% [markdown]
# ## One unit, two possibilities
#
# Take one unit with the value $x$. Its mask $m$ is 1 with probability keep, written $q$, and
# otherwise 0. Its average over masks is
#
# $$E[x \cdot m] = q \cdot x + (1 - q) \cdot 0 = q\,x .$$
#
# So a layer with plain masking hands on, on average, only a share $q$ of what it would hand on
# without. The next layer gets used to that. At evaluation nothing is dropped, and it would suddenly
# receive $1/q$ times as much. One of the two sides must be corrected:
#
# | | in training | at evaluation |
# | :-- | :-- | :-- |
# | **standard** (2014 paper, section 4) | $x \cdot m$ | $x \cdot q$ |
# | **inverted** (the paper's section 10) | $x \cdot m / q$ | $x$ |
#
# Do not take the expectation on trust. A layer of three units has only eight masks, so we can go
# through all of them, each weighted with its probability:

# %%
from itertools import product

import numpy as np

rate = 0.3
keep = 1 - rate
x = np.array([2.0, -1.0, 0.5])

masks = np.array(list(product([0, 1], repeat=3)))
probability = np.prod(np.where(masks == 1, keep, rate), axis=1)

print("probabilities sum to", probability.sum().round(12))
print("x                   ", x)
print("average of x*m      ", (probability @ (x * masks)).round(12))
print("average of x*m/keep ", (probability @ (x * masks / keep)).round(12))

# %% [markdown]
# The second average is $x$ to the last digit: the expectation is exact, whatever the values. Notes
# 2 and 4 claim it; it is claim 4 in the course's ledger, which has an experiment for everything that
# the notes claim. This one goes through all masks, for other values in each seed:

# %%
from dropout_course.claims import Measurement, claim

claim("survivors_scaled").measure(seeds=20)

# %% [markdown]
# One single mask, however, never gives
# $x$: a unit is either 0 or too large. The sum over a layer wanders as well:

# %%
from dropout_course.layers import inverted_dropout

rng = np.random.default_rng(0)
layer = np.maximum(rng.normal(size=(1, 200)), 0)
sums = [inverted_dropout(layer, rate, rng).sum() for _ in range(2000)]

print(f"sum of the layer            {layer.sum():6.1f}")
print(f"mean over 2000 masks        {np.mean(sums):6.1f}")
print(f"standard deviation          {np.std(sums):6.1f}")
print(f"predicted: sqrt(p/q sum x²) {np.sqrt(rate / keep * (layer**2).sum()):6.1f}")

# %% [markdown]
# A well-known manual says that scaling leaves *the sum over all inputs unchanged*. You have just
# seen that this is true of the expectation only. Lesson 2 derives the formula for the spread.

# %% [markdown]
# ## The forward pass
#
# The whole method is one line, `x * mask / keep`, and three cases beside it. This is how the
# course's own layer behaves:

# %%
x = np.arange(1.0, 9.0)
rng = np.random.default_rng(1)

print("training   ", inverted_dropout(x, 0.5, rng))
print("once more  ", inverted_dropout(x, 0.5, rng))
print("evaluation ", inverted_dropout(x, 0.5, rng, training=False))
print("rate 0     ", inverted_dropout(x, 0.0, rng))
print("rate 1     ", inverted_dropout(x, 1.0, rng))

# %% [markdown]
# *At inference dropout is off and nothing is scaled*, say notes 2 and 4: claim 5. Of inverted dropout
# it is true, as you see in the third line. The standard kind multiplies there:

# %%
switched_off = claim("off_at_evaluation").measure(seeds=10)
print(switched_off)
print()
print(switched_off.result)

# %% [markdown]
# Three details that many implementations get wrong:
#
# - **Every example has its own mask.** The mask has the shape of `x`, batch included. With one mask
#   for the whole batch, all examples of a step train the same subnetwork.
# - **The generator is an argument.** Whoever seeds inside of the function draws the same mask for
#   ever.
# - **Rate 1 is a case of its own.** `x * 0 / 0` is not zero:

# %%
with np.errstate(invalid="ignore"):
    print("by the formula:", x * np.zeros(8) / (1 - 1.0))

# %% [markdown]
# What libraries do at the edges, and what their $p$ means:
#
# | | argument | means | scales | rate 1 |
# | :-- | :-- | :-- | :-- | :-- |
# | the 2014 paper | $p$ | probability of **keeping** | at evaluation | – |
# | Keras `Dropout(rate)` | `rate` | probability of dropping | in training | zeros |
# | PyTorch `nn.Dropout(p)` | `p` | probability of dropping | in training | zeros |
# | Flax `nn.Dropout(rate)` | `rate` | probability of dropping | in training | zeros |
# | `tf.nn.dropout(x, rate)` | `rate` | probability of dropping | in training | an error |
# | TensorFlow 1 `keep_prob` (gone) | `keep_prob` | probability of **keeping** | in training | – |
#
# Sources are at the end. At rate .5 keeping and dropping look the same, so a mix-up shows only at
# other rates. Test yours at .3.

# %% [markdown]
# ## The backward pass
#
# With $y = x \cdot m / q$, the derivative of each output with respect to its own input is the
# constant $m/q$. So the gradient goes back the way the values came: through **the same mask**, with
# the same factor.
#
# $$\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y} \cdot \frac{m}{q}$$
#
# A dropped unit gets no gradient: it said nothing, so it learns nothing from this example. All five
# notes say so (*it loses its links, forward and backward*), and it is claim 1. Here are the gradients
# of all weights that lead to a dropped unit or away from it, beside those of the kept ones:

# %%
cut = claim("links_removed").measure(seeds=10)
print(cut)
print()
print(cut.result)

# %% [markdown]
# How do you know that a backward pass is right? Nudge each input a little in both directions and
# watch the loss:
# $\frac{L(x + h) - L(x - h)}{2h}$. The mask must stay the same for both nudges, hence the fresh generator with the same seed:

# %%
from dropout_course.layers import inverted_dropout_backward, sample_mask


def largest_gradient_error(forward, backward, rate=0.3, seed=5, step=1e-6):
    """Compare a backward pass with central differences of its forward pass."""
    rng = np.random.default_rng(0)
    x, weights = rng.normal(size=(4, 6)), rng.normal(size=(4, 6))

    def loss(x):
        return np.sum(weights * np.sin(forward(x, rate, np.random.default_rng(seed))))

    numerical = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        nudge = np.zeros_like(x)
        nudge[place] = step
        numerical[place] = (loss(x + nudge) - loss(x - nudge)) / (2 * step)

    y = forward(x, rate, np.random.default_rng(seed))
    upstream = weights * np.cos(y)
    analytical = backward(upstream, y != 0, rate)
    return np.abs(analytical - numerical).max()


error = largest_gradient_error(inverted_dropout, inverted_dropout_backward)
print("largest error below 1e-8:", error < 1e-8)

# %% [markdown]
# The same test on three backward passes with a mistake in them. Try your own function here once you
# have written it: `largest_gradient_error(my_forward, my_backward)`.


# %%
def without_factor(upstream, mask, rate):
    return upstream * mask


def without_mask(upstream, mask, rate):
    return upstream / (1 - rate)


def with_a_fresh_mask(upstream, mask, rate):
    fresh = sample_mask(upstream.shape, rate, np.random.default_rng(9))
    return upstream * fresh / (1 - rate)


for wrong in (without_factor, without_mask, with_a_fresh_mask):
    error = largest_gradient_error(inverted_dropout, wrong)
    print(f"{wrong.__name__:18} largest error {error:.2f}")

# %% [markdown]
# ## Does it matter? Train and see
#
# Now the real thing: networks with 512 hidden units at rate .5, trained on 500 handwritten digits
# and tested on 797 others. Both conventions start from the same weights, see the same digits in the
# same order and draw the same masks; only the place of the scaling differs. Each is evaluated
# twice: as it should be, and with the mistake.
#
# Commit yourself before you run it: three guesses, and how sure you are.

# %%
from dropout_course import predict

predict("scaling_twice")

# %%
predict("scaling_twice_error")

# %%
predict("two_conventions")

# %%
from dropout_course.experiments.scaling import NEVER, RIGHT, STANDARD, TWICE, scalings

measured = scalings(rate=0.5, seeds=10)
print(measured.error)
print()
print(measured.loss)

# %%
from dropout_course.plots import show_result

show_result(measured.loss)

# %% [markdown]
# Read the two tables together.

# %%
twice = measured.loss.difference(TWICE, RIGHT)
never = measured.loss.difference(NEVER, STANDARD)
error_twice = measured.error.difference(TWICE, RIGHT)
error_never = measured.error.difference(NEVER, STANDARD)

print(f"scaled once more: loss {twice}, error {error_twice}")
print(f"never scaled:     loss {never}, error {error_never}")

# %% [markdown]
# **Accuracy hardly notices.** Multiplying a hidden layer by a constant changes how *sure* the
# network is, much more than which class comes first. That is why this mistake survives in real
# programs: nobody sees it in the accuracy. The loss sees it at once. If you ever doubt an
# implementation, look at the loss, or at the mean of a layer in training and at evaluation.
#
# Notes 0 and 3 would have you scale at inference. With what today's libraries do in training, that is
# scaling twice, and claim 6 is judged by the loss you have just measured:

# %%
Measurement(claim("scaled_at_evaluation"), measured.loss)

# %% [markdown]
# Is dropout *easy to implement*, then, as notes 1, 2 and 4 say? One line is easily written. Claim 36
# takes "easy" to mean that a wrong line is seen at once, by the first test that comes to mind: the
# mean of the output. The usual wrong lines take it, and the right one:

# %%
easy = claim("easy_to_implement").measure(seeds=5)
print(easy)
print()
print(easy.result)

# %% [markdown]
# That is why `check` looks at more than the mean.
#
# ### Do the two conventions agree?

# %%
gap = measured.error.difference(STANDARD, RIGHT)
print(f"standard minus inverted, test error: {gap} points")
print("the interval holds zero:", gap.low < 0 < gap.high)

# %% [markdown]
# They are close but not the same network. Expectation for expectation they agree; the *steps* they
# take do not. In inverted dropout a survivor is larger by $1/q$, so the weights behind it can be
# smaller by $q$, and their gradient is larger by $1/q$: measured in the weights of standard
# dropout, gradient descent takes steps that are $1/q^2$ times as long. Whoever changes the
# convention should look at the learning rate again.

# %% [markdown]
# ### Your guesses

# %%
predict("scaling_twice", measured=twice)

# %%
predict("scaling_twice_error", measured=error_twice)

# %%
predict("two_conventions", measured=gap)

# %% [markdown]
# ## What you should be able to say now
#
# In your own numbers:

# %%
print(
    f"Average of x*m/keep over all masks: off by {np.abs(probability @ (masks / keep) - 1).max():.0e}."
)
print(
    f"Scaling twice cost {twice.mean:.3f} nats of loss, {abs(error_twice.mean):.1f} points of error."
)
print(
    f"Never scaling cost {never.mean:.3f} nats of loss, {abs(error_never.mean):.1f} points of error."
)

# %% [markdown]
# - Standard dropout corrects at evaluation, inverted dropout in training. Either, never both.
# - The expectation over masks is exactly right; a single mask is not, and neither is what comes
#   after a nonlinearity (lesson 2).
# - The backward pass is the forward pass applied to the gradient, with the same mask.
# - Judge scaling by the loss: accuracy hides it.

# %% [markdown]
# ## Five questions

# %%
from dropout_course import ask

ask("which_scaling")

# %%
ask("value_of_a_survivor")

# %%
ask("shape_of_the_mask")

# %%
ask("mask_of_the_backward_pass")

# %%
ask("signs_of_scaling_twice")

# %% [markdown]
# ## Exercises
#
# Now write them yourself: [the exercises of this lesson](../exercises/03_inverted_dropout.ipynb).
# `check` tells you which mistake it sees.

# %%
from dropout_course import progress

progress()

# %% [markdown]
# ## Sources
#
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, *Dropout: A Simple Way
#   to Prevent Neural Networks from Overfitting*, JMLR 15 (2014): section 4 (the model; $p$ is the
#   probability of keeping), section 10 (scaling in training).
# - Documentation and source of `keras.layers.Dropout`, `torch.nn.Dropout`, `flax.linen.Dropout`,
#   `tf.nn.dropout`: the table of edges.
# - The notes: 0 and 3 (scaling at inference), 2 and 4 (inverted dropout).
