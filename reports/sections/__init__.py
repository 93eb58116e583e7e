"""The sections of the daily report, one a module; `reports.daily` sets them in order."""
