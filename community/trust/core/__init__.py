"""The pure core: numbers in, numbers and reasons out. It knows neither the site nor a database."""
