# %% [markdown]
# # 1. The study group
#
# Turn an analogy that everybody tells into a model that can be measured, say what dropout insures
# against and what the insurance costs, and point to the places where the story stops being true.
#
# About 30 minutes. You need: Python, and what a mean squared error is. No neural network until the
# second half.

# %% [markdown]
# ## A story, and what it claims
#
# Note 0 explains dropout by a group that studies for an exam:
#
# > **Without:** you always rely on the same one or two smart friends. You may pass the practice
# > test and fail the real exam if those friends are absent.
# >
# > **With:** your teacher mutes one member at random in each session. Everyone has to contribute.
# > The whole group does better in the exam, *no matter who is there*.
#
# It is a good story: easy to tell and easy to believe. So let us ask what a good story is rarely
# asked. How much better? At what price? Better even if everybody is there? And are the units of a
# network really like those friends? Note 3 goes further than note 0 and says that with dropout
# *each neuron must work independently*. That can be measured, too.
#
# Two words for the whole course: the **rate** is the probability that a unit (here, a member) is
# dropped, and **keep** = 1 − rate.

# %% [markdown]
# ## The group in numbers
#
# Six friends answer questions. The right answer to each question is some number; each friend says
# that number with an error of their own. The first is brilliant, the others are not bad:

# %%
import numpy as np

from dropout_course.experiments.study_group import NOISE, questions

rng = np.random.default_rng(0)
answers, truth = questions(200, NOISE, rng)

print("right answer   ", truth[2:7].round(1))
for member, typical_error in enumerate(NOISE):
    print(f"member {member + 1} (±{typical_error})", answers[2:7, member].round(1))

# %% [markdown]
# The **group's answer** is a weighted sum: each member's answer times the member's weight, added
# up. Nobody gets cleverer in this model. The only thing that practice changes is the six weights:
# how much each voice counts. (That is one linear unit with six inputs, and muting a member is
# dropout on an input.)
#
# Practice goes like this. Take a few questions, mute each member at each question with probability
# `rate`, compare the group's answer with the right one, and shift the weights a little in the
# direction that would have made the error smaller. Here is all of it:

# %%
from dropout_course.layers import inverted_dropout


def practise(rate, steps=3000, step_size=0.02):
    rng = np.random.default_rng(1)
    weights = np.zeros(6)
    for _ in range(steps):
        today = rng.integers(len(truth), size=20)
        heard = inverted_dropout(answers[today], rate, rng)
        error = heard @ weights - truth[today]
        weights -= step_size * heard.T @ error / 20
    return weights


print("nobody muted      ", practise(rate=0.0).round(2))

# %% [markdown]
# `inverted_dropout` sets the answers of muted members to zero and makes the others louder, by
# 1/keep, so that the group's answer keeps its size on average. Lesson 3 is about that factor.
# Nearly all of the weight went to the first member: the group has found its smart friend.
#
# ## Commit yourself
#
# Now the same with muting at rate .5. Before you look: what do you believe? Nobody else sees your
# answers. You will meet them again beside the measurement.

# %%
from dropout_course import predict

predict("weight_of_the_best")

# %%
predict("best_friend_absent")

# %%
predict("everybody_there")

# %% [markdown]
# ## Play
#
# Here is such a group. Move the rate, click on members to send them home on exam day, and find out:
#
# - At which rate does the group rely on its best member for less than half of its answer?
# - Send the best member home. Which rate is best now? And which one when everybody is there?
# - Send everybody home but one. Does it matter any more how they practised?

# %%
from dropout_course import explore

explore.study_group(rate=0.5)

# %% [markdown]
# ## Measure
#
# The picture shows one group. A result that hangs on one roll of the dice is an anecdote, so here
# are ten groups with questions of their own, each trained twice: without and with muting at rate
# .5.
#
# The first thing to look at is what they rely on.

# %%
from dropout_course.experiments.study_group import WITH, WITHOUT, study_group

group = study_group(rate=0.5, seeds=10)
print(group.reliance)

# %%
predict("weight_of_the_best", measured=group.reliance.interval(WITH))

# %% [markdown]
# And now two exams with new questions. In the first one everybody is there. For the second, the
# best member has a cold.

# %%
print(group.complete)
print()
print(group.absent)

# %%
predict("best_friend_absent", measured=group.absent.difference(WITH, WITHOUT))

