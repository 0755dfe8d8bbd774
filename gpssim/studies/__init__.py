"""Many runs: paired replications over processes, stored in parts, resumed, with a manifest that says where they come from."""

from gpssim.studies.corners import CornerStudy
from gpssim.studies.merging import merged
from gpssim.studies.run import run_one
from gpssim.studies.session import StudyInterrupted
from gpssim.studies.study import Study
from gpssim.studies.tasks import RunOutcome, Task

__all__ = ["CornerStudy", "RunOutcome", "Study", "StudyInterrupted", "Task", "merged", "run_one"]
