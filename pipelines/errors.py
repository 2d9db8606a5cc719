"""The small hierarchy of errors.

Bad input is not here: it becomes a failure record and a row in quarantine. These are raised
where a person must act; every message is a sentence that says what to do.
"""


class SaysoError(Exception):
    """Anything Sayso raises on purpose; `exit_code` is what the command line ends with."""

    exit_code = 1


class SettingsError(SaysoError):
    """A setting that cannot be used."""

    exit_code = 2


class CorpusError(SaysoError):
    """The corpus folder is missing, empty, or its manifest cannot be used."""


class ModelError(SaysoError):
    """The language model is missing or is not the one that the settings name."""


class BuildLockedError(SaysoError):
    """Another build is running and did not end in time."""

    exit_code = 3


class WorkerError(SaysoError):
    """Processes that work on batches cannot be kept running."""


class CheckFailedError(SaysoError):
    """A critical check failed: the build is not published."""


class ShrinkError(SaysoError):
    """The build would lose more than the settings allow: it is not published."""


class PublishError(SaysoError):
    """The staged file could not be made the published one."""