# %%
predict("everybody_there", measured=group.complete.difference(WITH, WITHOUT))

# %% [markdown]
# ### The price of the insurance

# %%
price = group.complete.difference(WITH, WITHOUT)
saved = group.absent.difference(WITHOUT, WITH)
print(f"Everybody there: muting costs  {price}")
print(f"Best one absent: muting saves  {saved}")
print(
    f"It pays if the best member misses more than {price.mean / (price.mean + saved.mean):.0%} of the exams."
)

# %% [markdown]
# This is what an insurance looks like: a little worse on every ordinary day, much better on a bad
# one. The last line is the price divided by price plus saving: if absence is rarer than that, the
# group that never mutes is better off on average.
#
# Why stop at one absence? Let the best two miss the exam, the best three, and so on:

# %%
from dropout_course.plots import show_sweep

show_sweep(group.curves, "Exam error as the best members stay away, one after the other")

# %% [markdown]
# One line jumps as soon as the star is gone; the other rises step by step. Soon you will do the
# same to a real network.
#
# And where does the price come from, if everybody is there? Partly from listening to weaker
# members. Partly from something less obvious:

# %%
print("weights, mean of the ten groups")
for label, weights in zip((WITHOUT, WITH), group.weights, strict=True):
    mean = weights.mean(axis=0)
    print(f"{label:15} {mean.round(2)}  sum {mean.sum():.2f}")

# %% [markdown]
# The weights add up to less than 1. A group that never knows who will be heard has become
# *cautious*: its answers fall short of the right ones, because a small answer is a smaller mistake
# on a bad day. This shrinking is the key to lesson 2.

# %% [markdown]
# ## Why muting spreads the weights
#
# Nobody told the group to share. Where does it come from? Take the smallest case: two members who
# are both always right. Any weights with $w_1 + w_2 = 1$ give the right answer as long as both are
# there. With muting, the group's answer to a question whose answer is 1 becomes
#
# $$\frac{m_1 w_1 + m_2 w_2}{q}, \qquad m_1, m_2 \in \{0, 1\}, \quad q = \text{keep} .$$
#
# There are four possible days. Go through all of them, each weighted with its probability, and take
# the mean squared error:

# %%
from itertools import product


def practice_error(weights, rate):
    total = 0.0
    for day in product([0, 1], repeat=2):
        probability = np.prod([1 - rate if there else rate for there in day])
        total += probability * (np.dot(day, weights) / (1 - rate) - 1) ** 2
    return total


for weights in [(1.0, 0.0), (0.8, 0.2), (0.5, 0.5)]:
    print(weights, f"error in practice {practice_error(weights, rate=0.5):.2f}")

# %% [markdown]
# All three are perfect when both are there, and in practice the even split has the smallest error.
# On paper: the mean of the answer is $w_1 + w_2$, its variance is $\frac{p}{q}(w_1^2 + w_2^2)$, and
# for a fixed sum, squares are smallest when they are equal. Dropout adds a **penalty on large
# weights**. Lesson 2 derives it in general; it turns out to be an old acquaintance.
#
# ## How much insurance?
#
# The rate decides how much you pay and how much you are covered for:

# %%
print("rate    price (all there)    saved (best absent)")
for rate in (0.1, 0.3, 0.5, 0.8):
    tried = study_group(rate, seeds=5)
    costs = tried.complete.difference(WITH, WITHOUT).mean
    saves = tried.absent.difference(WITHOUT, WITH).mean
    print(f"{rate}     {costs:.3f}                {saves:.2f}")

# %% [markdown]
# The price climbs with the rate all the way. What it buys does not: look at which rate saves most,
# and at what .8 costs. No rate is best in itself. It depends on what will happen at the exam.
# Lesson 6 comes back to this with real networks.
#
# ## Better even when nobody is absent?
#
# Note 0 promises more than insurance: the group does better *no matter who is there*. Our first
# group says no. It had a star, and 200 questions to find out about it. Change both: twenty members,
# none better than the others, and only 40 questions.

# %%
no_star = study_group(rate=0.3, seeds=10, noise=(1.0,) * 20, practice=40)
gain = no_star.complete.difference(WITHOUT, WITH)
print(no_star.complete)
print(f"gain by muting: {gain}: {gain.verdict()}")

