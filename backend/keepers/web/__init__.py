"""The local API and the pages it serves: one door to a library, for the window and the browser."""
