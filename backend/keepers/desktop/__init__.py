"""The desktop window's door: one process of Keepers for one window, spoken to over stdin and stdout."""
