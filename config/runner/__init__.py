"""`make run`: everything that Qunpu needs on one machine, started, watched and stopped together."""
