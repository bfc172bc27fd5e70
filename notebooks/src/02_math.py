# %% [markdown]
# # 2. The mathematics
#
# Compute the mean and the spread of what a dropped layer hands on, exactly and for every mask; find
# the factor that a well-known formula lacks; say what survives a nonlinearity and what does not;
# and show that dropout on a linear regression *is* an L2 penalty.
#
# About 35 minutes. You need: NumPy, expectation and variance. Where something is derived, a cell
# checks it.

# %% [markdown]
# ## Three lines to be suspicious of
#
# Notes 2 and 4 give dropout in formulas. Three things they say will not survive this lesson
# unharmed:
#
# > **Note 2:** $r \sim \text{Bernoulli}(1 - p)$, $\quad \tilde x = r \cdot x$,
# > $\quad y = f(W \tilde x + b)$
# >
# > **Note 4:** $h' = h \cdot \text{mask} / (1 - p)$ keeps the expected output: $E[h'] = h$
# >
# > **Notes 2 and 3:** a rate of .5 means that *50 % of the neurons are turned off*
#
# The first lacks something that the same note asks for a few lines earlier. The second is true, and
# often believed of more than it is true of. The third is nearly never the case. In this course $p$
# is the **rate**, the probability of dropping, and $q = 1 - p$ is **keep**.
#
# ## What p means
#
# Before anything else, because it costs people hours. The same letter stands for opposite things:
#
# | | written | the number is the probability of |
# | :-- | :-- | :-- |
# | the 2014 paper | $p$ | **keeping** a unit |
# | notes 1 to 4 | $p$ | dropping it |
# | Keras `Dropout(rate)` | `rate` | dropping it |
# | PyTorch `nn.Dropout(p)` | `p` | dropping it |
# | Flax `nn.Dropout(rate)` | `rate` | dropping it |
# | TensorFlow 1 `keep_prob` (gone) | `keep_prob` | **keeping** it |
#
# Whoever copies the paper's "$p = .8$ for the inputs" into a layer drops four pixels of five. How
# do you find out what a layer means by its number? Give it ones and count the zeros, *not at .5*.
# Claim 3 of the course's ledger, for the layer of this course:

# %%
from dropout_course.claims import claim

claim("rate_is_dropping").measure(seeds=20)

# %% [markdown]
# ## Play first
#
# One unit adds up what eight others hand on. The picture shows what it receives under many masks,
# and where mean and variance should lie by the formulas that you are going to derive.
#
# - What happens to the mean as you drag the rate? And to the spread?
# - Switch to standard dropout (no factor in training). What has changed?
# - How many different values can there be? Why does it look like a bell all the same?

# %%
from dropout_course import explore

explore.moments(rate=0.5)

# %% [markdown]
# ## The mask
#
# A mask is a coin for each unit: $m_j = 1$ with probability $q$, otherwise 0, each independent of
# all others. That is all the randomness there is in dropout.

# %%
import numpy as np

from dropout_course.layers import sample_mask

rng = np.random.default_rng(0)
for _ in range(4):
    mask = sample_mask(20, rate=0.5, rng=rng)
    print("".join("#" if kept else "." for kept in mask), f" {mask.sum()} of 20 kept")

# %% [markdown]
# So, does a rate of .5 turn off half of the units?

# %%
from dropout_course import predict

predict("exactly_half")

# %% [markdown]
# The number of kept units is binomial: $P(k \text{ of } n) = \binom{n}{k} q^k p^{\,n-k}$, because
# each of the $\binom{n}{k}$ masks with $k$ ones has the probability $q^k p^{\,n-k}$. Its mean is
# $qn$, its standard deviation $\sqrt{pqn}$.

# %%
from scipy.stats import binom

units, keep = 100, 0.5
for low in range(30, 70, 5):
    share = binom.cdf(low + 4, units, keep) - binom.cdf(low - 1, units, keep)
    print(f"{low} to {low + 4} kept: {share:.3f}  " + "#" * round(80 * share))
print(f"standard deviation {binom.std(units, keep):.1f}")