# %% [markdown]
# Now muting helps although everybody is there. With twenty weights and forty noisy questions, the
# unmuted group *overfits*: it finds members who were right by luck in practice, and trusts them in
# the exam. Whoever is muted now and then is not relied upon so quickly.
#
# So both are true, and they are two different things:
#
# - **Insurance.** Dropout prepares for missing units, and costs a little when none are missing.
# - **Regularisation.** Where there is too little practice for so many weights, dropout stops the
#   group from learning the luck of the practice questions. *This* is what networks use it for,
#   since at evaluation their units are all there.

# %% [markdown]
# ## From friends to hidden units
#
# Now a network that reads handwritten digits: 64 pixels, 512 hidden units, 10 classes, trained on
# 500 digits, once without dropout and once at rate .5. Then a random part of its hidden units is
# removed for good, and the rest is made louder to make up for it, in both networks alike. This is
# called **ablation**. What do you expect?

# %%
predict("half_the_units_removed")

# %%
predict("four_fifths_removed")

# %%
from dropout_course.experiments.representations import ablation, damage

curves = ablation(shares=(0.0, 0.2, 0.4, 0.5, 0.6, 0.8), seeds=10)
show_sweep(curves, "Test error of what is left of a network")

# %% [markdown]
# The damage is how much the error rises compared with all units in place:

# %%
half, most = damage(curves, 0.5), damage(curves, 0.8)
print(half)
print()
print(most)

# %%
predict("half_the_units_removed", measured=half.difference("dropout", "none"))

# %%
predict("four_fifths_removed", measured=most.difference("dropout", "none"))

# %% [markdown]
# The notes say that dropout makes the network learn *redundant* features: what one unit knows,
# others know as well. It is claim 16 in the course's ledger of what the notes claim. Each entry has
# an experiment and a rule for judging it; here the experiment is the one you have just run.

# %%
from dropout_course.claims import Measurement, claim

Measurement(claim("redundant_features"), half)

# %% [markdown]
# Before you enjoy this too much: the network with dropout was *trained* with half of its units
# missing. It withstands what it was trained to withstand. That is what note 0 promises, and it does
# not show that dropout helps with anything else. Look at the left end of the curves: with all units
# in place, on clean digits, the two are close.

# %% [markdown]
# ## Where the analogy breaks
#
# ### More than one is muted
#
# The teacher of note 0 mutes *one* member per session. In dropout nobody chooses: each unit has a
# coin of its own. With six members at rate .5:

# %%
from math import comb

for muted in range(7):
    probability = comb(6, muted) * 0.5**6
    print(f"{muted} muted: {probability:.3f}  " + "#" * round(60 * probability))

# %% [markdown]
# Exactly one is a rare event, and now and then nobody is left to speak. In a layer of hundreds of
# units this smooths out, but it never becomes *exactly* half; lesson 2 counts it.
#
# ### A muted member learns nothing
#
# The friend who may not speak still listens. A dropped unit does not: its output is zero, so its
# weight has no part in the error and gets no correction from this question.

# %%
hardest = truth.argmax()
heard = inverted_dropout(answers[hardest], 0.5, np.random.default_rng(4))
error = heard @ np.full(6, 1 / 6) - truth[hardest]
print("what is heard            ", heard.round(1))
print("direction for the weights", (-error * heard).round(1) + 0.0)

# %% [markdown]
# ### Members still cooperate
#
# *Each neuron must work independently*, says note 3. If units worked independently of each other,
# their outputs would not be correlated. And all notes say that dropout *prevents co-adaptation*:
# that units no longer lean on particular other units. Measured as a correlation, that should at
# least fall. Your turn:

# %%
predict("units_work_alone")

# %%
predict("less_correlated")

# %% [markdown]
# The same kind of network again. For each pair of hidden units, take the correlation of their
# activations over all test images, without its sign; then the mean over all pairs. Claims 15 and
# 17:

# %%
correlated = claim("prevents_co_adaptation").measure(seeds=10)
print(correlated)
print()
print(Measurement(claim("units_independent"), correlated.result))

# %%
predict("units_work_alone", measured=correlated.result.interval("dropout"))

# %%
predict("less_correlated", measured=correlated.result.difference("dropout", "none"))

