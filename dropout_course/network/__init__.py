"""Networks with dropout, hundreds of them trained at once, in NumPy alone.

runs = train(digits(), [Setting(rate=p) for p in (0, 0.2, 0.5)], seeds=20)
runs.test_error  # (settings, seeds)
"""

from dropout_course.network.early_stopping import EarlyStopping
from dropout_course.network.runs import History, Runs
from dropout_course.network.settings import Network, Setting
from dropout_course.network.sweep import train

__all__ = ["EarlyStopping", "History", "Network", "Runs", "Setting", "train"]
