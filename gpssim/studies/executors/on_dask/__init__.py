"""What executors share that work through a Dask scheduler; nothing here is imported before one is used."""
