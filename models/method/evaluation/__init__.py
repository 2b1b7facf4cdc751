"""Did the solution have the intended impact, and where is the chain broken? Pure rules; people decide (R29, R57)."""
