"""From a question to a file and back: the study file, what is done with it, and the answers that its design allows.

A study file says what is asked, in which scenario, under which policies, what is uncertain, at which points and how often it is
looked at, and where the runs are made. The same file runs on a laptop and on a cluster, and lies beside the results it led to.
"""

from gpssim.inquiry.reading import load_study
from gpssim.inquiry.study_file import StudyFile
from gpssim.inquiry.until_precise import run_until_precise
from gpssim.inquiry.writing import study_file_of, write_study

__all__ = ["StudyFile", "load_study", "run_until_precise", "study_file_of", "write_study"]
