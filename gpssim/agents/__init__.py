"""Who acts: purchasers, organizations and citizens, with their state in columns; the citizens' compiled month; the ledger."""
