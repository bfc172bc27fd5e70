# %% [markdown]
# # 4. The ensemble view
#
# Enumerate all subnetworks of a small network, say exactly which average one scaled pass computes
# and which it only approximates, and judge when Monte Carlo dropout is worth its price.
#
# About 35 minutes. You need lesson 3, or: inverted dropout, and that nothing is dropped at
# evaluation.

# %% [markdown]
# ## One network, or very many?
#
# All five notes say it, with growing courage:
#
# > **Notes 0 and 3:** each mask makes another, thinned network. **Note 4:** it *acts like training
# > an ensemble.* **Note 2:** it acts like *bagging*. **Note 1:** during testing, *the predictions
# > of all these subnetworks are averaged.*
#
# A layer of $n$ units has $2^n$ masks, and each of them is a network that shares its weights with
# all the others. That much is counting. Whether they are *trained* like an ensemble, and whether
# anything is *averaged*, can be found out. With ten hidden units there are only 1024 subnetworks,
# so we can ask every one of them.

# %% [markdown]
# ## Play first
#
# Here is every subnetwork of a small network, sorted by what it predicts for one digit. Select some
# of them, average them in both ways, and watch what the averages approach.

# %%
from dropout_course import explore

explore.ensemble()

# %%
from dropout_course import ask, predict, progress
from dropout_course.claims import Measurement, claim
from dropout_course.experiments import ensembles, uncertainty
from dropout_course.plots import show_result, show_sweep

SEEDS = 8

# %% [markdown]
# ## How good is one subnetwork?

# %%
predict("one_subnetwork")

# %%
alone = ensembles.subnetworks(SEEDS)
show_result(alone, "Ten hidden units, trained at rate .5")

# %%
predict("one_subnetwork", measured=alone.difference("one subnetwork", "the whole network"))

# %% [markdown]
# A single subnetwork is a poor reader. Whatever dropout is, it is no ensemble of *good* networks:
# it is one that is good together.

# %% [markdown]
# ## Two ways of averaging
#
# Let the subnetworks vote. Each mask $m$ has a probability $P(m)$, and each subnetwork gives
# probabilities $p_m$ of the classes. There are two natural averages:
#
# $$\text{arithmetic:}\; \sum_m P(m)\, p_m \qquad\qquad \text{geometric:}\; \frac{1}{Z}\prod_m p_m^{P(m)}$$
#
# And there is the one pass that we really make at evaluation: **weight scaling**, all units on. For
# a softmax directly behind the dropped units, there is a small miracle. The logarithm of a softmax
# is linear in the logits up to a constant, so the geometric mean averages the *logits*:
#
# $$\log \prod_m p_m^{P(m)} = \sum_m P(m)\, z_m - \text{const} = z\Big(\sum_m P(m)\, m\Big) - \text{const},$$
#
# and the logits are linear in the mask. The average mask is keep, or 1 in inverted dropout. So
# weight scaling *is* the normalised geometric mean. Exactly? Commit yourself, then enumerate.

# %%
predict("scaling_and_the_geometric_mean")

# %%
predict("scaling_and_the_average")

# %%
averages = ensembles.averages(SEEDS)
geometric = averages.interval("from the geometric mean")
arithmetic = averages.interval("from the arithmetic mean")
print(f"distance of weight scaling from the geometric mean:  below 1e-12: {geometric.high < 1e-12}")
print(f"distance of weight scaling from the arithmetic mean: {arithmetic.mean:.2f}")

# %%
predict("scaling_and_the_geometric_mean", measured=geometric)

# %%
predict("scaling_and_the_average", measured=arithmetic)

# %% [markdown]
# So note 1 is right about one of two averages, in one of two cases:
#
# | | geometric mean | arithmetic mean |
# | :-- | :-- | :-- |
# | dropout on the last hidden layer only, softmax or logistic behind it | **exact** | close at best |
# | dropout in earlier layers too | approximate | approximate |
#
# Claim 11 of the ledger reads *averaged* as everybody would:

# %%
claim("averages_all_subnetworks").measure(seeds=SEEDS)

# %% [markdown]
# ## Monte Carlo: sample the ensemble
#
# If we cannot ask all subnetworks, we can ask some: leave dropout **on** at evaluation, make $k$
# passes, average the probabilities. That estimates the *arithmetic* mean. What does it buy over one
# scaled pass?

# %%
predict("one_pass")

# %%
predict("fifty_passes")

# %%
error, loss = ensembles.monte_carlo(seeds=SEEDS)
show_result(error, "Random passes, averaged, beside one scaled pass")

# %%
predict("one_pass", measured=error.difference("1 pass", "scaling"))

# %%
predict("fifty_passes", measured=error.difference("50 passes", "scaling"))

# %%
print(loss)

# %% [markdown]
# The paper's figure 11 shows the same on MNIST: about fifty passes meet the scaled pass. One pass
# at evaluation is the bargain that made dropout practical. Look at the loss too: the average of
# many blurred opinions is less sure of itself than the scaled pass.

