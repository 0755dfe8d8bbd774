"""The verbs of a month, one file each, in the order of ``model.PublicServiceMarket.step``."""
