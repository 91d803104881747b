"""What crosses the API, as pydantic models. Never used below this room."""
