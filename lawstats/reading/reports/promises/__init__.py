"""The promises of a report: what is to be done next year, with its target, comparison and time."""