exactly_half = binom.pmf(50, units, keep)
print(f"exactly 50: {exactly_half:.4f}")

# %%
predict("exactly_half", measured=exactly_half)

# %% [markdown]
# The ledger counts instead of computing (claim 2), and comes to the same:

# %%
claim("half_are_off").measure(seeds=10)

# %% [markdown]
# "Half of the units" is right as an average. What note 2's *50 % are turned off* describes would be
# another method, one that draws exactly half of the units each time; it would not be far from
# dropout in a wide layer, but it is not what any library does. There are $2^n$ masks in all. For
# 100 units that is a number with

# %%
print(f"{len(str(2**units))} digits: {2**units}")
print(f"All units are dropped at once with probability {0.5**units:.0e}.")

# %% [markdown]
# ## The factor that is missing
#
# Now note 2's formula, as it stands: draw $r$, compute $W(r \cdot x)$. What does the next layer
# receive, on average over all masks?

# %%
predict("notes_formula")

# %% [markdown]
# Sums and averages may be exchanged, so
# $E\big[\sum_j w_j r_j x_j\big] = \sum_j w_j \, E[r_j] \, x_j = q \sum_j w_j x_j$. To check it,
# take a layer of eight units: it has only 256 masks. We go through *all* of them, each with its
# probability. No sampling, no error bars; this is exact, and it is the method of this whole lesson.

# %%
from dropout_course.experiments.masks import all_masks

rate = 0.3
every, probability = all_masks(units=8, rate=rate)
rng = np.random.default_rng(2)
x, weights = rng.uniform(1, 2, size=8), rng.normal(size=8)

print("masks", every.shape, " probabilities sum to", probability.sum().round(12))
print(f"W·x without dropout           {x @ weights:.4f}")
print(f"mean of W·(r·x)               {probability @ ((every * x) @ weights):.4f}")
print(f"the same divided by 1 - p     {probability @ ((every * x / (1 - rate)) @ weights):.4f}")

# %% [markdown]
# For other weights and inputs, the ledger's claim 8:

# %%
written = claim("formula_of_note_2").measure(seeds=10)
print(written)
print()
print(written.result)

# %%
predict("notes_formula", measured=written.result.interval("the formula as written"))

# %% [markdown]
# As written, the formula hands on a share $q$ of what it should. The text of note 2 asks for the
# factor ("retained neurons are scaled by $1/(1-p)$"); its formula forgot it. The complete line is
#
# $$y = f\!\left(W \, \frac{r \cdot x}{1 - p} + b\right), \qquad r_j \sim \text{Bernoulli}(1 - p) .$$
#
# (The 2014 paper leaves the factor out as well, and on purpose: it multiplies by $q$ at evaluation.
# Lesson 3 compares the two.)
#
# ## The mean
#
# With the factor, one unit of value $x$ becomes $x/q$ with probability $q$ and 0 with probability
# $p$. So
#
# $$E[y] = q \cdot \frac{x}{q} + p \cdot 0 = x .$$
#
# This is note 4's $E[h'] = h$, and it is exact. Whatever is *linear* afterwards keeps it: a
# weighted sum of means is the mean of the weighted sum. Claim 7, over all masks, for the layer
# itself and for a linear unit behind it:

# %%
kept_mean = claim("expectation_kept").measure(seeds=20)
print(kept_mean)
print()
print("behind a linear unit:", kept_mean.result.interval("linear unit after it"))

# %% [markdown]
# ## The spread
#
# The mean stays. What grows is the noise around it. Take a guess:

# %%
predict("spread_at_high_rates")

# %% [markdown]
# The mean of the square is $q \cdot (x/q)^2 = x^2/q$. A variance is the mean of the square minus
# the square of the mean:
#
# $$E[y^2] = \frac{x^2}{q}, \qquad \operatorname{Var} y = \frac{x^2}{q} - x^2 = x^2 \, \frac{p}{q} .$$
#
# Two different things grow in two different ways. The *second moment* is inflated by $1/q$. The
# *variance* is $p/q$ times $x^2$: nothing at rate 0, and without limit as the rate goes to 1. (One
# reads now and then that dropout inflates the variance by $1/(1-p)$. That is the second moment.)

