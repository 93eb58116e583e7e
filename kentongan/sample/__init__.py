"""The sample day: a fictional regency's posts and their planted truth, as the files an office would have."""
