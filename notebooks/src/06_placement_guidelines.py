# %% [markdown]
# # 6. Where and how much
#
# Choose rates for a network by measuring instead of by table: which rate, in which layer, for which
# width and how much data, beside which other regulariser; and say for each piece of advice whether
# it held here.
#
# About 40 minutes, and the finale: you design a network yourself.

# %% [markdown]
# ## Two tables, one question
#
# The notes give rates to use. Side by side:
#
# | layer | note 1 | note 2 | note 4 |
# | :-- | :-- | :-- | :-- |
# | input | – | .1–.2 | .1–.3 |
# | hidden | .2–.5 | .3–.5 | .3–.5 (middle), .5–.7 (last) |
# | convolutional | – | .1–.3 | – |
# | recurrent | – | .2–.3 | – |
# | output | – | – | none |
#
# They disagree a little, and none of them says on what they were measured. The 2014 paper
# recommends keep .5 to .8 for hidden units and .8 for inputs that are images (appendix A.4). A
# table without a data set cannot be right or wrong; so let us take a data set, and see.
#
# Everything below uses the same digits and the same seeds on both sides of every comparison.
# "Noisy" means that a fifth of the *training* labels were drawn anew at random; test labels are
# never touched. Each result has a 95 % interval and the number of seeds that agree. To be surer,
# raise `SEEDS` and run again.

# %% [markdown]
# ## Play first
#
# Every setting of this picture was really trained, over several seeds. Set a rate for each layer and
# look for a network that reads better than the tables do.

# %%
from dropout_course import explore

explore.placement()

# %%
from dropout_course import ask, predict, progress
from dropout_course.claims import Measurement, claim
from dropout_course.experiments import (
    batch_norm,
    companions,
    convolution,
    placement,
    recurrence,
    representations,
    survey,
    sweeps,
)
from dropout_course.experiments.sweeps import NOISE, NONE
from dropout_course.plots import show_result, show_sweep

SEEDS = 5

# %% [markdown]
# ## How much: the rate
#
# Two guesses first.

# %%
predict("rate_point_eight")

# %%
predict("two_narrow_layers")

# %%
RATES = (0.0, 0.2, 0.5, 0.8, 0.9)
clean = sweeps.rates(RATES, SEEDS)
noisy = sweeps.rates(RATES, SEEDS, label_noise=NOISE)

show_sweep({"clean labels": clean, "noisy labels": noisy}, "One hidden layer of 512 units")

# %% [markdown]
# **On clean digits dropout hardly matters; on noisy labels it matters a lot.** That is the most
# important picture of this lesson: dropout works against *overfitting*, and where there is little
# to overfit it has little to give.

# %%
gain_clean = clean.difference("rate 0", "rate 0.5")
gain_noisy = noisy.difference("rate 0", "rate 0.5")
high = noisy.difference("rate 0.8", "rate 0")
print(f"gain of rate .5 on clean labels: {gain_clean} points")
print(f"gain of rate .5 on noisy labels: {gain_noisy} points")

# %%
predict("rate_point_eight", measured=high)

# %% [markdown]
# Now the same in two hidden layers of 128 units:

# %%
narrow = sweeps.rates(RATES, SEEDS, label_noise=NOISE, hidden=(128, 128))
collapse = narrow.difference("rate 0.8", "rate 0")

show_sweep({"one layer of 512": noisy, "two layers of 128": narrow}, "The same rates, noisy labels")

# %%
predict("two_narrow_layers", measured=collapse)

# %% [markdown]
# The best rate is a property of the network, not of dropout: what a wide layer shrugs off starves
# two narrow ones. So is the claim *the best rate lies between .2 and .5* right? The ledger compares
# the best rate inside of that range with the best outside of it, on clean digits. (`Measurement`
# judges a claim by a result that you already have; `claim(...).measure()` would train anew.)

# %%
Measurement(claim("rates_from_2_to_5"), sweeps.inside_and_outside(clean, 0.2, 0.5))

# %% [markdown]
# ## How wide

