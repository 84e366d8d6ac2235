"""A hook for pytest: where all is required, nothing is left out in silence."""

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Under REQUIRE_ALL a skipped test is a failure: nothing is left out in silence."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("REQUIRE_ALL"):
        return
    skipped = reporter.stats.get("skipped", [])
    for report in skipped:
        reporter.write_line(f"SKIPPED {report.nodeid}: {report.longrepr[-1]}")
    if skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