# %%
print("rate   second moment       variance")
print("       masks    x²/q     masks    x²p/q")
variance = {}
for rate in (0.2, 0.5, 0.8):
    every, probability = all_masks(units=1, rate=rate)
    outputs = 3.0 * every[:, 0] / (1 - rate)
    second = probability @ outputs**2
    variance[rate] = second - (probability @ outputs) ** 2
    formulas = 3.0**2 / (1 - rate), 3.0**2 * rate / (1 - rate)
    print(
        f"{rate}    {second:5.2f}   {formulas[0]:5.2f}     {variance[rate]:5.2f}   {formulas[1]:5.2f}"
    )

# %%
predict("spread_at_high_rates", measured=round(variance[0.8] / variance[0.2], 6))

# %% [markdown]
# *Dropout adds noise*, say notes 1, 2 and 4. Claim 34 makes it precise: this noise, this much of
# it.

# %%
claim("adds_noise").measure(seeds=20)

# %% [markdown]
# ### The sum of a layer
#
# For a weighted sum of units, variances add up, because the coins are independent:
# $\operatorname{Var} \sum_j w_j y_j = \frac{p}{q} \sum_j w_j^2 x_j^2$. The manual of a well-known
# library promises that scaling leaves *the sum over all inputs unchanged*. Does it?

# %%
predict("sum_of_a_layer")

# %%
from dropout_course.layers import inverted_dropout

rate = 0.3
rng = np.random.default_rng(1)
layer = np.maximum(rng.normal(size=200), 0)
sums = inverted_dropout(np.tile(layer, (5000, 1)), rate, rng).sum(axis=1)
spread = np.sqrt(rate / (1 - rate) * (layer**2).sum())

print(f"sum of the layer                    {layer.sum():.1f}")
print(f"mean over 5000 masks                {sums.mean():.1f}")
print(f"standard deviation over 5000 masks  {sums.std():.1f}")
print(f"by the formula                      {spread:.1f}")

# %%
predict("sum_of_a_layer", measured=spread / layer.sum())

# %% [markdown]
# Unchanged on average. In a single pass it wanders by a noticeable share, and that share shrinks
# only with the square root of the number of units.
#
# ## Where the expectation gets stuck
#
# Now the part that $E[h'] = h$ is silent about. Two units, both of value 1, feed a ReLU unit with
# the weights $+1$ and $-1$. Without dropout it receives $1 - 1 = 0$ and says $0$. With dropout at
# rate .5 there are four masks:

# %%
every, probability = all_masks(units=2, rate=0.5)
received = every @ [1.0, -1.0] / 0.5
said = np.maximum(received, 0)
for mask, into, out in zip(every, received, said, strict=True):
    print(f"mask {mask.astype(int)}  receives {into:+.0f}  says {out:.0f}")
print(f"mean received {probability @ received + 0.0:.2f}, mean said {probability @ said:.2f}")

# %% [markdown]
# What it receives is right on average. What it *says* is not. ReLU cuts off one side of the
# fluctuation and lets the other side through. In general, for a convex function $f$ such as ReLU,
# $E[f(z)] \ge f(E[z])$: Jensen's inequality. Is that a curiosity of this example, or does it happen
# all the time?

# %%
predict("after_the_relu")

# %%
from dropout_course.experiments.masks import expectations

behind = expectations(seeds=20)
print("distance of the average over all masks from no dropout")
for setting in ("linear unit after it", "ReLU unit after it"):
    print(f"  {setting:21} {behind.interval(setting)}")

# %%
predict("after_the_relu", measured=behind.interval("ReLU unit after it"))