# %%
predict("narrow_network")

# %%
widths = sweeps.widths((16, 64, 256, 512), SEEDS)
show_sweep(widths, "What rate .5 gains, by width, noisy labels")

# %%
predict("narrow_network", measured=widths.interval("16 units"))

# %% [markdown]
# The paper's advice (appendix A.1): if $n$ units are right without dropout, take $n/\text{keep}$
# with it, so that as many are awake on average. Claim 13, *dropout helps large networks most*:

# %%
Measurement(claim("best_for_large_networks"), widths)

# %% [markdown]
# ## How much data
#
# Note 0: *crucial for training large models on small datasets.*

# %%
predict("little_data")

# %%
sizes = sweeps.sizes((20, 50, 500, 1000), SEEDS)
show_sweep(sizes, "What rate .5 gains, by the number of training examples, noisy labels")

# %%
gap = sizes.difference("20 examples", "500 examples")
predict("little_data", measured=gap)

# %% [markdown]
# The paper's figure 10 found the same shape on MNIST: no gain with very few examples, because even
# the thinned networks can memorise those; most in the middle; less when there is plenty. Claim 14
# reads note 0 literally:

# %%
Measurement(claim("crucial_for_small_data"), sizes)

# %% [markdown]
# ## Does it reduce overfitting at all?
#
# All five notes say so. Claim 12, with the clean digits beside the noisy ones:

# %%
overfitting = claim("reduces_overfitting").measure(seeds=SEEDS)
print(overfitting)
show_result(overfitting.result, "Test error without and with dropout")

# %% [markdown]
# ## In which layer: light early, heavy late?
#
# Note 4 has a principle: *early layers build the foundation, keep them stable; later layers risk
# overfitting, shake them up.* It sounds right. It can be tested: three hidden layers, always the
# same three rates, in different order.

# %%
predict("heavy_late")

# %%
order = placement.schedules(2 * SEEDS, NOISE)
show_result(order, "Equal totals, different order, noisy labels")

# %%
heavy_late = order.difference(placement.HEAVIER, placement.LIGHTER)
predict("heavy_late", measured=heavy_late)

# %%
Measurement(claim("light_early_heavy_late"), order)

# %% [markdown]
# Here the order that the note warns of is the better one. Does the reason hold, *because early
# layers must stay stable*? Drop in the first layer only, and in the last only:

# %%
ends = placement.single_layers(SEEDS, label_noise=NOISE)
print(ends)
Measurement(claim("early_layers_need_quiet"), ends)

# %% [markdown]
# One data set does not refute a principle for all networks. It shows that a plausible story is no
# evidence, and that ten lines of code are. On your own data, the answer may be the note's.
#
# A heavier *last* layer, as both the note and many tutorials have it:

# %%
claim("heavier_final_layer").measure(seeds=SEEDS)

# %% [markdown]
# ## The input and the output

# %%
predict("half_of_the_pixels")

# %%
predict("dropout_on_the_output")

# %%
pixels = sweeps.input_rates((0.0, 0.1, 0.2, 0.5), SEEDS)
pixels_noisy = sweeps.input_rates((0.0, 0.1, 0.2, 0.5), SEEDS, label_noise=NOISE)
show_sweep({"clean": pixels, "noisy": pixels_noisy}, "Dropped pixels, beside hidden dropout at .5")

# %%
predict("half_of_the_pixels", measured=pixels.difference("rate 0.5", "rate 0"))

# %%
Measurement(claim("input_dropout"), pixels)

# %% [markdown]
# An 8×8 digit has few pixels, and each carries much. On larger images neighbours repeat each other,
# and the paper drops 20 % of them.
#
# On the **output** the case is clear. A dropped logit is 0, whatever the others are, so the network
# is punished at random:

# %%
output = claim("none_on_the_output").measure(seeds=SEEDS)
print(output)
predict("dropout_on_the_output", measured=output.evidence)

# %% [markdown]
# ### Before or after the activation?
#
# Note 1 puts dropout after the activation. Claim 27 adds that the order matters:

# %%
predict("relu_and_the_order")

# %%
activation = claim("after_the_activation").measure(seeds=SEEDS)
print(activation)
print()
print(activation.result)
predict("relu_and_the_order", measured=activation.result.interval("ReLU"))

# %% [markdown]
# With a ReLU both orders are one and the same function, because a ReLU lets a factor through and
# keeps zero at zero. A sigmoid turns a dropped input into .5: there the order matters, and *after*
# is right.

# %% [markdown]
# ## Convolutional and recurrent layers
#
# A small convolutional network on the digits; dropping single values of the feature maps, whole
# maps, or the features that enter the dense layer:

# %%
maps = convolution.convolution(3, 0.2, NOISE)
show_result(maps, "One convolution, rate .2, noisy labels")

# %%
print(Measurement(claim("convolutional_rates"), maps))
print(claim("mostly_for_dense_layers").measure(seeds=3))

# %% [markdown]
# And a recurrent network that reads the digit row by row. Note 2 says .2 to .3. It does not say
# what matters more: whether each time step draws its own mask or all share one (Gal and Ghahramani
# 2016). On sequences of eight steps the two may well be alike; on long ones, fresh masks wear the
# memory down.

# %%
rows = recurrence.recurrence(3, 0.25, NOISE)
show_result(rows, "A recurrent layer, rate .25, noisy labels")

# %%
Measurement(claim("recurrent_rates"), rows)

# %% [markdown]
# Read that verdict with its conditions: the labels are noisy here, and there are few seeds. The
# ledger measures the same claim on clean labels, where there is less to overfit, and may say
# otherwise. A rate is not right for a kind of layer; it is right for a kind of problem.
#
# ## Beside other regularisers
#
# **L2.** Note 1: dropout *reduces the need* for it.

# %%
predict("instead_of_l2")

# %%
l2 = sweeps.regularisers(SEEDS, penalties=(3e-4, 1e-3, 3e-3))
show_result(l2, "What the best L2 penalty gains, noisy labels")

# %%
predict("instead_of_l2", measured=l2.difference("with dropout", "without dropout"))

# %%
Measurement(claim("less_need_for_l2"), l2)

# %% [markdown]
# **Batch norm.** Note 2: they can be used together.

# %%
predict("beside_batch_norm")

# %%
together = batch_norm.positions(SEEDS)
show_result(together, "Batch norm and dropout, rate .5, clean labels")

# %%
predict(
    "beside_batch_norm",
    measured=together.difference(batch_norm.AFTER, "batch norm"),
)

# %% [markdown]
# **Early stopping and max-norm.** The notes mention neither. Early stopping ends the training where
# the loss on a hundred more (equally noisy) examples is lowest; max-norm bounds the incoming weights
# of each hidden unit, and the 2014 paper recommends it beside dropout (appendix A.3).

# %%
predict("early_stopping_instead")

# %%
rivals = companions.companions(2 * SEEDS)
show_result(rivals, "Dropout beside early stopping and max-norm, noisy labels")

# %%
instead = rivals.difference(companions.STOPPED, companions.DROPOUT)
predict("early_stopping_instead", measured=instead)

# %% [markdown]
# An hourglass does here what dropout does, and for nothing. That is why a comparison of "with
# dropout" and "without" has to say for how long both were trained: a network that is trained until
# it knows the wrong labels by heart is an easy opponent. Together they do best in this picture.

# %% [markdown]
# **Noise in the input.** Note 2: robust to noise and variations.

# %%
predict("robust_to_noise")

# %%
images = representations.noisy_inputs(SEEDS)
show_result(images, "Test images with Gaussian noise on every pixel")

# %%
predict("robust_to_noise", measured=images.difference("hidden dropout", NONE))

# %%
Measurement(claim("robust_to_variations"), images)

# %% [markdown]
# ## What well-known models do
#
# Note 0 says that dropout is used in almost all modern architectures. Here is what was published
# with some of them:

# %%
for configuration in survey.CONFIGURATIONS:
    rate = f"{configuration.rate:g}" if configuration.rate else "none"
    print(f"{configuration.model:18} {rate:>5}   {configuration.source}")
print()
print(claim("in_almost_all_models").measure())

# %% [markdown]
# ## A guide, in your numbers
#
# Every line rests on a measurement above; the link leads to it. Change the seeds, and the numbers
# change with you.

# %%
from IPython.display import Markdown

drops = pixels.difference("rate 0.2", "rate 0")
both = rivals.difference(companions.DROPOUT, f"{companions.DROPOUT}, {companions.STOPPED}")
Markdown(f"""
1. **Measure without dropout first.** Rate .5 gained {gain_clean.mean:.1f} points on clean labels
   and {gain_noisy.mean:.1f} on noisy ones: the more there is to overfit, the more it pays.
   ([the rate](#How-much:-the-rate))
2. **Begin with .5 in a wide hidden layer, and less in narrow ones.** In two narrow layers, .8 cost
   {collapse.mean:.0f} points. ([the rate](#How-much:-the-rate))
3. **With very few examples expect little.** The gain with 20 examples minus that with 500:
   {gap.mean:+.1f} points. ([the amount of data](#How-much-data))
4. **Try both orders.** Heavy late minus heavy early: {heavy_late.mean:+.1f} points.
   ([the layer](#In-which-layer:-light-early,-heavy-late?))
5. **Be careful with the input.** Dropping 20 % of the pixels changed the error by
   {drops.mean:+.1f} points on clean digits. ([the input](#The-input-and-the-output))
6. **Never on the logits:** {output.evidence.mean:+.1f} nats of loss.
   ([the output](#The-input-and-the-output))
7. **Stop early as well.** It took another {both.mean:.1f} points off the error of dropout.
   ([other regularisers](#Beside-other-regularisers))
""")

# %% [markdown]
# ## The whole ledger
#
# You have met every claim of the notes in one of the six lessons. Here they are side by side, with
# what the literature reports. To measure them all on your computer, over more seeds than fit into a
# lesson, run `dropout-course claims` in a terminal (`--quick` for a first look); it writes this table
# with your numbers and verdicts in it.

# %%
from dropout_course.claims import CLAIMS
from dropout_course.claims.table import overview

overview(CLAIMS)

# %% [markdown]
# And the experiments of the 2014 paper behind many of these lines: `dropout-course paper` measures
# them again, on the digits in minutes or on MNIST within an hour (`--data mnist`), draws the paper's
# numbers beside yours and says which of its findings reproduce.

# %% [markdown]
# ## Five questions

# %%
ask("two_tables_of_rates")

# %%
ask("one_seed_each")

# %%
ask("light_early_heavy_late")

# %%
ask("crucial_for_small_data")

# %%
ask("after_a_convolution")

# %% [markdown]
# ## The finale: design a network
#
# In [the exercises of this lesson](../exercises/06_placement_guidelines.ipynb) you design a
# network, `design_network`, that is then really trained over several seeds and judged against a
# bar. You may use everything that you have measured here.

# %% [markdown]
# ## Your scoreboard
#
# What you predicted against what was measured, and how well you knew what you know:

# %%
progress().calibration

# %%
progress()

# %% [markdown]
# ## Sources
#
# - Srivastava et al., *Dropout*, JMLR 15 (2014): figure 9 (rates), figure 10 (amount of data),
#   table 9 (regularisers), appendix A (practical advice).
# - Y. Gal, Z. Ghahramani, *A Theoretically Grounded Application of Dropout in Recurrent Neural
#   Networks*, NeurIPS 2016.
# - J. Tompson et al., *Efficient Object Localization Using Convolutional Networks*, CVPR 2015
#   (dropping whole maps).
# - X. Li et al., *Understanding the Disharmony between Dropout and Batch Normalization*,
#   arXiv:1801.05134 (2018).
# - The sources of the table of models stand in its lines. The notes: 1, 2 and 4 (rates), 0 (small
#   data), 4 (order).
