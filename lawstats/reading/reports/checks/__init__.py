"""A report held against itself: parts and totals, shares and counts, changes and the counts they are of."""
