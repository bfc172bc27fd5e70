"""Numbers that others have printed: each is typed here, with its source, and nowhere else."""

# Srivastava et al., JMLR 15 (2014), table 9: MNIST test error in per cent, 784-1024-1024-2048-10.
TABLE_9 = {
    "L2": 1.62,
    "L2 + L1": 1.60,
    "L2 + KL-sparsity": 1.55,
    "max-norm": 1.35,
    "dropout + L2": 1.25,
    "dropout + max-norm": 1.05,
}
# Figure 8 and the text of section 7.2: mean activation of a hidden unit, about.
FIGURE_8 = {"none": 2.0, "dropout": 0.7}
# Figure 9a and the text of section 7.3: the probabilities of keeping between which it is flat.
FIGURE_9A_FLAT = (0.4, 0.8)
# Figure 11 and the text of section 7.5: passes after which sampling is as good as scaled weights.
FIGURE_11_PASSES = 50
