"""Who can see what: the view a mechanism has, committees' ratings, beliefs."""
