"""The environment in which a stored number comes out again on another x86 processor.

BLAS and NumPy choose their code by the processor, and another order of additions changes the last
bit of a float32. A training of some hundred steps turns that bit into another digit. So notebooks
are built, and compared, with the code that every processor with AVX2 has. Learners run them with
the fastest. An ARM processor has other code altogether; there a digit may differ.
"""

SAME_DIGITS = {
    "OPENBLAS_CORETYPE": "Haswell",
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
    "TF_ENABLE_ONEDNN_OPTS": "0",
}
