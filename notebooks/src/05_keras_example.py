# %% [markdown]
# # 5. Dropout in Keras
#
# Build, train, save and question a Keras network with dropout; read its curves without being
# fooled; and place dropout beside convolutions, recurrence and batch norm.
#
# About 40 minutes. You need TensorFlow, which `python3 course.py` has installed wherever it exists.

# %% [markdown]
# ## While TensorFlow starts
#
# The next cell begins to load TensorFlow in the background. That takes some ten seconds. Read on in
# the meantime.

# %%
from dropout_course.quiet import load_in_background

loading = load_in_background("tensorflow")

# %% [markdown]
# ## The network of note 3
#
# Note 3 gives this network for images of 28×28 pixels:
#
# | layer | units | what it does in training | at evaluation |
# | :-- | --: | :-- | :-- |
# | flatten | 784 | | |
# | dense, ReLU | 512 | | |
# | dropout .5 | | drops half on average, doubles the survivors | nothing |
# | dense, ReLU | 256 | | |
# | dropout .3 | | drops 30 % on average, survivors × 1/.7 | nothing |
# | dense, softmax | 10 | | |
#
# The same note says in prose that *during inference the outputs are scaled down by (1 − p)*. Its
# code does no such thing: Keras has inverted dropout. The prose describes the paper of 2014, the
# code describes Keras. When a text and its program disagree, run the program.

# %%
import numpy as np

from dropout_course import ask, predict, progress
from dropout_course.claims import Measurement, claim
from dropout_course.data import DataUnavailable, digits, mnist, upsampled
from dropout_course.experiments import batch_norm, convolution, keras_curves, placement, recurrence
from dropout_course.experiments.keras_note import build
from dropout_course.experiments.sweeps import NOISE
from dropout_course.plots import show_result, show_sweep

loading.join()
data = upsampled(digits())
print(data)

# %% [markdown]
# The digits are scikit-learn's, enlarged to 28×28, because they need no download. Whoever has the
# real MNIST at hand can use it: set `USE_MNIST = True` and run this notebook again. The lesson then
# says so in the line above.

# %%
USE_MNIST = False

if USE_MNIST:
    try:
        data = mnist()
        print(data)
    except DataUnavailable as sentence:
        print(sentence)

# %%
model = build(seed=0)
print(f"{model.count_params():,} parameters")
for layer in model.layers:
    print(f"{type(layer).__name__:8} {getattr(layer, 'rate', '')}")

# %% [markdown]
# ## Play first
#
# Learning curves that were measured with the course's own engine, over several seeds: choose a rate
# and a share of wrong labels, and watch the gap between training and test.

# %%
from dropout_course import explore

explore.training()

# %% [markdown]
# ## Who drops when?
#
# A Keras layer learns from the argument `training` whether it is to drop. `fit` passes `True`,
# `predict` and `evaluate` pass `False`. When you call the model yourself, you choose.

# %%
predict("predict_twice")

# %%
images = data.x_test[:5].reshape(-1, 28, 28)
first, second = (model.predict(images, verbose=0) for _ in range(2))
off = np.asarray(model(images, training=False))
on = [np.asarray(model(images, training=True)) for _ in range(2)]

print("predict twice, largest difference:        ", f"{np.abs(first - second).max():.0e}")
print("predict against training=False:           ", f"{np.abs(first - off).max():.0e}")
print("training=True twice, they differ:         ", not np.allclose(on[0], on[1]))

# %%
predict("predict_twice", measured=float(np.abs(first - second).max()))

# %%
claim("keras_network").measure(seeds=2)

# %% [markdown]
# **Seeds.** `keras.utils.set_random_seed` sets Python's, NumPy's and the backend's generators: the
# same seed, the same weights, the same masks. `build(seed)` above does it for you.

# %%
same = [build(seed=3).get_weights()[0][0, :3] for _ in range(2)]
print("same seed, same weights:", np.array_equal(*same))

# %% [markdown]
# ## Train it
#
# Five hundred digits, a few seeds, with note 3's dropout and without, on clean labels and on noisy
# ones (a fifth of the training labels redrawn). Four guesses:

# %%
predict("clean_digits")

# %%
predict("noisy_labels")

# %%
predict("training_looks_worse")

# %%
predict("train_test_gap")

# %%
SEEDS = 4
clean = keras_curves.fits(data, SEEDS, epochs=30)
noisy = keras_curves.fits(data, SEEDS, epochs=30, label_noise=NOISE)
WITHOUT, WITH = keras_curves.LABELS