# %% [markdown]
# ## A real ensemble at the same price
#
# Note 2 says bagging. In bagging, every member has its own weights, its own bootstrap sample, and
# is trained to the end. In dropout all members share one set of weights, and nearly all of the
# $2^n$ are never trained at all. Ten networks cost ten times as much as one. Who reads
# noisy-labelled digits better?

# %%
predict("bagging_or_dropout")

# %%
rivals = ensembles.ensembles(SEEDS)
show_result(rivals, "Noisy labels: ensembles of ten beside one network with dropout")

# %%
predict(
    "bagging_or_dropout",
    measured=rivals.difference("10 bagged networks", "one with dropout"),
)

# %%
Measurement(claim("like_an_ensemble"), rivals)

# %% [markdown]
# *Like an ensemble* is a good way to think about the gain, and a poor description of the method:
# dropout gets more here than bagging does, for a tenth of the training, so it must be doing
# something besides.

# %% [markdown]
# ### One subnetwork for each step?
#
# Notes 0, 1 and 3 say that each training *step* trains one subnetwork. In the paper (section 5.1)
# each training *case* does. Claim 9 looks at the masks of two examples in the same batch:

# %%
claim("one_subnetwork_a_step").measure(seeds=SEEDS)

# %%
predict("one_mask_for_the_batch")

# %%
sharing = ensembles.mask_sharing_error(SEEDS)
shared = sharing.difference("one mask for the batch", "a mask for each example")
print(sharing)
print(f"sharing the mask changes the error by {shared} points")

# %%
predict("one_mask_for_the_batch", measured=shared)

# %% [markdown]
# ## What does the network not know?
#
# If the subnetworks disagree, the network should be unsure. That is the idea of **Monte Carlo
# dropout** as a measure of uncertainty (Gal and Ghahramani 2016). A measure of doubt is worth
# something if it finds the mistakes. The rival is free: one minus the largest probability of an
# ordinary pass.

# %%
predict("better_than_the_probability")

# %%
asked = uncertainty.doubts(SEEDS)
mistakes = uncertainty.error_detection(asked)
show_result(mistakes, "Do the doubts find the mistakes? 1 is perfect, .5 is chance")

# %%
better = mistakes.difference(uncertainty.MONTE_CARLO, uncertainty.PLAIN)
predict("better_than_the_probability", measured=better)

# %% [markdown]
# **A rejection curve** says the same in a way that a customer understands: let the machine refuse
# the images that it doubts most, and count the errors among the rest.

# %%
refused = uncertainty.rejection(asked)
show_sweep(refused, "Errors left when the most doubtful images are refused")

# %% [markdown]
# **Foreign images.** Show the network what it has never seen: digits lying on their side, and
# digits with shuffled pixels. Does it know that these are not for it?

# %%
foreign = uncertainty.foreign_images(asked)
show_result(foreign, "Do the doubts tell foreign images from digits?")

# %% [markdown]
# Shuffled pixels are easy to reject. A digit on its side often looks like *another digit*, and no
# amount of sampling makes the network doubt what it has never learnt to doubt. Disagreement between
# subnetworks measures where the training data left the weights open; it is no alarm for everything
# strange.
#
# **Calibration.** When the network says 90 %, is it right in 90 %?

# %%
print(uncertainty.calibration_error(asked))

# %% [markdown]
# Where both measures are equally good, take the cheap one. Always ask of an uncertainty: *which
# baseline did it beat?*

# %% [markdown]
# ## In your numbers

# %%
fifty = error.difference("50 passes", "scaling")
print(f"One subnetwork alone misreads {alone.interval('one subnetwork').mean:.0f} % of the digits.")
print(
    f"Scaling differs from the arithmetic mean by {arithmetic.mean:.2f}, from the geometric by 0."
)
print(f"Fifty passes change the error by {fifty.mean:+.1f} points.")
print(f"Ten bagged networks: {rivals.interval('10 bagged networks').mean:.1f} % error.")
print(f"One with dropout:    {rivals.interval('one with dropout').mean:.1f} % error.")

# %% [markdown]
# ## Five questions

# %%
ask("how_many_subnetworks")

# %%
ask("which_mean")

# %%
ask("where_scaling_is_exact")

# %%
ask("unlike_bagging")

# %%
ask("a_shoe")

# %% [markdown]
# ## Exercises
#
# [Write it yourself](../exercises/04_ensemble_view.ipynb): the geometric mean of a whole ensemble,
# Monte Carlo prediction, and the entropy of a doubt.

# %%
progress()

# %% [markdown]
# ## Sources
#
# - Srivastava et al., *Dropout*, JMLR 15 (2014): section 1 (ensembles), section 4 (weight scaling),
#   section 7.5 and figure 11 (Monte Carlo).
# - P. Baldi, P. Sadowski, *Understanding Dropout*, NeurIPS 2013: the normalised geometric mean.
# - Y. Gal, Z. Ghahramani, *Dropout as a Bayesian Approximation*, ICML 2016.
# - C. Guo et al., *On Calibration of Modern Neural Networks*, ICML 2017.
# - The notes: 0 and 3 (subnetworks), 4 (ensemble), 2 (bagging), 1 (averaging).
