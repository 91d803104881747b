"""The ground floor: database, jobs, workers, files, network, clock, settings. It knows no photo."""