show_sweep(
    {label: noisy.curve("test loss", "nats", noisy.test_loss, label) for label in (WITHOUT, WITH)},
    "Noisy labels: the loss on the test set, epoch by epoch",
)

# %%
show_sweep(
    {
        label: noisy.curve("training loss", "nats", noisy.train_loss, label)
        for label in (WITHOUT, WITH)
    },
    "Noisy labels: the loss on the training set, with dropout off",
)

# %% [markdown]
# Read them as a pair. Without dropout the training loss keeps falling while the test loss turns:
# the network learns the wrong labels by heart. With dropout it cannot, or not as fast. What
# separates the two curves of one network is the **gap**:

# %%
gap = keras_curves.gap(noisy)
print(gap)
predict("train_test_gap", measured=gap.difference(WITH, WITHOUT))

# %%
clean_error = clean.final("test error, clean labels", "%", clean.test_error)
noisy_error = noisy.final("test error, noisy labels", "%", noisy.test_error)
print(clean_error)
print(noisy_error)

# %%
predict("clean_digits", measured=clean_error.difference(WITH, WITHOUT))

# %%
predict("noisy_labels", measured=noisy_error.difference(WITH, WITHOUT))

# %% [markdown]
# So few seeds leave wide intervals: these trainings take their time. Lesson 6 asks the same with the
# course's own engine, which trains all seeds at once.
#
# ### The trap in the progress bar
#
# `fit` prints a training accuracy. It is measured **with dropout on**, while the weights still
# move. `evaluate` measures with dropout off:

# %%
printed = clean.final("", "%", clean.printed).of(WITH).mean()
evaluated = clean.final("", "%", clean.evaluated).of(WITH).mean()
print(f"accuracy on the training set, printed by fit: {printed:.1f} %")
print(f"accuracy on the training set, evaluated:      {evaluated:.1f} %")

# %%
predict("training_looks_worse", measured=float(printed - evaluated))

# %% [markdown]
# So a test accuracy above the printed training accuracy is no miracle and no leak. It is dropout.

# %% [markdown]
# ## What it costs
#
# Note 1: dropout slows training down. The paper (section 11) says two to three times. Counted in
# steps until the training loss is below .05:

# %%
predict("slower_convergence")

# %%
steps = placement.convergence(4)
show_result(steps, "Steps to a training loss of .05, dropout off while measuring")

# %%
ratio = steps.of("rate 0.5") / steps.of("rate 0")
predict("slower_convergence", measured=(float(ratio.min()), float(ratio.max())))

# %%
Measurement(claim("slower_convergence"), steps)

# %% [markdown]
# ## A layer of your own
#
# Ten lines. What matters: the mask comes from a `SeedGenerator` that the layer owns, so that `fit`
# draws anew at each step; and `get_config` returns what is needed to build the layer again.

# %%
import keras


@keras.saving.register_keras_serializable("dropout_course")
class MyDropout(keras.layers.Layer):
    """Inverted dropout."""

    def __init__(self, rate, **kwargs):
        super().__init__(**kwargs)
        self.rate = rate
        self.draws = keras.random.SeedGenerator(1)

    def call(self, inputs, training=False):
        if not training:
            return inputs
        kept = keras.random.uniform(keras.ops.shape(inputs), seed=self.draws) >= self.rate
        return inputs * keras.ops.cast(kept, inputs.dtype) / (1 - self.rate)

    def get_config(self):
        return {**super().get_config(), "rate": self.rate}


layer = MyDropout(0.3)
ones = keras.ops.ones((500, 200))
out = np.asarray(layer(ones, training=True))
print(f"zeros {np.mean(out == 0):.2f}, survivors {out.max():.3f}, mean {out.mean():.2f}")
print("evaluation changes nothing:", np.array_equal(layer(ones, training=False), ones))

# %% [markdown]
# ### Save and load

# %%
import tempfile
from pathlib import Path

mine = keras.Sequential(
    [keras.Input((28, 28)), keras.layers.Flatten(), MyDropout(0.3), keras.layers.Dense(10)]
)
with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "mine.keras"
    mine.save(file)
    again = keras.saving.load_model(file)

before, after = (np.asarray(one(images)) for one in (mine, again))
print("rate after loading:", again.layers[1].rate)
print("same predictions:", np.allclose(before, after))

# %% [markdown]
# ## Ask it more than once
#
# Monte Carlo dropout in Keras: call with `training=True` several times and average. Lesson 4
# measures when that is worth it.

