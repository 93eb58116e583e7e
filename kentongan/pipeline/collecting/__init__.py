"""Sources watched, visited and tried; files and mail taken in."""
