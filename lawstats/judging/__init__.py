"""What may be said: intervals, tests, trends and verdicts."""
