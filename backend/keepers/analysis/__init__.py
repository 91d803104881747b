"""How pixels become numbers: one worker visit per photo, one module per measure, one job that asks for it."""