# %% [markdown]
# Look at the sizes beside the verdicts: where seeds are paired, a difference of a few thousandths
# can be beyond doubt and still be of no importance.
#
# Independent they are not, and it could not be otherwise: units that can stand in for each other
# must know some of the same things, and who knows the same things is correlated. Redundancy and
# independence pull in opposite directions. The *masks* are independent; the units are trained
# together, and their sum makes the answer. In the study group it was the same: nobody could pass
# alone, as the right end of the first curve shows.
#
# What about co-adaptation? Those were clean digits. Here is the same measurement when a fifth of
# the training labels are redrawn at random, so that there is more to overfit:

# %%
from dropout_course.experiments.representations import correlations

noisy = correlations(seeds=10, label_noise=0.2)
for kind, result in (("clean labels", correlated.result), ("noisy labels", noisy)):
    change = result.difference("none", "dropout")
    print(f"{kind}: without minus with dropout {change}: {change.verdict()}")

# %% [markdown]
# So whether dropout "prevents co-adaptation" depends on where you look and on how you measure. The
# literature is not of one mind either: Hinton and colleagues proposed the idea in 2012, and
# Helmbold and Long (2018) analysed networks in which it does not hold. Say it with care.
#
# ### Nobody is muted at the exam
#
# The absence that the story fears hardly ever happens to a network: at evaluation all units are
# there. The insured event does not occur; what you are after is the regularisation that comes with
# the policy.

# %%
rng = np.random.default_rng(2)
weights = practise(rate=0.5)
question = answers[truth.argmax()]

in_practice = [inverted_dropout(question, 0.5, rng) @ weights for _ in range(5)]
at_the_exam = [inverted_dropout(question, 0.5, rng, training=False) @ weights for _ in range(5)]
print("right answer", truth.max().round(1))
print("in practice ", np.round(in_practice, 1))
print("at the exam ", np.round(at_the_exam, 1))

# %% [markdown]
# Notes 0 and 3 add that the outputs *are scaled* at that point, notes 2 and 4 say that they are
# not. You have used the second kind here. Which is right? Lesson 3.

# %% [markdown]
# ## What you should be able to say now
#
# In your own numbers:

# %%
share = {label: group.reliance.interval(label).mean for label in (WITHOUT, WITH)}
loss = {label: half.interval(label).mean for label in ("none", "dropout")}
print(
    f"The best member's share of the weights: {share[WITHOUT]:.2f} without muting, {share[WITH]:.2f} with."
)
print(
    f"Muting cost {price.mean:.3f} when all were there and saved {saved.mean:.2f} when the best was absent."
)
print(
    f"Half of the units removed: {loss['none']:.1f} points lost without dropout, {loss['dropout']:.1f} with."
)
print(
    f"Correlation between hidden units trained with dropout: {correlated.result.interval('dropout').mean:.2f}."
)

# %% [markdown]
# - Muting spreads the weights, because practice includes days without the best.
# - It is an insurance with a price. With little practice and many weights it is also a regulariser,
#   and then it pays even at full attendance.
# - A network trained with dropout loses less when units are removed. It was trained for that.
# - The coins are independent; the units are not.
#
# ## Five questions

# %%
from dropout_course import ask

ask("how_many_are_muted")

# %%
ask("why_muting_spreads_the_weights")

# %%
ask("price_of_insurance")

# %%
ask("where_the_analogy_breaks")

# %%
ask("what_ablation_shows")

# %% [markdown]
# ## Exercises
#
# Build the group yourself, from the first vote to the ablation curve:
# [the exercises of this lesson](../exercises/01_analogy.ipynb). `check` tells you which mistake it
# sees.

# %%
from dropout_course import progress

progress()

# %% [markdown]
# ## Sources
#
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, *Dropout: A Simple Way
#   to Prevent Neural Networks from Overfitting*, JMLR 15 (2014): section 2 (another analogy, from
#   evolution), section 7.1 (effect on features), section 9.1 (linear regression).
# - G. Hinton, N. Srivastava, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, *Improving neural
#   networks by preventing co-adaptation of feature detectors*, arXiv:1207.0580 (2012).
# - D. Helmbold, P. Long, *Surprising properties of dropout in deep networks*, JMLR 18 (2018).
# - The digits: E. Alpaydin, C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI repository;
#   they come with scikit-learn.
# - The notes: 0 (the study group), 3 (units that work independently), 1, 2 and 4 (co-adaptation).
