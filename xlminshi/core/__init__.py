"""The trade itself: quantities, units, rates, statuses and the ledger. Standard library only, no clock, no files."""