# %% [markdown]
# So the one pass that a network makes at evaluation is *not* the mean of its passes with dropout,
# as soon as anything nonlinear lies behind the dropped layer. It approximates it. How well, and
# where it is exact after all, is the subject of lesson 4.
#
# ## Dropout is an L2 penalty, where it can be computed
#
# In lesson 1 muting shrank the weights of the study group, and we said that dropout punishes large
# weights. Now the proof. A linear regression predicts $\sum_j w_j x_j$ and is trained on the
# squared error. With dropout on its inputs, the prediction for an example has the mean $w \cdot x$
# and the variance $\frac{p}{q} \sum_j w_j^2 x_j^2$; both you know by now. The mean of a squared
# error is the squared error of the mean plus the variance. Added up over the examples:
#
# $$E\big[\text{loss}\big] = \underbrace{\sum_i (y_i - w \cdot x_i)^2}_{\text{the usual loss}} \; + \; \underbrace{\frac{p}{q} \sum_j \Big(\sum_i x_{ij}^2\Big) w_j^2}_{\text{what dropout adds}}$$
#
# The randomness is gone. What is left is an L2 penalty, with a strength of its own for each input.
# And the best weights can be written down:
#
# $$w = \Big(X^\top X + \frac{p}{q} \operatorname{diag}(X^\top X)\Big)^{-1} X^\top y .$$
#
# Do not believe it. For random problems, go through all masks of every example and compare:

# %%
from dropout_course.experiments.linear_regression import adaptive_penalty

adaptive_penalty(seeds=20, rate=0.5)

# %% [markdown]
# The first two lines are zero but for rounding: nothing is approximated. The third is ordinary L2,
# with one strength for all. It finds other weights.
#
# ### The study group by formula
#
# Here are the weights of lesson 1 once more: learnt in 3000 steps with muting, and computed in one
# line.

# %%
from dropout_course.experiments.linear_regression import best_weights
from dropout_course.experiments.study_group import NOISE, practise, questions

answers, truth = questions(200, NOISE, np.random.default_rng(0))
for rate in (0.0, 0.5):
    learnt = practise(answers, truth, rate, np.random.default_rng(1))
    formula = best_weights(answers, truth, rate)
    print(f"rate {rate}")
    for name, weights in (("learnt ", learnt), ("formula", formula)):
        print(f"  {name} {weights.round(2) + 0.0}  sum {weights.sum():.1f}")

# %% [markdown]
# They agree as well as a random walk can agree with its destination. There is the shrinking, too:
# at rate .5 the weights sum to less than 1.
#
# ### Metres or centimetres?
#
# What is a penalty "with a strength of its own for each input" good for? Try this one.

# %%
predict("metres_or_centimetres")

# %%
from dropout_course.experiments.linear_regression import kept_shares
from dropout_course.plots import show_result

shares = kept_shares(seeds=20, rate=0.5)
show_result(shares, "How much of a weight is left, in two units of measurement")

# %%
change = shares.difference("dropout, in centimetres", "dropout, in metres")
predict("metres_or_centimetres", measured=round(abs(change.mean), 9))

# %% [markdown]
# In centimetres the numbers of an input are a hundred times larger and its weight a hundred times
# smaller; plain L2 then has next to nothing to punish. Dropout's penalty contains the squares of
# the input and grows along. It *adapts*: the result does not depend on the unit of measurement.
# That is why it is called **adaptive** L2.
#
# For linear regression all of this is exact. For logistic regression and for networks, it holds
# approximately and for weak noise: Wager, Wang and Liang (2013) show that the penalty is then
# scaled by the inverse of the diagonal of the Fisher information. Whether dropout makes L2
# unnecessary *in a network* (note 1 says there is less need) is claim 29, and lesson 6 measures it.

# %% [markdown]
# ## The other reading: noise
#
# Look again at the derivation. Where did we use that the mask consists of zeros and ones? Nowhere:
# only that the factor has mean 1 and variance $p/q$, independently for each unit. So multiply by
# *any* such noise. The usual choice is a normal distribution, $y = x \cdot n$ with
# $n \sim \mathcal N(1, p/q)$. It is called **Gaussian dropout**, and Keras has it as a layer. No
# unit is ever off, no subnetwork is ever drawn.

# %%
rate = 0.5
rng = np.random.default_rng(3)
mask = sample_mask(1_000_000, rate, rng) / (1 - rate)
normal = rng.normal(1, np.sqrt(rate / (1 - rate)), size=1_000_000)

