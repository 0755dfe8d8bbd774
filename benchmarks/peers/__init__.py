"""One small shared model in five versions, each as its library would have it: ``python benchmarks/peers/run.py``."""