# %%
keras.utils.set_random_seed(0)
trained = build(seed=0)
trained.fit(
    data.x_train[:500].reshape(-1, 28, 28), data.y_train[:500], epochs=10, batch_size=50, verbose=0
)
passes = np.stack([np.asarray(trained(images, training=True)) for _ in range(50)])
one_pass = np.asarray(trained(images, training=False))
print("digit  one pass  mean of 50  spread of the 50")
for truth, plain, many in zip(data.y_test, one_pass, passes.swapaxes(0, 1), strict=False):
    chosen = plain.argmax()
    print(
        f"  {truth}    {plain[chosen]:7.1f}   {many[:, chosen].mean():7.1f} {many[:, chosen].std():12.1f}"
    )

# %% [markdown]
# ## Convolutions: drop whole maps?
#
# Neighbouring values of a feature map say nearly the same. Dropping single ones hides little;
# `SpatialDropout2D` drops a whole map. On digits of 8×8, where maps are tiny:

# %%
predict("whole_channels")

# %%
maps = convolution.convolution(4, 0.3, NOISE)
show_result(maps, "A small convolutional network, rate .3, noisy labels")

# %%
whole = maps.difference(convolution.SPATIAL, convolution.ELEMENTWISE)
predict("whole_channels", measured=whole)

# %% [markdown]
# In Keras: `keras.layers.SpatialDropout2D(0.3)` behind the convolution. Its mask has the shape
# (batch, 1, 1, channels):

# %%
spatial = keras.layers.SpatialDropout2D(0.5, seed=0)
shown = np.asarray(spatial(keras.ops.ones((1, 2, 2, 6)), training=True))
print(shown[0].reshape(4, 6))

# %% [markdown]
# ## Recurrence: one mask for all time steps?
#
# `keras.layers.LSTM(64, recurrent_dropout=0.2)` keeps one mask for the recurrent state through the
# whole sequence, as Gal and Ghahramani (2016) advise. Does it matter for sequences of eight rows?

# %%
predict("one_mask_over_time")

# %%
rows = recurrence.recurrence(4, 0.25, NOISE)
show_result(rows, "A recurrent network reading digits row by row, rate .25")

# %%
over_time = rows.difference(recurrence.SHARED, recurrence.FRESH)
predict("one_mask_over_time", measured=over_time)

# %% [markdown]
# ## Batch norm: a shift of variance
#
# Inverted dropout keeps the *mean* of a layer. It does not keep the variance: in training the
# values are 0 or stretched. Batch norm behind it stores that larger variance and divides by it at
# evaluation, when the values are calm again (Li et al. 2018).

# %%
predict("variance_shift")

# %%
shift = batch_norm.variance_shift(10)
print(shift)
predict("variance_shift", measured=shift.interval("after dropout"))

# %%
print(claim("with_batch_norm").measure(seeds=4))
print()
print(claim("batch_norm_only_stabilises").measure(seeds=4))

# %% [markdown]
# The variance shift is there for everyone to measure. What it does to the *error* depends on the
# network and the rate. The safe order puts dropout behind the last batch norm.

# %% [markdown]
# ## In your numbers

# %%
print(f"Gap of the loss, noisy labels, without dropout: {gap.of(WITHOUT).mean():.1f} nats,")
print(f"                               with dropout:    {gap.of(WITH).mean():.1f} nats.")
print(f"fit printed {printed:.0f} %, evaluate found {evaluated:.0f} % on the same images.")
print(
    f"Variance at evaluation over variance in training: {shift.interval('after dropout').mean:.2f}."
)

# %% [markdown]
# ## Five questions

# %%
ask("when_is_it_active")

# %%
ask("training_accuracy_is_lower")

# %%
ask("prose_against_code")

# %%
ask("variance_before_batch_norm")

# %%
ask("what_spatial_dropout_drops")

# %% [markdown]
# ## Exercises
#
# [Five of them](../exercises/05_keras_example.ipynb): note 3's network, a layer of your own, Monte
# Carlo prediction, spatial and recurrent dropout.

# %%
progress()

# %% [markdown]
# ## Sources
#
# - Keras documentation: `Dropout`, `SpatialDropout2D`, `LSTM` (recurrent_dropout),
#   `set_random_seed`.
# - Srivastava et al., *Dropout*, JMLR 15 (2014): section 11 (training time).
# - J. Tompson et al., CVPR 2015 (whole maps); Y. Gal, Z. Ghahramani, NeurIPS 2016 (one mask over
#   time).
# - X. Li et al., arXiv:1801.05134 (2018): the variance shift. S. Ioffe, C. Szegedy, ICML 2015:
#   batch norm regularises.
# - Note 3 (the network), notes 1 and 2 (speed, batch norm).
