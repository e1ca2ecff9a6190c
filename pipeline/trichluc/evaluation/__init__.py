"""Measuring tables against gold annotations."""

from trichluc.evaluation.compare import Difference, Evaluation, Score, evaluate

__all__ = ["Difference", "Evaluation", "Score", "evaluate"]
