# %% [markdown]
# # Dropout, learnt by doing
#
# Dropout switches units of a neural network off, at random, while the network learns. It takes a few
# lines to write, and a great deal is claimed about it: that it prevents overfitting, that it trains an
# ensemble, that it belongs here and not there. In this course you write those lines yourself, and you
# find out by experiment which of the claims hold, when, and by how much.

# %% [markdown]
# ## The lessons
#
# They build on one another; whoever knows dropout already can start anywhere.
#
# <!-- the table of lessons -->

# %% [markdown]
# ## How to work
#
# - **Run** a lesson from top to bottom: `Shift+Enter` runs a cell and goes on to the next.
# - **Commit yourself first.** Before an experiment, the lesson asks what you expect. A guess that turns
#   out wrong teaches more than a result read in passing. Nobody else sees it.
# - **Touch the pictures.** Where there is a slider, drag it, or move it with the arrow keys.
# - **Write the functions.** In the exercises, `check(your_function)` tells you what it measured and, if
#   it recognises the mistake, which one it is. `hint("name_of_the_function")` helps a little at a time.
# - **Do not trust a sentence here because it is written.** Every number in a result was measured by the
#   cell above it, with an interval, on real digits. Change a seed and see what stays.

# %% [markdown]
# ## How far you are
#
# What you solve and predict is kept in a file on this computer, and nowhere else.

# %%
from dropout_course import progress

progress()