for name, factor in (("mask", mask), ("normal", normal)):
    print(
        f"{name:7} mean {factor.mean():.2f}  variance {factor.var():.2f}  zeros {(factor == 0).mean():.2f}"
    )

# %% [markdown]
# For the linear regression the two are the same method, to the last digit of the expected loss. A
# network is not linear, and there the two could part. So train it: 256 hidden units, 500 digits, a
# fifth of the labels redrawn at random so that there is something to overfit.

# %%
from dropout_course.experiments.gaussian_noise import GAUSSIAN, gaussian_noise
from dropout_course.experiments.sweeps import NONE

noise = gaussian_noise(seeds=10, rate=0.5)
show_result(noise, "Test error with no noise, with masks and with normal noise")

# %%
gained = {kind: noise.difference(NONE, kind) for kind in ("dropout", GAUSSIAN)}
for kind, gain in gained.items():
    print(f"{kind:15} gains {gain} points: {gain.verdict()}")
apart = noise.difference(GAUSSIAN, "dropout")
print(f"the two differ by {apart} points; the interval holds zero: {apart.low < 0 < apart.high}")

# %% [markdown]
# Noise of the right size does what masks do. The 2014 paper found the same: in its table 10
# Gaussian noise does as well as masks on MNIST and CIFAR-10, or a little better. That should make
# you careful with stories. Friends who are muted (lesson 1) and subnetworks that vote (lesson 4)
# are pictures of dropout. Here is a method without muting and without subnetworks, and it works as
# well.
#
# ## What you should be able to say now
#
# In your own numbers:

# %%
ratio = variance[0.8] / variance[0.2]
relu = behind.interval("ReLU unit after it").mean
print(f"Exactly half of 100 units are off in {exactly_half:.1%} of the masks.")
print(f"Note 2's formula at rate .3 hands on {written.evidence.mean:.2f} of what it should.")
print(f"From rate .2 to .8 the variance grows {ratio:.0f}-fold; the mean does not change.")
print(f"Behind a ReLU the mean over the masks is off by {relu:.2f} on average.")
print(
    f"Masks gained {gained['dropout'].mean:.1f} points, Gaussian noise {gained[GAUSSIAN].mean:.1f}."
)

# %% [markdown]
# - Say *rate* and *keep*; distrust the letter $p$.
# - $E[y] = x$, $E[y^2] = x^2/q$, $\operatorname{Var} y = x^2 p/q$: exact for the layer, and the
#   mean also for all that is linear behind it.
# - Through a nonlinearity the expectation does not pass.
# - On a linear regression dropout is an L2 penalty that adapts to each input. Only mean and
#   variance of the noise matter there.
#
# ## Five questions

# %%
from dropout_course import ask

ask("what_p_means")

# %%
ask("missing_factor")

# %%
ask("expectation_through_relu")

# %%
ask("variance_of_a_unit")

# %%
ask("which_penalty")

# %% [markdown]
# ## Exercises
#
# Enumerate the masks and derive the penalty with your own hands:
# [the exercises of this lesson](../exercises/02_math.ipynb). `check` tells you which mistake it
# sees.

# %%
from dropout_course import progress

progress()

# %% [markdown]
# ## Sources
#
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, *Dropout: A Simple Way
#   to Prevent Neural Networks from Overfitting*, JMLR 15 (2014): section 4 (the model; $p$ is the
#   probability of keeping), section 9.1 (linear regression), section 10 and table 10 (Gaussian
#   noise).
# - S. Wager, S. Wang, P. Liang, *Dropout Training as Adaptive Regularization*, NeurIPS 2013.
# - P. Baldi, P. Sadowski, *Understanding Dropout*, NeurIPS 2013 (means behind a nonlinearity).
# - Documentation of `keras.layers.Dropout`, `torch.nn.Dropout`, `flax.linen.Dropout` (what the
#   argument means) and `keras.layers.GaussianDropout`.
# - The notes: 2 (formula and flashcards), 3 (half of the units), 4 (the expectation), 1 (noise;
#   less need for L2).
